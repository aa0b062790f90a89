#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"

namespace wenyuan::llm {

enum class ChatRole : std::uint8_t { kSystem, kUser, kAssistant };

struct ChatTurn {
  ChatRole role = ChatRole::kUser;
  std::string content;  // of the model: without its thinking
  // Of the user, shown before the content: JPEG or PNG files. Only for models that see.
  std::vector<std::string> pictures = {};
};

struct ChatModelInfo {
  std::string model;                 // its name
  std::uint32_t context_tokens = 0;  // 0: not known
  // What the server says that it can do; what is not said is not asked of it.
  bool grammar = false;   // GBNF
  bool quotable = false;  // drafts from texts that the answer may quote
  bool thinks = false;    // may think before it answers
};

struct ChatRequest {
  std::vector<ChatTurn> turns;
  std::uint32_t most_tokens = 1'024;
  float temperature = 0;
  float top_p = 1;
  std::optional<std::uint32_t> seed;
  bool thinking = true;  // where the model can
  std::string grammar;   // GBNF; only where info().grammar
  std::string quotable;  // only where info().quotable
  // How many of the likeliest tokens are wanted for each of the answer's; 0: none.
  std::uint32_t alternatives = 0;
  // Who may share work with whom, where the server keeps prefixes; empty: anybody.
  std::string scope;
  std::string user;  // turns are fair between users
  bool background = false;
};

struct ChatDelta {
  std::string thinking;
  std::string content;
};

// A token that might have stood in the answer, and how likely it was.
struct ChatAlternative {
  std::string text;
  double probability = 0;  // 0-1
};

enum class ChatFinish : std::uint8_t { kStop, kLength };

struct ChatReply {
  std::string thinking;
  std::string content;
  ChatFinish finish = ChatFinish::kStop;
  std::uint64_t prompt_tokens = 0;
  std::uint64_t cached_tokens = 0;
  std::uint64_t completion_tokens = 0;
  // Of each token as it came, thinking included, likeliest first; empty where none were asked for
  // or the server gives none.
  std::vector<std::vector<ChatAlternative>> alternatives = {};
};

// A model that writes. Any thread.
class ChatModel {
 public:
  virtual ~ChatModel() = default;
  // kUnavailable, with a reason that says what to do, while the model is away, loading or not
  // installed. Cheap once it was known.
  [[nodiscard]] virtual Result<ChatModelInfo> Info(Deadline deadline) const = 0;
  // Calls `on_delta` with whole characters as they come; false ends it with kCancelled, and the
  // model is told. Errors as Info(); kTooLarge when the turns do not fit the context,
  // kResourceExhausted when the model is busy, kTimeout. When it breaks off after deltas were
  // given, it is not tried again.
  virtual Result<ChatReply> Chat(const ChatRequest& request,
                                 const std::function<bool(const ChatDelta&)>& on_delta,
                                 Deadline deadline) const = 0;
};

}  // namespace wenyuan::llm
