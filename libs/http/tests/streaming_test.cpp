#include <gmock/gmock.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "raw_connection.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/http/client.h"
#include "wenyuan/http/server.h"

namespace wenyuan::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

class Streaming : public ::testing::Test {
 protected:
  void Start(ServerOptions options, Handler handler) {
    options.port = 0;
    options.unix_socket = socket();
    auto server = StartServer(options, std::move(handler));
    ASSERT_TRUE(server) << server.error().message;
    server_ = *std::move(server);
  }
  [[nodiscard]] std::filesystem::path socket() const { return folder_.path() / "server.sock"; }

  wenyuan::testing::TemporaryFolder folder_;
  std::unique_ptr<Server> server_;
};

std::size_t ResidentBytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  file >> total >> resident;
  return resident * 4096;
}

TEST_F(Streaming, AFiftyMegabyteUploadDoesNotLieInMemory) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the sanitizer keeps freed memory";
#endif
  constexpr std::size_t kPiece = 1U << 20U;
  constexpr std::size_t kPieces = 50;
  std::size_t most = 0;
  Start({}, [&](Request& request, Responder& responder) {
    std::size_t bytes = 0;
    while (true) {
      const auto piece = request.body->Read();
      if (!piece) return responder.Send({400, {}, piece.error().message});
      if (piece->empty()) break;
      bytes += piece->size();
      most = std::max(most, ResidentBytes());
    }
    responder.Send({200, {}, std::to_string(bytes)});
  });
  const std::size_t before = ResidentBytes();
  ClientRequest request{.method = "POST", .target = "/"};
  request.pieces_bytes = kPiece * kPieces;
  request.pieces = [sent = std::size_t{0}]() mutable -> Result<std::string> {
    return sent++ < kPieces ? std::string(kPiece, 'x') : std::string();
  };
  const auto response = Fetch(socket(), request, Deadline::After(seconds(60)));
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->body, std::to_string(kPiece * kPieces));
  EXPECT_LT(most - std::min(most, before), 20U << 20U);
}

TEST_F(Streaming, TheUnixSocketKnowsItsOwnUserAndIsPrivate) {
  Start({}, [](Request& request, Responder& responder) {
    responder.Send({200, {}, request.peer + (request.same_user ? " ours" : " another")});
  });
  const auto response = Fetch(socket(), {}, Deadline::After(seconds(10)));
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->body, "unix ours");
  EXPECT_EQ(std::filesystem::status(socket()).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  RawConnection tcp(server_->port());
  tcp.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(tcp.ReadAnswer(), HasSubstr("127.0.0.1 another"));
}

TEST_F(Streaming, TwoServersCannotShareASocketButAStaleOneIsReplaced) {
  const auto quiet = [](Request&, Responder& responder) { responder.Send({}); };
  std::ofstream(socket()) << "left by a server that was killed";
  Start({}, quiet);
  ServerOptions options;
  options.port = 0;
  options.unix_socket = socket();
  const auto second = StartServer(options, quiet);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
  ASSERT_TRUE(Fetch(socket(), {}, Deadline::After(seconds(10))));
  server_->Stop(seconds(1));
  const auto gone = Fetch(socket(), {}, Deadline::After(seconds(10)));
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, ErrorCode::kUnavailable);
}

TEST_F(Streaming, EventsArriveAsTheyAreWritten) {
  std::atomic<int> seen = 0;
  Start({}, [&](Request&, Responder& responder) {
    responder.Start(200, {{"Content-Type", "text/event-stream"}});
    for (int i = 0; i < 3; ++i) {
      if (!responder.Write("data: " + std::to_string(i) + "\n\n")) return;
      while (seen <= i) std::this_thread::yield();  // the next one only after this one was seen
    }
  });
  std::string all;
  const auto response =
      Fetch(socket(), {}, Deadline::After(seconds(20)), [&](std::string_view piece) {
        all += piece;
        ++seen;
        return true;
      });
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(all, "data: 0\n\ndata: 1\n\ndata: 2\n\n");
}

TEST_F(Streaming, AHandlerLearnsThatItsClientIsGone) {
  std::atomic<bool> told = false;
  Start({}, [&](Request&, Responder& responder) {
    responder.Start(200, {});
    responder.Write("hello");
    while (responder.Write("")) std::this_thread::sleep_for(milliseconds(5));
    told = true;
  });
  {
    RawConnection connection(server_->port());
    connection.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    connection.ReadUntil("hello");
  }
  for (int i = 0; i < 400 && !told; ++i) std::this_thread::sleep_for(milliseconds(25));
  EXPECT_TRUE(told);
}

TEST_F(Streaming, OpenStreamsDoNotKeepOthersFromBeingServed) {
  ServerOptions options;
  options.worker_threads = 2;
  Start(options, [](Request& request, Responder& responder) {
    if (request.path == "/quick") return responder.Send({200, {}, "quick"});
    responder.Start(200, {});
    responder.Write("hello");
    while (responder.Write("")) std::this_thread::sleep_for(milliseconds(20));
  });
  std::vector<RawConnection> streams;
  for (int i = 0; i < 20; ++i) {
    streams.emplace_back(server_->port());
    streams.back().Send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  for (RawConnection& stream : streams) stream.ReadUntil("hello");
  const auto response = Fetch(socket(), {.target = "/quick"}, Deadline::After(seconds(10)));
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->body, "quick");
  server_->Stop(seconds(10));  // ends the streams as well
}

TEST_F(Streaming, AnAnnouncedLengthIsSentWithoutChunks) {
  Start({}, [](Request&, Responder& responder) {
    responder.Start(206, {{"Content-Length", "6"}});
    responder.Write("abc");
    responder.Write("def");
  });
  RawConnection connection(server_->port());
  for (int i = 0; i < 2; ++i) {
    connection.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string answer = connection.ReadAnswer();
    EXPECT_TRUE(answer.ends_with("\r\n\r\nabcdef")) << answer;
    EXPECT_EQ(answer.find("chunked"), std::string::npos);
  }
}

TEST_F(Streaming, AnAnswerThatEndsEarlyCutsTheConnection) {
  Start({}, [](Request&, Responder& responder) {
    responder.Start(200, {{"Content-Length", "6"}});
    responder.Write("abc");
  });
  const auto response = Fetch(socket(), {}, Deadline::After(seconds(10)));
  EXPECT_FALSE(response);
}

TEST_F(Streaming, AClientThatLeavesDuringAnUploadIsKnown) {
  std::atomic<int> code = -1;
  Start({}, [&](Request& request, Responder& responder) {
    const auto body = ReadBody(request, 1U << 20U);
    code = body ? -2 : static_cast<int>(body.error().code);
    responder.Send({400, {}, ""});
  });
  {
    RawConnection connection(server_->port());
    connection.Send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\nabc");
  }
  for (int i = 0; i < 400 && code == -1; ++i) std::this_thread::sleep_for(milliseconds(25));
  EXPECT_EQ(code, static_cast<int>(ErrorCode::kCancelled));
}

TEST_F(Streaming, TheClientGivesUpAtItsDeadline) {
  // Shared: the handler may still look at it when this function is left.
  const auto release = std::make_shared<std::atomic<bool>>(false);
  Start({}, [release](Request&, Responder& responder) {
    while (!*release) std::this_thread::sleep_for(milliseconds(5));
    responder.Send({});
  });
  const auto response = Fetch(socket(), {}, Deadline::After(milliseconds(100)));
  *release = true;
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, ErrorCode::kTimeout);
}

TEST_F(Streaming, TheClientReadsARefusalOfItsUpload) {
  Start({}, [](Request&, Responder& responder) { responder.Send({413, {}, "no"}); });
  ClientRequest request{.method = "POST", .target = "/"};
  request.pieces_bytes = 64U << 20U;
  request.pieces = []() -> Result<std::string> { return std::string(1U << 20U, 'x'); };
  const auto response = Fetch(socket(), request, Deadline::After(seconds(30)));
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->status, 413);
  EXPECT_EQ(response->body, "no");
}

}  // namespace
}  // namespace wenyuan::http
