#include "caller.h"

#include <algorithm>
#include <charconv>
#include <thread>

#include "wire.h"

namespace wenyuan::llm_openai {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{100};
constexpr milliseconds kLongestPause{5'000};
constexpr milliseconds kFirstRest{1'000};
constexpr milliseconds kLongestRest{30'000};
constexpr std::uint64_t kLongestAnswer = std::uint64_t{256} << 20U;
constexpr std::size_t kLongestError = std::size_t{64} << 10U;

ErrorCode CodeOf(int status) {
  switch (status) {
    case 401:
    case 403:
      return ErrorCode::kUnauthenticated;
    case 404:
      return ErrorCode::kNotFound;
    case 408:
    case 504:
      return ErrorCode::kTimeout;
    case 413:
      return ErrorCode::kTooLarge;
    case 429:
      return ErrorCode::kResourceExhausted;
    default:
      return status >= 500 ? ErrorCode::kUnavailable : ErrorCode::kInvalidArgument;
  }
}

milliseconds RetryAfter(const http::Headers& headers) {
  const std::string_view value = http::Find(headers, "retry-after");
  int seconds = 0;
  std::from_chars(value.data(), value.data() + value.size(), seconds);
  return std::clamp(milliseconds(std::chrono::seconds(seconds)), milliseconds(0), kLongestPause);
}

// Another try may go better.
bool MayPass(ErrorCode code) {
  return code == ErrorCode::kUnavailable || code == ErrorCode::kResourceExhausted ||
         code == ErrorCode::kTimeout;
}

http::ClientRequest PostOf(const std::string& target, std::string body,
                           const std::string& priority) {
  http::ClientRequest request;
  request.method = "POST";
  request.target = target;
  request.headers = {{"Content-Type", "application/json"}};
  if (!priority.empty()) request.headers.emplace_back("X-Wenyuan-Priority", priority);
  request.body = std::move(body);
  return request;
}

}  // namespace

http::ClientRequest Caller::Prepare(http::ClientRequest request) const {
  request.max_response_bytes = kLongestAnswer;
  if (!options_.key.empty())
    request.headers.emplace_back("Authorization", "Bearer " + options_.key);
  return request;
}

Result<std::string> Caller::Get(const std::string& target, Deadline deadline) {
  http::ClientRequest request;
  request.target = target;
  return Call(Prepare(std::move(request)), deadline);
}

Result<std::string> Caller::Post(const std::string& target, std::string body,
                                 const std::string& priority, Deadline deadline) {
  return Call(Prepare(PostOf(target, std::move(body), priority)), deadline);
}

Result<void> Caller::Stream(const std::string& target, std::string body,
                            const std::string& priority, Deadline deadline,
                            const http::OnPiece& on_piece) {
  const http::ClientRequest request = Prepare(PostOf(target, std::move(body), priority));
  WY_CHECK(Repeat([&] { return TryStream(request, deadline, on_piece); }, deadline));
  return {};
}

Result<std::string> Caller::Call(const http::ClientRequest& request, Deadline deadline) {
  return Repeat([&] { return Try(request, deadline); }, deadline);
}

Result<std::string> Caller::Repeat(const TryOnce& once, Deadline deadline) {
  WY_CHECK(MayCall());
  milliseconds pause = kFirstPause;
  for (int attempt = 1;; ++attempt) {
    const Answer answer = once();
    const bool again = !answer.body && !answer.final && MayPass(answer.body.error().code) &&
                       attempt < options_.attempts;
    const milliseconds wait = std::max(WithChance(pause), answer.retry_after);
    if (!again || deadline.Left() <= wait) {
      Note(answer.body);
      return answer.body;
    }
    std::this_thread::sleep_for(wait);
    pause = std::min(pause * 2, kLongestPause);
  }
}

Caller::Answer Caller::Try(const http::ClientRequest& request, Deadline deadline) const {
  const Deadline own = Deadline::After(std::min(deadline.Left(), options_.attempt_time));
  Result<http::Response> response = http::Fetch(options_.endpoint, request, own);
  if (!response) return {response.error()};
  return AnswerOf(*std::move(response));
}

Caller::Answer Caller::TryStream(const http::ClientRequest& request, Deadline deadline,
                                 const http::OnPiece& on_piece) const {
  // The body of an error comes in pieces, too; what the status is, one knows only afterwards.
  std::string beginning;
  const auto take = [&](std::string_view piece) {
    if (beginning.size() < kLongestError) beginning += piece;
    return on_piece(piece);
  };
  Result<http::Response> response = http::Fetch(options_.endpoint, request, deadline, take);
  if (!response) return {response.error(), milliseconds(0), !beginning.empty()};
  if (response->status == 200) return {std::string()};
  response->body = std::move(beginning);
  return AnswerOf(*std::move(response));
}

Caller::Answer Caller::AnswerOf(http::Response response) const {
  if (response.status == 200) return {std::move(response.body)};
  const ErrorCode code =
      SaysTooLong(response.body) ? ErrorCode::kTooLarge : CodeOf(response.status);
  const std::string name = options_.endpoint.Name();
  const std::string status = std::to_string(response.status);
  const std::string said = SaidInError(response.body);
  return {Error{code, "the model server on '" + name + "' answered " + status + ": " + said,
                "模型服务“" + name + "”返回 " + status + "：" + said},
          RetryAfter(response.headers)};
}

Result<void> Caller::MayCall() {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (failures_ < options_.failures_to_pause || now >= rest_until_) return {};
  return Error{ErrorCode::kUnavailable,
               "the model server is left alone for a moment, because " + last_failure_.message,
               "暂停访问模型服务片刻：" + last_failure_.In(Language::kChinese)};
}

void Caller::Note(const Result<std::string>& outcome) {
  const std::lock_guard lock(mutex_);
  // A server that is busy, or refuses a request, is there.
  const bool away = !outcome && (outcome.error().code == ErrorCode::kUnavailable ||
                                 outcome.error().code == ErrorCode::kTimeout);
  if (!away) {
    failures_ = 0;
    return;
  }
  ++failures_;
  last_failure_ = outcome.error();
  if (failures_ < options_.failures_to_pause) return;
  const int doublings = std::min(failures_ - options_.failures_to_pause, 10);
  const auto rest = std::min(kFirstRest * (1 << doublings), kLongestRest);
  rest_until_ = std::chrono::steady_clock::now() + rest;
}

// Half to all of it: clients that failed together must not come back together.
milliseconds Caller::WithChance(milliseconds pause) {
  const std::lock_guard lock(mutex_);
  return milliseconds(
      std::uniform_int_distribution<std::int64_t>(pause.count() / 2, pause.count())(random_));
}

}  // namespace wenyuan::llm_openai
