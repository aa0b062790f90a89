#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <random>
#include <string>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/http/client.h"
#include "wenyuan/llm_openai/models.h"

namespace wenyuan::llm_openai {

// Sends requests to one server, again when that may help, and not at all for a while when it did
// not. Any thread.
class Caller {
 public:
  explicit Caller(ServerOptions options) : options_(std::move(options)) {}

  // The body of a 200. kUnavailable, kTimeout, kResourceExhausted (it is busy), kNotFound,
  // kUnauthenticated, kInvalidArgument, kTooLarge: with what the server said.
  Result<std::string> Get(const std::string& target, Deadline deadline);
  Result<std::string> Post(const std::string& target, std::string body, const std::string& priority,
                           Deadline deadline);

  // The same, with the body of a 200 given in pieces as they come; false ends it (kCancelled). Not
  // tried again once a piece came, and only the deadline limits how long it takes.
  Result<void> Stream(const std::string& target, std::string body, const std::string& priority,
                      Deadline deadline, const http::OnPiece& on_piece);

  [[nodiscard]] const ServerOptions& options() const { return options_; }

 private:
  struct Answer {
    Result<std::string> body;
    std::chrono::milliseconds retry_after{0};
    bool final = false;  // another try would not begin where this one ended
  };
  using TryOnce = std::function<Answer()>;
  [[nodiscard]] http::ClientRequest Prepare(http::ClientRequest request) const;
  Result<std::string> Call(const http::ClientRequest& request, Deadline deadline);
  Result<std::string> Repeat(const TryOnce& once, Deadline deadline);
  [[nodiscard]] Answer Try(const http::ClientRequest& request, Deadline deadline) const;
  [[nodiscard]] Answer TryStream(const http::ClientRequest& request, Deadline deadline,
                                 const http::OnPiece& on_piece) const;
  [[nodiscard]] Answer AnswerOf(http::Response response) const;
  Result<void> MayCall();
  void Note(const Result<std::string>& outcome);
  std::chrono::milliseconds WithChance(std::chrono::milliseconds pause);

  const ServerOptions options_;
  std::mutex mutex_;  // guards what follows
  std::mt19937 random_{std::random_device{}()};
  int failures_ = 0;  // in a row
  std::chrono::steady_clock::time_point rest_until_{};
  Error last_failure_{ErrorCode::kUnavailable, ""};
};

}  // namespace wenyuan::llm_openai
