#include "wenyuan/http/client.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>
#include <thread>

#include "tls_server.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/http/server.h"

namespace wenyuan::http {
namespace {

Deadline Soon() { return Deadline::After(std::chrono::seconds(10)); }

TEST(ParseEndpoint, ReadsWhatAnOperatorWrites) {
  const Endpoint plain = *ParseEndpoint("http://models.example:8000/v1/");
  EXPECT_EQ(plain.host, "models.example");
  EXPECT_EQ(plain.port, 8000);
  EXPECT_FALSE(plain.tls);
  EXPECT_EQ(plain.base_path, "/v1");
  EXPECT_EQ(plain.Name(), "models.example:8000");
  const Endpoint safe = *ParseEndpoint("https://models.example");
  EXPECT_TRUE(safe.tls);
  EXPECT_EQ(safe.port, 443);
  EXPECT_EQ(safe.base_path, "");
  EXPECT_EQ(safe.Name(), "models.example");
  EXPECT_EQ(ParseEndpoint("http://[::1]:80")->host, "::1");
  EXPECT_EQ(ParseEndpoint("http://[::1]:81")->Name(), "[::1]:81");
  EXPECT_EQ(ParseEndpoint("unix:/run/model.sock")->unix_socket, "/run/model.sock");
}

TEST(ParseEndpoint, RefusesWhatIsNoPlainAddress) {
  for (const char* url : {"", "models.example", "ftp://a", "http://", "http:///v1", "http://a:b",
                          "http://a:0", "http://a:70000", "http://u:p@a", "http://a?b=c",
                          "http://a#b", "unix:", "unix:relative.sock", "http://a b"}) {
    const auto endpoint = ParseEndpoint(url);
    ASSERT_FALSE(endpoint) << url;
    EXPECT_EQ(endpoint.error().code, ErrorCode::kInvalidArgument);
    EXPECT_FALSE(endpoint.error().message_zh.empty());
  }
}

TEST(Client, SpeaksToAServerOverTcpBelowItsBasePath) {
  ServerOptions options;
  options.port = 0;
  std::string host;
  const auto server = *StartServer(options, [&](Request& request, Responder& responder) {
    host = Find(request.headers, "host");
    responder.Send({200, {}, request.path + " " + *ReadBody(request, 100)});
  });
  const std::string place = "127.0.0.1:" + std::to_string(server->port());
  ClientRequest request;
  request.method = "POST";
  request.target = "/embeddings";
  request.body = "body";
  const auto answer = Fetch(*ParseEndpoint("http://" + place + "/v1"), request, Soon());
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "/v1/embeddings body");
  EXPECT_EQ(host, place);
  EXPECT_TRUE(
      Fetch(*ParseEndpoint("http://localhost:" + std::to_string(server->port())), {}, Soon()));
}

TEST(Client, TakesNoLongerAnswerThanItWants) {
  ServerOptions options;
  options.port = 0;
  const auto server = *StartServer(options, [](Request&, Responder& responder) {
    responder.Send({200, {}, std::string(5000, 'x')});
  });
  const auto endpoint = *ParseEndpoint("http://127.0.0.1:" + std::to_string(server->port()));
  ClientRequest request;
  request.max_response_bytes = 4999;
  const auto too_long = Fetch(endpoint, request, Soon());
  ASSERT_FALSE(too_long);
  EXPECT_EQ(too_long.error().code, ErrorCode::kTooLarge);
  request.max_response_bytes = 5000;
  EXPECT_TRUE(Fetch(endpoint, request, Soon()));
}

TEST(Client, SaysThatNobodyListens) {
  using Case = std::pair<const char*, const char*>;
  for (const auto& [url, reason] :
       {Case{"http://127.0.0.1:1", "连接被拒绝（Connection refused）"},
        Case{"https://127.0.0.1:1", "连接被拒绝（Connection refused）"},
        Case{"unix:/nonexistent.sock", "没有这个文件或文件夹（No such file or directory）"},
        Case{"http://name.invalid", "主机名（Host not found"}}) {
    const auto nobody = Fetch(*ParseEndpoint(url), {}, Soon());
    ASSERT_FALSE(nobody) << url;
    EXPECT_EQ(nobody.error().code, ErrorCode::kUnavailable);
    EXPECT_NE(nobody.error().message_zh.find(reason), std::string::npos)
        << nobody.error().message_zh;
  }
}

TEST(Client, SaysThatAnAnswerBrokeOff) {
  ServerOptions options;
  options.port = 0;
  const auto server = *StartServer(options, [](Request&, Responder& responder) {
    responder.Start(200, {{"Content-Length", "100"}});
    responder.Write("not all of it");
  });
  const auto broken =
      Fetch(*ParseEndpoint("http://127.0.0.1:" + std::to_string(server->port())), {}, Soon());
  ASSERT_FALSE(broken);
  EXPECT_NE(broken.error().message_zh.find("对方提前关闭了连接（"), std::string::npos)
      << broken.error().message_zh;
}

TEST(Client, GivesUpWhenTheTimeIsOver) {
  ServerOptions options;
  options.port = 0;
  const auto server = *StartServer(options, [](Request&, Responder& responder) {
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    responder.Send({});
  });
  const auto late = Fetch(*ParseEndpoint("http://127.0.0.1:" + std::to_string(server->port())), {},
                          Deadline::After(std::chrono::milliseconds(50)));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::kTimeout);
}

class TlsClient : public ::testing::Test {
 protected:
  void SetUp() override { ::signal(SIGPIPE, SIG_IGN); }  // as the programs do

  Result<Response> Ask(const TlsServer& server, const std::string& host, bool trusting) const {
    Endpoint endpoint = *ParseEndpoint("https://" + host + ":" + std::to_string(server.port()));
    if (trusting) {
      endpoint.authorities = folder_.path() / "authority.pem";
      server.WriteCertificate(endpoint.authorities);
    }
    return Fetch(endpoint, {}, Soon());
  }

  wenyuan::testing::TemporaryFolder folder_;
};

TEST_F(TlsClient, SpeaksToAServerThatProvesItsName) {
  const TlsServer server("localhost");
  const auto answer = Ask(server, "localhost", true);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "safe");
}

TEST_F(TlsClient, RefusesAnAuthorityThatItDoesNotKnow) {
  const TlsServer server("localhost");
  const auto answer = Ask(server, "localhost", false);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(answer.error().message.find("certificate verify failed"), std::string::npos)
      << answer.error().message;
}

TEST_F(TlsClient, RefusesACertificateOfAnotherName) {
  const TlsServer server("another.example");
  EXPECT_FALSE(Ask(server, "localhost", true));
  EXPECT_FALSE(Ask(server, "127.0.0.1", true));
}

TEST_F(TlsClient, SaysWhichCertificatesItCannotRead) {
  Endpoint endpoint = *ParseEndpoint("https://localhost:1");
  endpoint.authorities = folder_.path() / "none.pem";
  const auto answer = Fetch(endpoint, {}, Soon());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(answer.error().message.find("none.pem"), std::string::npos);
}

TEST_F(TlsClient, SaysThatAPlainServerIsNotSafe) {
  ServerOptions options;
  options.port = 0;
  const auto server =
      *StartServer(options, [](Request&, Responder& responder) { responder.Send({}); });
  const auto answer =
      Fetch(*ParseEndpoint("https://localhost:" + std::to_string(server->port())), {}, Soon());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kUnavailable);
}

TEST(Server, MayListenOnASocketAlone) {
  const wenyuan::testing::TemporaryFolder folder;
  ServerOptions options;
  options.address.clear();
  options.unix_socket = folder.path() / "only.sock";
  const auto server =
      *StartServer(options, [](Request&, Responder& responder) { responder.Send({}); });
  EXPECT_EQ(server->port(), 0);
  EXPECT_TRUE(Fetch(options.unix_socket, {}, Soon()));
}

}  // namespace
}  // namespace wenyuan::http
