#include "chat_template.h"

#include <jinja/lexer.h>
#include <jinja/parser.h>
#include <jinja/runtime.h>

#include <ctime>
#include <exception>
#include <utility>

#include "template_limits.h"

namespace wenyuan::llm_llama {
namespace {

constexpr std::chrono::milliseconds kLongestRun{1'000};
constexpr std::string_view kProbe = "wenyuan-probe";

jinja::value Text(const std::string& text) { return jinja::mk_val<jinja::value_string>(text); }

jinja::value Turn(const ChatTurn& turn) {
  auto made = jinja::mk_val<jinja::value_object>();
  made->insert("role", Text(turn.role));
  made->insert("content", Text(turn.content));
  return made;
}

std::string Today(const char* format) {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::string text(64, '\0');
  text.resize(std::strftime(text.data(), text.size(), format, &parts));
  return text;
}

// The engine tells where in the template, over several lines; the last says why.
std::string LastLine(std::string_view what) {
  while (!what.empty() && what.back() == '\n') what.remove_suffix(1);
  const std::string_view line = what.substr(what.rfind('\n') + 1);
  constexpr std::string_view kError = "Error: ";
  return std::string(line.starts_with(kError) ? line.substr(kError.size()) : line);
}

class JinjaTemplate final : public ChatTemplate {
 public:
  JinjaTemplate(jinja::program program, TemplateSource source)
      : program_(std::move(program)), source_(std::move(source)) {
    // A template without a place for the system's turn either refuses it or leaves it out.
    const ChatTurn turns[] = {{"system", std::string(kProbe)}, {"user", "x"}};
    const Result<std::string> rendered = RenderAll(turns, true);
    takes_system_ = rendered && rendered->find(kProbe) != std::string::npos;
  }

  [[nodiscard]] Result<std::string> Render(std::span<const ChatTurn> turns,
                                           bool thinking) const override {
    std::vector<ChatTurn> merged(turns.begin(), turns.end());
    if (!takes_system_ && merged.size() > 1 && merged[0].role == "system" &&
        merged[1].role == "user") {
      merged[1].content = merged[0].content + "\n\n" + merged[1].content;
      merged.erase(merged.begin());
    }
    return RenderAll(merged, thinking);
  }

 private:
  [[nodiscard]] Result<std::string> RenderAll(std::span<const ChatTurn> turns,
                                              bool thinking) const {
    jinja::context context(source_.text);
    auto messages = jinja::mk_val<jinja::value_array>();
    for (const ChatTurn& turn : turns) messages->push_back(Turn(turn));
    context.set_val("messages", messages);
    context.set_val("bos_token", Text(source_.begin));
    context.set_val("eos_token", Text(source_.end));
    context.set_val("add_generation_prompt", jinja::mk_val<jinja::value_bool>(true));
    // Where it is not set, some templates tell the model not to think.
    context.set_val("enable_thinking", jinja::mk_val<jinja::value_bool>(thinking));
    context.set_val("thinking", jinja::mk_val<jinja::value_bool>(thinking));
    context.set_val("datetime", Text(Today("%b %d %Y")));
    context.set_val("date_string", Text(Today("%d %b %Y")));
    try {
      const TemplateRun run(kLongestRun);
      jinja::runtime runtime(context);
      return jinja::runtime::gather_string_parts(runtime.execute(program_))->as_string().str();
    } catch (const std::exception& error) {
      const std::string why = LastLine(error.what());
      return Error{ErrorCode::kInvalidArgument,
                   "the model's template refuses this conversation: " + why,
                   "模型的对话模板拒绝了这段对话：" + why};
    }
  }

  const jinja::program program_;
  const TemplateSource source_;
  bool takes_system_ = true;
};

}  // namespace

Result<std::unique_ptr<ChatTemplate>> MakeChatTemplate(const TemplateSource& source) {
  try {
    jinja::lexer lexer;
    jinja::program program = jinja::parse_from_tokens(lexer.tokenize(source.text));
    LimitTemplate(program);
    return std::make_unique<JinjaTemplate>(std::move(program), source);
  } catch (const std::exception& error) {
    const std::string why = LastLine(error.what());
    return Error{ErrorCode::kUnsupported,
                 "the template for conversations in the model's file is broken: " + why,
                 "模型文件中的对话模板有错误：" + why};
  }
}

}  // namespace wenyuan::llm_llama
