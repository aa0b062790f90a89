#pragma once

#include <memory>
#include <span>
#include <string>

#include "wenyuan/base/result.h"
#include "wenyuan/llm_llama/chat_format.h"

namespace wenyuan::llm_llama {

struct TemplateSource {
  std::string text;   // Jinja
  std::string begin;  // the model's own words for the beginning and the end of a text
  std::string end;
};

// A model's template, run by libllama-common's engine under limits. Any thread.
class ChatTemplate {
 public:
  virtual ~ChatTemplate() = default;
  // With what makes the model reply at the end. kInvalidArgument when the template says no or does
  // not end.
  [[nodiscard]] virtual Result<std::string> Render(std::span<const ChatTurn> turns,
                                                   bool thinking) const = 0;
};

// kUnsupported when it is no template.
Result<std::unique_ptr<ChatTemplate>> MakeChatTemplate(const TemplateSource& source);

}  // namespace wenyuan::llm_llama
