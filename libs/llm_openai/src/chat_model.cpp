#include <mutex>
#include <optional>
#include <utility>

#include "caller.h"
#include "chat_wire.h"
#include "event_stream.h"
#include "wenyuan/llm_openai/models.h"

namespace wenyuan::llm_openai {
namespace {

class OpenAiChatModel final : public llm::ChatModel {
 public:
  explicit OpenAiChatModel(ServerOptions options) : caller_(std::move(options)) {}

  [[nodiscard]] Result<llm::ChatModelInfo> Info(Deadline deadline) const override {
    WY_TRY(const ListedChatModel model, Learn(deadline));
    llm::ChatModelInfo info;
    info.model = model.id;
    info.context_tokens = model.context_tokens;
    info.grammar = model.server == ServerKind::kWenyuan ||
                   model.server == ServerKind::kLlamaServer || model.server == ServerKind::kVllm;
    info.quotable = model.server == ServerKind::kWenyuan;
    info.thinks = model.thinks;
    return info;
  }

  Result<llm::ChatReply> Chat(const llm::ChatRequest& request,
                              const std::function<bool(const llm::ChatDelta&)>& on_delta,
                              Deadline deadline) const override {
    WY_TRY(const ListedChatModel model, Learn(deadline));
    llm::ChatReply reply;
    EventStream events;
    std::optional<Error> broken;
    bool wanted = true;
    bool done = false;
    const auto take = [&](std::string_view data) {
      if (data == "[DONE]") {
        done = true;
        return true;
      }
      const Result<ChatEvent> event = ReadChatEvent(data);
      if (!event) {
        broken = event.error();
        return false;
      }
      Add(*event, reply);
      if (event->delta.content.empty() && event->delta.thinking.empty()) return true;
      wanted = on_delta(event->delta);
      return wanted;
    };
    const Result<void> called =
        caller_.Stream(Path("/chat/completions"), WriteChat(request, model.id, model.server),
                       request.background ? "background" : "query", deadline,
                       [&](std::string_view piece) { return events.Take(piece, take); });
    if (!wanted) return Error{ErrorCode::kCancelled, "the answer is not wanted any more"};
    if (broken) return *broken;
    if (!called) {
      // Another model may stand there now.
      if (called.error().code == ErrorCode::kNotFound) Forget();
      return called.error();
    }
    if (!done) {
      return Error{ErrorCode::kUnavailable, "the model server's stream ended in the middle",
                   "模型服务的回答中途断开"};
    }
    return reply;
  }

 private:
  static void Add(const ChatEvent& event, llm::ChatReply& reply) {
    reply.content += event.delta.content;
    reply.thinking += event.delta.thinking;
    reply.alternatives.insert(reply.alternatives.end(), event.alternatives.begin(),
                              event.alternatives.end());
    if (event.finish) reply.finish = *event.finish;
    if (!event.usage) return;
    reply.prompt_tokens = event.usage->prompt_tokens;
    reply.cached_tokens = event.usage->cached_tokens;
    reply.completion_tokens = event.usage->completion_tokens;
  }

  // A socket leads to the root of a server, a URL to where its API begins.
  [[nodiscard]] std::string Path(const std::string& path) const {
    const bool over_socket = !caller_.options().endpoint.unix_socket.empty();
    return over_socket ? "/v1" + path : path;
  }

  [[nodiscard]] Result<ListedChatModel> Learn(Deadline deadline) const {
    {
      const std::lock_guard lock(mutex_);
      if (known_) return *known_;
    }
    WY_TRY(const std::string body, caller_.Get(Path("/models"), deadline));
    WY_TRY(const ListedChatModel model, ReadChatModel(body, caller_.options().model));
    const std::lock_guard lock(mutex_);
    known_ = model;
    return model;
  }
  void Forget() const {
    const std::lock_guard lock(mutex_);
    known_.reset();
  }

  mutable Caller caller_;
  mutable std::mutex mutex_;
  mutable std::optional<ListedChatModel> known_;  // guarded by mutex_
};

}  // namespace

std::unique_ptr<llm::ChatModel> MakeChatModel(ServerOptions options) {
  return std::make_unique<OpenAiChatModel>(std::move(options));
}

}  // namespace wenyuan::llm_openai
