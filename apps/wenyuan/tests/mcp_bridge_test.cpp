#include "mcp_bridge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <sstream>

namespace wenyuan::app {
namespace {

bool Holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// A server that answers as a test says, and remembers what it was sent.
class FixedServer final : public Transport {
 public:
  using Answer = std::function<http::Response(const http::ClientRequest&)>;
  explicit FixedServer(Answer answer) : answer_(std::move(answer)) {}
  using Transport::Call;
  Result<http::Response> Call(const http::ClientRequest& request, Deadline,
                              const http::OnPiece& on_piece) override {
    {
      const std::lock_guard lock(mutex_);
      requests.push_back(request);
    }
    if (away) return Error{ErrorCode::kUnavailable, "nobody listens"};
    http::Response response = answer_(request);
    request.on_head(response);
    on_piece(std::exchange(response.body, {}));
    return response;
  }
  [[nodiscard]] bool outlives_us() const override { return true; }

  std::vector<http::ClientRequest> requests;
  bool away = false;

 private:
  const Answer answer_;
  std::mutex mutex_;
};

http::Response Json(std::string body, http::Headers more = {}) {
  more.emplace_back("Content-Type", "application/json");
  return {200, std::move(more), std::move(body)};
}

std::string Bridged(FixedServer& server, const std::string& in, const std::string& token = {}) {
  std::istringstream lines(in);
  std::ostringstream said;
  BridgeMcp(server, {token, Language::kEnglish, {}}, lines, said);
  return said.str();
}

TEST(McpBridge, CarriesWhatInitialisingAgreedOn) {
  FixedServer server([](const http::ClientRequest&) {
    return Json(R"({"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-06-18"}})",
                {{"Mcp-Session-Id", "s1"}});
  });
  const std::string said = Bridged(server,
                                   "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}\n\n"
                                   "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}",
                                   "secret");
  ASSERT_EQ(server.requests.size(), 2U);
  const http::Headers& second = server.requests[1].headers;
  EXPECT_EQ(http::Find(second, "Mcp-Session-Id"), "s1");
  EXPECT_EQ(http::Find(second, "MCP-Protocol-Version"), "2025-06-18");
  EXPECT_EQ(http::Find(second, "Authorization"), "Bearer secret");
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 2);
}

TEST(McpBridge, HoldsAnAnswerBackUntilItsNewsWereRead) {
  FixedServer server([](const http::ClientRequest&) {
    return http::Response{200,
                          {{"Content-Type", "text/event-stream"}},
                          "event: message\ndata: {\"news\":1}\n\n"
                          "event: message\ndata: {\"id\":1}\n\n"};
  });
  std::istringstream lines(R"({"jsonrpc":"2.0","id":1,"method":"tools/call"})");
  std::ostringstream said;
  std::vector<std::string> read;
  BridgeMcp(server, {{}, Language::kEnglish, [&] { read.push_back(said.str()); }}, lines, said);
  EXPECT_EQ(read, std::vector<std::string>{"{\"news\":1}\n"});
  EXPECT_EQ(said.str(), "{\"news\":1}\n{\"id\":1}\n");
}

TEST(McpBridge, SaysTheEventsOfAStreamLineByLine) {
  FixedServer server([](const http::ClientRequest&) {
    return http::Response{200,
                          {{"Content-Type", "text/event-stream"}},
                          "event: message\ndata: {\"a\":1}\n\nevent: message\ndata: {\"b\":2}\n\n"};
  });
  EXPECT_EQ(Bridged(server, R"({"jsonrpc":"2.0","id":1,"method":"tools/call"})"),
            "{\"a\":1}\n{\"b\":2}\n");
}

TEST(McpBridge, AnswersForAServerThatIsAwayOrRefuses) {
  FixedServer server([](const http::ClientRequest&) {
    return http::Response{401,
                          {{"Content-Type", "application/problem+json"}},
                          R"({"title":"Sign in first","detail":"This needs a token"})"};
  });
  const std::string ping = R"({"jsonrpc":"2.0","id":"p","method":"ping"})";
  EXPECT_TRUE(Holds(Bridged(server, ping), "status 401: This needs a token"));
  EXPECT_EQ(Bridged(server, R"({"jsonrpc":"2.0","method":"notifications/initialized"})"), "");
  server.away = true;
  const std::string away = Bridged(server, ping);
  EXPECT_TRUE(Holds(away, R"("id":"p")"));
  EXPECT_TRUE(Holds(away, "wenyuan serve"));
}

TEST(McpBridge, RefusesALineThatIsTooLongAndGoesOn) {
  FixedServer server([](const http::ClientRequest&) { return Json(R"({"jsonrpc":"2.0"})"); });
  const std::string said = Bridged(
      server, std::string(3U << 20U, 'x') + "\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}\n");
  EXPECT_TRUE(Holds(said, "1 MiB"));
  EXPECT_EQ(server.requests.size(), 1U);
}

TEST(McpBridge, SaysNothingOfARequestThatWasCancelled) {
  std::mutex mutex;
  std::condition_variable changed;
  bool cancelled = false;
  FixedServer server([&](const http::ClientRequest& request) {
    std::unique_lock lock(mutex);
    if (request.body.find("notifications/cancelled") != std::string::npos) {
      cancelled = true;
      changed.notify_all();
      return http::Response{202, {}, {}};
    }
    changed.wait(lock, [&] { return cancelled; });
    return Json(R"({"jsonrpc":"2.0","id":1,"result":{}})");
  });
  const std::string said = Bridged(server,
                                   "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}\n"
                                   "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\","
                                   "\"params\":{\"requestId\":1}}\n");
  EXPECT_FALSE(Holds(said, "result")) << said;
  EXPECT_EQ(server.requests.size(), 2U);
}

}  // namespace
}  // namespace wenyuan::app
