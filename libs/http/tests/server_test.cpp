#include "wenyuan/http/server.h"

#include <gmock/gmock.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "raw_connection.h"

namespace wenyuan::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

std::unique_ptr<Server> StartOn(ServerOptions options, Handler handler) {
  options.port = 0;
  auto server = StartServer(options, std::move(handler));
  if (!server) throw std::runtime_error(server.error().message);
  return *std::move(server);
}

void Echo(Request& request, Responder& responder) {
  const auto body = ReadBody(request, 1U << 20U);
  std::string text = request.method + " " + request.path;
  for (const auto& [name, value] : request.query) text += "|" + name + "=" + value;
  if (!body) return responder.Send({500, {}, body.error().message});
  responder.Send({200, {{"Content-Type", "text/plain"}}, text + "|" + *body});
}

const std::string kHost = "Host: localhost\r\n";
const std::string kGet = "GET / HTTP/1.1\r\n" + kHost + "\r\n";

TEST(Server, KeepsAConnectionForManyRequests) {
  const auto server = StartOn({}, Echo);
  RawConnection connection(server->port());
  for (int i = 0; i < 50; ++i) {
    connection.Send("POST /a%20b?q=x+y&q=%E6%96%87 HTTP/1.1\r\n" + kHost +
                    "Content-Length: 3\r\n\r\nabc");
    const std::string answer = connection.ReadAnswer();
    ASSERT_EQ(StatusOf(answer), 200);
    ASSERT_THAT(answer, HasSubstr("POST /a b|q=x y|q=文|abc"));
    ASSERT_THAT(answer, HasSubstr("X-Request-Id: "));
  }
}

TEST(Server, ClosesWhenAskedToAndForHttp10) {
  const auto server = StartOn({}, Echo);
  for (const std::string& request : {"GET / HTTP/1.1\r\n" + kHost + "Connection: close\r\n\r\n",
                                     std::string("GET / HTTP/1.0\r\n\r\n")}) {
    RawConnection connection(server->port());
    connection.Send(request);
    EXPECT_THAT(connection.ReadAll(), HasSubstr("GET /|"));
  }
}

TEST(Server, HeadHasTheLengthButNoBody) {
  const auto server = StartOn({}, Echo);
  RawConnection connection(server->port());
  connection.Send("HEAD /abc HTTP/1.1\r\n" + kHost + "\r\n");
  const std::string answer = connection.ReadUntil("\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Content-Length: 10\r\n"));
  connection.Send(kGet);
  EXPECT_TRUE(connection.ReadAnswer().starts_with("HTTP/1.1 200"));
}

TEST(Server, RefusesAHeadOverTheLimit) {
  const auto server = StartOn({}, Echo);
  RawConnection connection(server->port());
  connection.Send("GET / HTTP/1.1\r\n" + kHost + "X: " + std::string(40'000, 'a') + "\r\n\r\n");
  EXPECT_EQ(StatusOf(connection.ReadAll()), 431);
  RawConnection many(server->port());
  std::string headers;
  for (int i = 0; i < 200; ++i) headers += "X: a\r\n";
  many.Send("GET / HTTP/1.1\r\n" + kHost + headers + "\r\n");
  EXPECT_EQ(StatusOf(many.ReadAll()), 431);
}

TEST(Server, RefusesABodyOverTheLimitBeforeItComes) {
  ServerOptions options;
  options.max_body_bytes = 1000;
  const auto server = StartOn(options, Echo);
  RawConnection announced(server->port());
  announced.Send("POST / HTTP/1.1\r\n" + kHost + "Content-Length: 1001\r\n\r\n");
  EXPECT_EQ(StatusOf(announced.ReadAll()), 413);
  RawConnection chunked(server->port());
  chunked.Send("POST / HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n" + "400\r\n" +
               std::string(0x400, 'a') + "\r\n0\r\n\r\n");
  EXPECT_THAT(chunked.ReadAll(), HasSubstr("which is the limit of this server"));
}

TEST(Server, AnAnswerBeforeTheBodyReachesAClientThatStillSends) {
  const auto server = StartOn({}, [](Request&, Responder& responder) {
    responder.Send({413, {}, "too large"});
  });
  RawConnection connection(server->port());
  connection.Send("POST / HTTP/1.1\r\n" + kHost + "Content-Length: 100000000\r\n\r\n");
  const std::string piece(1U << 20U, 'x');
  for (int i = 0; i < 8 && connection.Send(piece); ++i) {
  }
  const std::string answer = connection.ReadAll();
  EXPECT_EQ(StatusOf(answer), 413);
  EXPECT_TRUE(answer.ends_with("too large"));
}

TEST(Server, SaysContinueOnlyWhenTheBodyIsWanted) {
  const auto server = StartOn({}, [](Request& request, Responder& responder) {
    if (request.path == "/no") return responder.Send({403, {}, "no"});
    Echo(request, responder);
  });
  const std::string rest =
      " HTTP/1.1\r\n" + kHost + "Expect: 100-continue\r\nContent-Length: 100000\r\n\r\n";
  RawConnection wanted(server->port());
  wanted.Send("POST /yes" + rest);
  EXPECT_EQ(wanted.ReadUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  wanted.Send(std::string(100'000, 'b'));
  EXPECT_EQ(StatusOf(wanted.ReadAnswer()), 200);
  RawConnection unwanted(server->port());
  unwanted.Send("POST /no" + rest);
  EXPECT_EQ(StatusOf(unwanted.ReadAll()), 403);
}

TEST(Server, ASlowHeadIsCutOff) {
  ServerOptions options;
  options.header_timeout = seconds(1);
  const auto server = StartOn(options, Echo);
  RawConnection connection(server->port());
  connection.Send("GET / HTTP/1.1\r\n");
  EXPECT_EQ(connection.ReadAll(), "");
  RawConnection silent(server->port());
  EXPECT_EQ(silent.ReadAll(), "");
}

TEST(Server, ASlowBodyHoldsNoWorkerAndIsCutOff) {
  ServerOptions options;
  options.worker_threads = 1;
  options.idle_timeout = seconds(1);
  const auto server = StartOn(options, Echo);
  RawConnection small(server->port());
  small.Send("POST / HTTP/1.1\r\n" + kHost + "Content-Length: 10\r\n\r\nabc");
  RawConnection large(server->port());
  large.Send("POST / HTTP/1.1\r\n" + kHost + "Content-Length: 100000\r\n\r\nabc");
  RawConnection other(server->port());
  other.Send(kGet);
  EXPECT_EQ(StatusOf(other.ReadAnswer()), 200);
  EXPECT_EQ(small.ReadAll(), "");
  EXPECT_EQ(large.ReadAll(), "");
}

TEST(Server, AReaderThatStallsIsDropped) {
  ServerOptions options;
  options.write_timeout = seconds(1);
  std::atomic<bool> told = false;
  const auto server = StartOn(options, [&](Request&, Responder& responder) {
    responder.Start(200, {});
    const std::string piece(1U << 20U, 'x');
    for (int i = 0; i < 1000 && responder.Write(piece); ++i) {
      if (i == 999) return;
    }
    told = true;
  });
  RawConnection connection(server->port());
  connection.Send(kGet);
  for (int i = 0; i < 200 && !told; ++i) std::this_thread::sleep_for(milliseconds(50));
  EXPECT_TRUE(told);
}

TEST(Server, ConnectionsOverTheLimitAreTurnedAway) {
  ServerOptions options;
  options.max_connections = 2;
  const auto server = StartOn(options, Echo);
  RawConnection first(server->port());
  RawConnection second(server->port());
  first.Send(kGet);
  second.Send(kGet);
  EXPECT_EQ(StatusOf(first.ReadAnswer()), 200);
  EXPECT_EQ(StatusOf(second.ReadAnswer()), 200);
  RawConnection third(server->port());
  EXPECT_EQ(StatusOf(third.ReadAll()), 503);
}

TEST(Server, ServesTwoHundredConnectionsAtTheSameTime) {
  const auto server = StartOn({}, Echo);
  std::vector<RawConnection> connections;
  for (int i = 0; i < 200; ++i) connections.emplace_back(server->port());
  for (int round = 0; round < 3; ++round) {
    for (RawConnection& connection : connections) connection.Send(kGet);
    for (RawConnection& connection : connections) {
      ASSERT_EQ(StatusOf(connection.ReadAnswer()), 200);
    }
  }
}

TEST(Server, AnExceptionIsA500WithoutItsText) {
  const auto server = StartOn({}, [](Request&, Responder&) { throw std::runtime_error("secret"); });
  RawConnection connection(server->port());
  connection.Send(kGet);
  const std::string answer = connection.ReadAnswer();
  EXPECT_EQ(StatusOf(answer), 500);
  EXPECT_THAT(answer, Not(HasSubstr("secret")));
  connection.Send(kGet);
  EXPECT_EQ(StatusOf(connection.ReadAnswer()), 500);
}

TEST(Server, AHandlerThatAnswersNothingIsA500) {
  const auto server = StartOn({}, [](Request&, Responder&) {});
  RawConnection connection(server->port());
  connection.Send(kGet);
  EXPECT_EQ(StatusOf(connection.ReadAnswer()), 500);
}

TEST(Server, AHeaderValueCannotBeginAnotherHeader) {
  const auto server = StartOn({}, [](Request&, Responder& responder) {
    responder.Send({200, {{"X-Name", "a\r\nSet-Cookie: b"}}, ""});
  });
  RawConnection connection(server->port());
  connection.Send(kGet);
  EXPECT_THAT(connection.ReadAnswer(), Not(HasSubstr("\r\nSet-Cookie")));
}

TEST(Server, StopLetsARunningHandlerFinish) {
  std::atomic<bool> inside = false;
  auto server = StartOn({}, [&](Request&, Responder& responder) {
    inside = true;
    std::this_thread::sleep_for(milliseconds(200));
    responder.Send({200, {}, "done"});
  });
  RawConnection idle(server->port());
  RawConnection busy(server->port());
  busy.Send(kGet);
  while (!inside) std::this_thread::yield();
  server->Stop(seconds(10));
  const std::string answer = busy.ReadAll();
  EXPECT_EQ(StatusOf(answer), 200);
  EXPECT_THAT(answer, HasSubstr("Connection: close"));
  EXPECT_EQ(idle.ReadAll(), "");
}

TEST(Server, ATakenPortIsNamed) {
  const auto server = StartOn({}, Echo);
  ServerOptions options;
  options.port = server->port();
  const auto second = StartServer(options, Echo);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(second.error().message, HasSubstr(std::to_string(options.port)));
}

}  // namespace
}  // namespace wenyuan::http
