#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <tuple>
#include <vector>

#include "routes.h"
#include "wenyuan/base/log.h"
#include "wenyuan/http/client.h"
#include "wenyuan/http/server.h"

namespace wenyuan::model {

inline std::filesystem::path TinyModel(const std::string& name) {
  return std::filesystem::path(std::getenv("WENYUAN_BINARY_DIR")) / "tiny_models" / name;
}

inline WriterOptions OptionsFor(const std::filesystem::path& model) {
  SetLogLevel(LogLevel::kError);
  WriterOptions options;
  options.model.model = model;
  options.decoder.cells = 1024;
  options.decoder.sequences = 32;
  options.engine.follow_load = false;
  return options;
}

// A server with a tiny model that writes.
class Writing : public ::testing::Test {
 protected:
  void SetUp() override {
    Put(TinyModel("tiny-writer-chatml.gguf"));
    service_.writer = &place_;
    Start();
  }

  void Put(const std::filesystem::path& model) {
    auto writer = LoadWriter(OptionsFor(model));
    ASSERT_TRUE(writer) << writer.error().message;
    place_.Put(*std::move(writer));
  }

  void Start() {
    http::ServerOptions options;
    options.port = 0;
    server_ = *http::StartServer(options, MakeHandler(service_));
    endpoint_ = *http::ParseEndpoint("http://127.0.0.1:" + std::to_string(server_->port()));
  }

  http::Response Ask(const std::string& method, const std::string& target,
                     const std::string& body = "", const http::OnPiece& on_piece = {}) {
    http::ClientRequest request;
    request.method = method;
    request.target = target;
    request.body = body;
    return *http::Fetch(endpoint_, request, Deadline::After(std::chrono::seconds(120)), on_piece);
  }
  boost::json::value Answer(const std::string& target, const std::string& body) {
    const http::Response answer = Ask("POST", target, body);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return boost::json::parse(answer.body);
  }
  // Status, code and message of an error.
  std::tuple<int, std::string, std::string> Refusal(const std::string& target,
                                                    const std::string& body) {
    const http::Response answer = Ask("POST", target, body);
    const boost::json::value error = boost::json::parse(answer.body).at("error");
    return {answer.status, std::string(error.at("code").as_string()),
            std::string(error.at("message").as_string())};
  }
  // The events of a stream, without "[DONE]".
  std::vector<boost::json::value> Events(const std::string& target, const std::string& body) {
    const http::Response answer = Ask("POST", target, body);
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(http::Find(answer.headers, "content-type"), "text/event-stream");
    EXPECT_TRUE(answer.body.ends_with("data: [DONE]\n\n")) << answer.body;
    std::vector<boost::json::value> events;
    for (std::size_t at = 0; (at = answer.body.find("data: {", at)) != std::string::npos;) {
      const std::size_t end = answer.body.find("\n\n", at);
      events.push_back(boost::json::parse(answer.body.substr(at + 6, end - at - 6)));
      at = end;
    }
    return events;
  }
  static std::string Content(const std::vector<boost::json::value>& events, const char* field) {
    std::string all;
    for (const boost::json::value& event : events) {
      for (const boost::json::value& choice : event.at("choices").as_array()) {
        const boost::json::value* text = choice.at("delta").as_object().if_contains(field);
        if (text != nullptr && text->is_string()) all += text->as_string();
      }
    }
    return all;
  }

  Service service_;
  WriterPlace place_;
  std::unique_ptr<http::Server> server_;
  http::Endpoint endpoint_;
};

inline constexpr const char* kChat = "/v1/chat/completions";
inline constexpr const char* kCompletion = "/v1/completions";
// The tiny model ends anywhere, so these ask it to go on.
inline const std::string kHello =
    R"("messages": [{"role": "user", "content": "hello"}], "temperature": 0, "ignore_eos": true)";

}  // namespace wenyuan::model
