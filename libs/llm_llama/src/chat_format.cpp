#include "wenyuan/llm_llama/chat_format.h"

#include <array>
#include <utility>

#include "chat_template.h"
#include "llama_text_model.h"
#include "special_words.h"
#include "tokenizing.h"

namespace wenyuan::llm_llama {
namespace {

// How families mark thinking. A template that handles the end mark belongs to a model that thinks.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kMarks = {{
    {"<think>", "</think>"},
    {"<seed:think>", "</seed:think>"},
    {"[THINK]", "[/THINK]"},
}};
// R1 "sometimes writes an empty think block": its makers say to begin one for it, and the first
// templates do not.
constexpr std::string_view kR1Turn = "<｜Assistant｜>";

std::string_view WithoutBlanksBehind(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \n\r\t");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::optional<ThinkingMarks> MarksOf(std::string_view source) {
  for (const auto& [begin, end] : kMarks) {
    if (source.find(end) == std::string_view::npos) continue;
    return ThinkingMarks{std::string(begin), std::string(end), false};
  }
  return std::nullopt;
}

class TemplateFormat final : public ChatFormat {
 public:
  TemplateFormat(const llama_vocab* vocabulary, std::unique_ptr<ChatTemplate> jinja,
                 std::optional<ThinkingMarks> marks)
      : vocabulary_(vocabulary),
        jinja_(std::move(jinja)),
        marks_(std::move(marks)),
        special_(vocabulary),
        begin_(::llama_vocab_get_add_bos(vocabulary)
                   ? PieceOf(vocabulary, ::llama_vocab_bos(vocabulary), true)
                   : std::string()) {}

  [[nodiscard]] Result<ChatPrompt> Apply(std::span<const ChatTurn> turns,
                                         bool thinking) const override {
    std::vector<ChatTurn> safe;
    for (const ChatTurn& turn : turns) {
      if (turn.role != "system" && turn.role != "user" && turn.role != "assistant") {
        return Error{
            ErrorCode::kInvalidArgument,
            "a turn is of \"system\", \"user\" or \"assistant\", not of '" + turn.role + "'"};
      }
      const std::string_view content =
          turn.role == "assistant" ? Answer(turn.content) : std::string_view(turn.content);
      safe.push_back({turn.role, special_.Cut(content)});
    }
    if (safe.empty()) {
      return Error{ErrorCode::kInvalidArgument, "a conversation needs at least one turn",
                   "对话至少要有一轮"};
    }
    WY_TRY(std::string text, jinja_->Render(safe, thinking));
    // The vocabulary puts it there, too.
    if (!begin_.empty() && text.starts_with(begin_)) text.erase(0, begin_.size());
    ChatPrompt prompt;
    prompt.thinking = Think(text, thinking);
    bool first = true;
    for (const std::string& piece : SpecialWords::Pieces(text)) {
      const auto tokens = TokensOf(vocabulary_, piece, {.special = true, .begin = first});
      prompt.tokens.insert(prompt.tokens.end(), tokens.begin(), tokens.end());
      prompt.text += piece;
      first = false;
    }
    return prompt;
  }

 private:
  // What a model said, without its thinking.
  [[nodiscard]] std::string_view Answer(std::string_view content) const {
    if (!marks_) return content;
    if (const std::size_t end = content.rfind(marks_->end); end != std::string_view::npos) {
      content.remove_prefix(end + marks_->end.size());
      content.remove_prefix(std::min(content.find_first_not_of(" \n\r\t"), content.size()));
    }
    return content.substr(0, content.find(marks_->begin));
  }

  // Makes the prompt's end say whether to think, where the template does not.
  [[nodiscard]] std::optional<ThinkingMarks> Think(std::string& text, bool thinking) const {
    if (!marks_) return std::nullopt;
    ThinkingMarks marks = *marks_;
    if (thinking && text.ends_with(kR1Turn)) text += marks.begin + "\n";
    marks.open = WithoutBlanksBehind(text).ends_with(marks.begin);
    if (thinking) return marks;
    if (marks.open) text += marks.end + "\n\n";
    marks.open = false;
    return marks;  // it may think all the same
  }

  const llama_vocab* const vocabulary_;
  const std::unique_ptr<ChatTemplate> jinja_;
  const std::optional<ThinkingMarks> marks_;
  const SpecialWords special_;
  const std::string begin_;  // what the vocabulary puts before every text
};

}  // namespace

Result<std::unique_ptr<ChatFormat>> MakeChatFormat(const TextModel& model) {
  const llama_model& handle = dynamic_cast<const LlamaTextModel&>(model).handle();
  const llama_vocab* vocabulary = ::llama_model_get_vocab(&handle);
  const char* source = ::llama_model_chat_template(&handle, nullptr);
  if (source == nullptr) {
    return Error{ErrorCode::kUnsupported,
                 "the file of '" + model.info().name +
                     "' has no template for conversations: use /v1/completions, or an \"instruct\" "
                     "or \"chat\" model",
                 "“" + model.info().name +
                     "”的文件没有对话模板：请使用 /v1/completions，或换用 instruct、chat 模型"};
  }
  const auto word = [&](serving::Token token) { return PieceOf(vocabulary, token, true); };
  WY_TRY(auto jinja, MakeChatTemplate({source, word(::llama_vocab_bos(vocabulary)),
                                       word(::llama_vocab_eos(vocabulary))}));
  return std::make_unique<TemplateFormat>(vocabulary, std::move(jinja), MarksOf(source));
}

}  // namespace wenyuan::llm_llama
