#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/llm_llama/text_model.h"

namespace wenyuan::llm_llama {

struct ChatTurn {
  std::string role;  // "system", "user", "assistant"
  std::string content;
};

struct ChatPrompt {
  std::string text;  // for people
  std::vector<serving::Token> tokens;
  // When the model may think before it answers: for a sampler and for a parser.
  std::optional<ThinkingMarks> thinking;
};

// A part of a reply. Thinking is never in the content.
struct ReplyPiece {
  std::string thinking;
  std::string content;
};

// Tells thinking from answer while the text comes, and keeps marks of thinking out of both. One
// thread.
class ReplyParser {
 public:
  virtual ~ReplyParser() = default;
  // What is certain by now; what may still become a mark is held back until `last`.
  virtual ReplyPiece Take(std::string_view text, bool last) = 0;
};

// A model's own template for conversations (Jinja, from its file). Any thread.
class ChatFormat {
 public:
  virtual ~ChatFormat() = default;
  // Earlier turns of the model lose their thinking. Words in turns that look like special tokens
  // are text: they cannot end a turn or begin another. kInvalidArgument for turns that the template
  // refuses, with its reason; a template that does not end is stopped.
  [[nodiscard]] virtual Result<ChatPrompt> Apply(std::span<const ChatTurn> turns,
                                                 bool thinking) const = 0;
};

// For a reply to a prompt with these marks; nothing: all is content.
std::unique_ptr<ReplyParser> MakeReplyParser(const std::optional<ThinkingMarks>& thinking);

// kUnsupported when the file has no template or a broken one, with what to do. The model, one of
// LoadTextModel(), must outlive it.
Result<std::unique_ptr<ChatFormat>> MakeChatFormat(const TextModel& model);

}  // namespace wenyuan::llm_llama
