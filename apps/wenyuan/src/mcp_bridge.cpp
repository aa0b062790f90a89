#include "mcp_bridge.h"

#include <algorithm>
#include <boost/json.hpp>
#include <condition_variable>
#include <istream>
#include <map>
#include <mutex>
#include <optional>
#include <ostream>
#include <thread>
#include <vector>

#include "json.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr std::size_t kLongestLine = 1U << 20U;  // as the server takes
constexpr std::size_t kMostAtOnce = 16;
constexpr std::uint64_t kLongestAnswer = std::uint64_t{64} << 20U;
constexpr std::chrono::minutes kPatience{10};

enum class LineState { kWhole, kTooLong, kEnd };

LineState ReadLine(std::istream& in, std::string& line) {
  line.clear();
  LineState state = LineState::kWhole;
  std::streambuf& bytes = *in.rdbuf();
  for (int byte = bytes.sbumpc();; byte = bytes.sbumpc()) {
    if (byte == std::char_traits<char>::eof()) return line.empty() ? LineState::kEnd : state;
    if (byte == '\n') return state;
    if (line.size() == kLongestLine) {
      state = LineState::kTooLong;
    } else {
      line += static_cast<char>(byte);
    }
  }
}

std::string ErrorLine(const json::value& id, int code, const std::string& message) {
  return json::serialize(json::object{
      {"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}}}});
}

class Bridge {
 public:
  Bridge(Transport& transport, const McpBridgeOptions& options, std::ostream& out)
      : transport_(transport), options_(options), out_(out) {}

  void Run(std::istream& in) {
    std::string line;
    for (LineState state = LineState::kWhole; !closed();) {
      state = ReadLine(in, line);
      if (state == LineState::kEnd) break;
      if (state == LineState::kTooLong) {
        Say(ErrorLine(nullptr, -32600, "a message has at most 1 MiB"));
      } else if (line.find_first_not_of(" \t\r") != std::string::npos) {
        Take(std::move(line));
      }
    }
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [&] { return running_ == 0; });
  }

 private:
  // A request that was sent and has no answer yet.
  struct Waiting {
    bool cancelled = false;
  };

  void Take(std::string line) {
    json::error_code wrong;
    const json::value message = json::parse(line, wrong);
    const std::string method = wrong ? "" : TextOf(message, "method");
    const json::value id = wrong ? json::value() : MemberOf(message, "id");
    if (method == "notifications/cancelled")
      Forget(MemberOf(MemberOf(message, "params"), "requestId"));
    // What changes how the next messages are sent comes before them, and so does what is no
    // request.
    if (method == "initialize" || id.is_null()) {
      Forward(line, id, method == "initialize");
      return;
    }
    const auto place = Begin(id);
    std::thread([this, line = std::move(line), id, place] {
      Forward(line, id, false, &place->second);
      End(place);
    }).detach();
  }

  using Place = std::multimap<std::string, Waiting>::iterator;

  Place Begin(const json::value& id) {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [&] { return running_ < kMostAtOnce; });
    ++running_;
    return waiting_.emplace(json::serialize(id), Waiting());
  }

  void End(Place place) {
    const std::lock_guard lock(mutex_);
    waiting_.erase(place);
    --running_;
    ended_.notify_all();  // under the lock: when it is let go, we may be gone
  }

  void Forget(const json::value& id) {
    const std::lock_guard lock(mutex_);
    const auto [begin, end] = waiting_.equal_range(json::serialize(id));
    for (auto entry = begin; entry != end; ++entry) entry->second.cancelled = true;
  }

  bool Wanted(const Waiting* waiting) {
    const std::lock_guard lock(mutex_);
    return !closed_ && (waiting == nullptr || !waiting->cancelled);
  }

  bool closed() {
    const std::lock_guard lock(mutex_);
    return closed_;
  }

  // `follows`: after another line about the same request.
  void Say(std::string_view line, const Waiting* waiting = nullptr, bool follows = false) {
    const std::lock_guard lock(mutex_);
    if (closed_ || line.empty() || (waiting != nullptr && waiting->cancelled)) return;
    if (follows && options_.await_read) options_.await_read();
    out_ << line << '\n' << std::flush;
    closed_ = !out_;
  }

  [[nodiscard]] http::ClientRequest RequestOf(const std::string& line) {
    http::ClientRequest request;
    request.method = "POST";
    request.target = "/mcp";
    request.body = line;
    request.max_response_bytes = kLongestAnswer;
    request.headers = {{"Content-Type", "application/json"},
                       {"Accept", "application/json, text/event-stream"},
                       {"Accept-Language", options_.language == Language::kChinese ? "zh" : "en"}};
    if (!options_.token.empty()) {
      request.headers.emplace_back("Authorization", "Bearer " + options_.token);
    }
    const std::lock_guard lock(mutex_);
    request.headers.insert(request.headers.end(), session_.begin(), session_.end());
    return request;
  }

  // Sends one message, and says what comes back.
  void Forward(const std::string& line, const json::value& id, bool initializes,
               const Waiting* waiting = nullptr) {
    http::ClientRequest request = RequestOf(line);
    bool streams = false;
    request.on_head = [&](const http::Response& head) {
      streams = http::Find(head.headers, "Content-Type").starts_with("text/event-stream");
      return true;
    };
    std::string body;
    bool told = false;
    const auto take = [&](std::string_view piece) {
      body += piece;
      for (std::size_t end; streams && (end = body.find("\n\n")) != std::string::npos;) {
        const std::size_t data = body.find("data: ");
        if (data < end) {
          Say(std::string_view(body).substr(data + 6, end - data - 6), waiting, told);
          told = true;
        }
        body.erase(0, end + 2);
      }
      return Wanted(waiting);
    };
    const auto response = transport_.Call(request, Deadline::After(kPatience), take);
    if (!Wanted(waiting)) return;
    if (!response) {
      if (!id.is_null()) Say(ErrorLine(id, -32603, Away(response.error())), waiting);
      return;
    }
    if (initializes) Remember(*response, body);
    if (streams || body.empty()) return;
    json::error_code wrong;
    const json::value said = json::parse(body, wrong);
    if (!wrong && !TextOf(said, "jsonrpc").empty()) {
      Say(body, waiting);
    } else if (!id.is_null()) {  // not from MCP: who asks is not known, or something stands between
      const std::string detail = wrong ? "" : TextOf(said, "detail");
      Say(ErrorLine(
              id, -32603,
              "status " + std::to_string(response->status) + (detail.empty() ? "" : ": " + detail)),
          waiting);
    }
  }

  [[nodiscard]] std::string Away(const Error& error) const {
    return (options_.language == Language::kChinese
                ? "无法连接文渊服务；请先运行 wenyuan serve："
                : "the knowledge base is away; start it with wenyuan serve: ") +
           error.In(options_.language);
  }

  void Remember(const http::Response& response, const std::string& body) {
    json::error_code wrong;
    const json::value said = json::parse(body, wrong);
    if (wrong) return;
    const std::string revision = TextOf(MemberOf(said, "result"), "protocolVersion");
    const std::lock_guard lock(mutex_);
    session_.clear();
    if (!revision.empty()) session_.emplace_back("MCP-Protocol-Version", revision);
    const std::string_view session = http::Find(response.headers, "Mcp-Session-Id");
    if (!session.empty()) session_.emplace_back("Mcp-Session-Id", session);
  }

  Transport& transport_;
  const McpBridgeOptions& options_;
  std::ostream& out_;
  std::mutex mutex_;  // of all below, and of out_
  std::condition_variable ended_;
  std::size_t running_ = 0;
  std::multimap<std::string, Waiting> waiting_;
  http::Headers session_;
  bool closed_ = false;
};

}  // namespace

void BridgeMcp(Transport& transport, const McpBridgeOptions& options, std::istream& in,
               std::ostream& out) {
  Bridge(transport, options, out).Run(in);
}

}  // namespace wenyuan::app
