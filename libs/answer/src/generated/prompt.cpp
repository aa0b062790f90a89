#include "prompt.h"

namespace wenyuan::answer {
namespace {

constexpr std::string_view kSystemZh =
    "你是企业知识库的助手。只根据给出的资料回答问题，不使用资料以外的知识。用问题所用的语言回答，简"
    "短"
    "而准确，尽量沿用资料的原话。每句话的末尾用方括号注明依据的资料编号，例如[1]或[2][3]"
    "。资料中没有答"
    "案时，只回答：";
constexpr std::string_view kSystemEn =
    "You are the assistant of a company's knowledge base. Answer only from the sources given, "
    "without other knowledge. Answer in the language of the question, briefly and exactly, in the "
    "words of the sources where you can. End every sentence with the numbers of its sources in "
    "square brackets, such as [1] or [2][3]. When the sources do not contain the answer, say "
    "only: ";
constexpr std::string_view kRefusalZh = "资料中没有找到答案。";
constexpr std::string_view kRefusalEn = "The sources do not contain the answer.";
constexpr std::size_t kMostStatements = 5;

// A sentence cannot end twice before it is cited. Full stops of Latin script also stand in numbers
// and abbreviations, so they do not end one here.
std::string Grammar(std::size_t parts, std::string_view refusal) {
  std::string numbers;
  for (std::size_t number = parts; number > 0; --number) {  // "12" before "1"
    numbers += (numbers.empty() ? "\"" : " | \"") + std::to_string(number) + "\"";
  }
  return "root ::= \"" + std::string(refusal) + "\" | statement{1," +
         std::to_string(kMostStatements) +
         "}\n"
         "statement ::= text cite \"\\n\"?\n"
         "text ::= [^\\[\\]\\n。！？]{2,200} [。！？]?\n"
         "cite ::= (\"[\" number \"]\"){1,3}\n"
         "number ::= " +
         numbers + "\n";
}

}  // namespace

Prompt WritePrompt(const std::string& question, Language language, const Context& context) {
  const bool chinese = language == Language::kChinese;
  Prompt prompt;
  prompt.refusal = chinese ? kRefusalZh : kRefusalEn;
  std::string sources = chinese ? "资料：\n" : "Sources:\n";
  for (std::size_t at = 0; at < context.parts.size(); ++at) {
    const ContextPart& part = context.parts[at];
    sources += "\n[" + std::to_string(at + 1) + "] " + part.heading + "\n" + part.text + "\n";
    prompt.quotable += part.text + "\n";
  }
  sources += chinese ? "\n问题：" : "\nQuestion: ";
  prompt.turns = {
      {llm::ChatRole::kSystem, std::string(chinese ? kSystemZh : kSystemEn) + prompt.refusal},
      {llm::ChatRole::kUser, sources + question}};
  prompt.grammar = Grammar(context.parts.size(), prompt.refusal);
  return prompt;
}

}  // namespace wenyuan::answer
