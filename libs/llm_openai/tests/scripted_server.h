#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "wenyuan/http/client.h"
#include "wenyuan/http/server.h"

namespace wenyuan::llm_openai {

struct Asked {
  std::string method;
  std::string path;
  std::string body;
  http::Headers headers;
};

// A model server that answers what a test says, and remembers what it was asked.
class ScriptedServer {
 public:
  using Script = std::function<http::Response(const Asked&)>;

  explicit ScriptedServer(Script script) : script_(std::move(script)) {
    http::ServerOptions options;
    options.port = 0;
    server_ = *http::StartServer(options, [this](http::Request& request, http::Responder& out) {
      Asked asked{request.method, request.path, *http::ReadBody(request, 1U << 24U),
                  request.headers};
      http::Response answer;
      {
        const std::lock_guard lock(mutex_);
        asked_.push_back(asked);
        answer = script_(asked);
      }
      out.Send(std::move(answer));
    });
  }

  [[nodiscard]] http::Endpoint endpoint() const {
    return *http::ParseEndpoint("http://127.0.0.1:" + std::to_string(server_->port()) + "/v1");
  }
  std::vector<Asked> asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }
  void Forget() {
    const std::lock_guard lock(mutex_);
    asked_.clear();
  }
  void Answer(Script script) {
    const std::lock_guard lock(mutex_);
    script_ = std::move(script);
  }

 private:
  std::mutex mutex_;  // guards the two below
  Script script_;
  std::vector<Asked> asked_;
  std::unique_ptr<http::Server> server_;  // last: it calls the others
};

}  // namespace wenyuan::llm_openai
