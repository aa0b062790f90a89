#include "instructions.h"

#include <algorithm>
#include <array>
#include <span>

#include "facts/folded.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;
using Words = std::span<const std::u32string_view>;

// Parts of a conversation that no document has. Blanks are single here, letters small.
constexpr std::array kTurns = {U"<|"sv,
                               U"|>"sv,
                               U"<｜"sv,
                               U"｜>"sv,
                               U"[inst]"sv,
                               U"[/inst]"sv,
                               U"<<sys>>"sv,
                               U"<think>"sv,
                               U"</think>"sv,
                               U"<start_of_turn>"sv,
                               U"<end_of_turn>"sv,
                               U"### instruction"sv,
                               U"### system"sv,
                               U"[system]"sv,
                               U"[系统]"sv,
                               U"【系统】"sv,
                               U"【系统消息】"sv,
                               U"系统消息:"sv,
                               U"系统消息："sv,
                               U"系统指令"sv,
                               U" end]"sv,
                               U"结束]"sv,
                               U"[end of source"sv,
                               U"# 用户消息为"sv,
                               U"# the user's message is"sv};
// What says it alone.
constexpr std::array kGiveaways = {U"system prompt"sv,    U"系统提示词"sv,     U"系统提示"sv,
                                   U"you are now"sv,      U"you are an ai"sv,  U"as an ai"sv,
                                   U"你现在是"sv,         U"developer mode"sv, U"jailbreak"sv,
                                   U"开发者模式"sv,       U"越狱模式"sv,       U"do anything now"sv,
                                   U"new instructions"sv, U"新的指令"sv,       U"新指令"sv};
constexpr std::array kDisobey = {U"ignore"sv,         U"disregard"sv,     U"forget"sv,
                                 U"override"sv,       U"do not follow"sv, U"don't follow"sv,
                                 U"stop following"sv, U"忽略"sv,          U"无视"sv,
                                 U"忘记"sv,           U"忘掉"sv,          U"不要理会"sv,
                                 U"不要遵守"sv,       U"不用理会"sv,      U"抛开"sv,
                                 U"无须遵守"sv,       U"推翻"sv};
constexpr std::array kOrders = {U"instruction"sv,
                                U"prompt"sv,
                                U"rules above"sv,
                                U"previous rules"sv,
                                U"guideline"sv,
                                U"everything above"sv,
                                U"all of the above"sv,
                                U"previous text"sv,
                                U"other sources"sv,
                                U"other passages"sv,
                                U"指令"sv,
                                U"指示"sv,
                                U"提示"sv,
                                U"以上内容"sv,
                                U"上述内容"sv,
                                U"以上所有"sv,
                                U"之前的"sv,
                                U"以上要求"sv,
                                U"其他资料"sv,
                                U"其它资料"sv,
                                U"上面的"sv,
                                U"规则"sv,
                                U"之前所有"sv};
// To whom only an order to a model is given, and what it is to do.
constexpr std::array kModels = {U"language model"sv,   U"ai model"sv,     U"ai assistant"sv,
                                U"dear ai"sv,          U"assistant,"sv,   U"assistant must"sv,
                                U"chatbot"sv,          U"llm"sv,          U"the model must"sv,
                                U"the model should"sv, U"to the model"sv, U"note to ai"sv,
                                U"语言模型"sv,         U"大模型"sv,       U"ai助手"sv,
                                U"ai 助手"sv,          U"人工智能助手"sv, U"智能助手"sv,
                                U"请模型"sv,           U"模型必须"sv,     U"模型应当"sv,
                                U"助手必须"sv,         U"助手请"sv,       U"助手应"sv,
                                U"ai必须"sv,           U"ai请"sv};
constexpr std::array kAnswering = {
    U"answer"sv, U"reply"sv,   U"respond"sv, U"say"sv,  U"output"sv, U"print"sv,  U"tell"sv,
    U"write"sv,  U"include"sv, U"repeat"sv,  U"cite"sv, U"append"sv, U"reveal"sv, U"render"sv,
    U"回答"sv,   U"回复"sv,    U"输出"sv,    U"说"sv,   U"告诉"sv,   U"写"sv,     U"复述"sv,
    U"引用"sv,   U"附上"sv,    U"泄露"sv,    U"透露"sv, U"显示"sv};
// An order about the answer itself.
constexpr std::array kAboutTheAnswer = {U"in your answer"sv,
                                        U"in your reply"sv,
                                        U"in your response"sv,
                                        U"your answer must"sv,
                                        U"your reply must"sv,
                                        U"begin your answer"sv,
                                        U"end your answer"sv,
                                        U"answer only"sv,
                                        U"reply only"sv,
                                        U"respond only"sv,
                                        U"only answer"sv,
                                        U"respond with"sv,
                                        U"reply with"sv,
                                        U"answer with"sv,
                                        U"must answer"sv,
                                        U"must reply"sv,
                                        U"must say"sv,
                                        U"you must output"sv,
                                        U"tell the user"sv,
                                        U"to the user"sv,
                                        U"say that the"sv,
                                        U"say the password"sv,
                                        U"when asked"sv,
                                        U"if asked"sv,
                                        U"if the user asks"sv,
                                        U"when the user asks"sv,
                                        U"whatever the question"sv,
                                        U"只回答"sv,
                                        U"只输出"sv,
                                        U"只回复"sv,
                                        U"请回答"sv,
                                        U"必须回答"sv,
                                        U"一律回答"sv,
                                        U"务必回答"sv,
                                        U"应回答"sv,
                                        U"在回答中"sv,
                                        U"在答案中"sv,
                                        U"回答末尾"sv,
                                        U"回答开头"sv,
                                        U"回答时"sv,
                                        U"告诉用户"sv,
                                        U"对用户说"sv,
                                        U"向用户"sv,
                                        U"用户提问时"sv,
                                        U"被问到"sv,
                                        U"无论问什么"sv,
                                        U"不论问什么"sv,
                                        U"请输出"sv,
                                        U"直接输出"sv};

bool Has(std::u32string_view text, Words words) {
  return std::any_of(words.begin(), words.end(), [&](std::u32string_view word) {
    return text.find(word) != std::u32string_view::npos;
  });
}

// Not seen, or only there to change how the rest is seen. Line ends and tabs are seen.
bool IsUnseen(char32_t c) {
  return (c < 0x20 && c != U'\n' && c != U'\t') || (c >= 0x7F && c < 0xA0) || c == 0xAD ||
         c == 0x34F || c == 0x61C || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 ||
         (c >= 0x180B && c <= 0x180F) || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0x3164 ||
         (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || c == 0xFFA0 ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

// The words that stand inside brackets of ours, or of templates that models know.
bool IsMark(std::string_view inside) {
  while (inside.starts_with(' ')) inside.remove_prefix(1);
  if (inside.starts_with('/')) inside.remove_prefix(1);
  if (!inside.empty() && inside.front() >= '0' && inside.front() <= '9') return true;
  constexpr std::array kMarks = {
      "资料"sv,  "end of source"sv, "source"sv, "Source"sv, "webpage"sv, "Webpage"sv, "citation"sv,
      "file "sv, "INST"sv,          "inst"sv,   "system"sv, "SYSTEM"sv,  "THINK"sv};
  return std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view mark) { return inside.starts_with(mark); });
}

// A word of a chat template begins: "<|", "<｜", "<think>", "</think>", "<start_of_turn>".
bool OpensTemplateWord(std::string_view behind) {
  constexpr std::array<std::string_view, 9> kWords = {
      "|", "｜", "think", "/think", "start_of_turn", "end_of_turn", "<SYS", "s>", "/s>"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return behind.starts_with(word); });
}

// As it is seen, folded, with single blanks.
std::u32string Seen(std::string_view text) {
  std::u32string single;
  for (const char32_t c : Fold(WithoutUnseen(text)).text) {
    const bool blank = c == U' ' || c == U'\n' || c == U'\t';
    if (!blank) single += c;
    if (blank && !single.empty() && single.back() != U' ') single += U' ';
  }
  return single;
}

// "System: …" where a line or a sentence begins; not "Nervous System: normal".
bool BeginsTurn(std::string_view text) {
  constexpr std::array kSpeakers = {U"system:"sv,  U"assistant:"sv,  U"user:"sv,
                                    U"system："sv, U"assistant："sv, U"user："sv};
  constexpr std::u32string_view kBefore = U" \t#*->[【“\"";
  constexpr std::u32string_view kEnds = U"\n。.！!？?；;";
  const std::u32string seen = Fold(WithoutUnseen(text)).text;
  for (const std::u32string_view speaker : kSpeakers) {
    for (std::size_t at = seen.find(speaker); at != std::u32string::npos;
         at = seen.find(speaker, at + 1)) {
      std::size_t before = at;
      while (before > 0 && kBefore.find(seen[before - 1]) != std::u32string_view::npos) --before;
      if (before == 0 || kEnds.find(seen[before - 1]) != std::u32string_view::npos) return true;
    }
  }
  return false;
}

bool Disobeys(std::u32string_view text) {
  return Has(text, kGiveaways) || (Has(text, kDisobey) && Has(text, kOrders));
}

}  // namespace

bool AddressesModel(std::string_view sentence) {
  const std::u32string text = Seen(sentence);
  return Has(text, kTurns) || BeginsTurn(sentence) || Disobeys(text) ||
         Has(text, kAboutTheAnswer) || (Has(text, kModels) && Has(text, kAnswering));
}

std::vector<bool> OrdersAmong(std::string_view text, std::span<const text::Range> sentences) {
  std::vector<bool> orders;
  bool turn = false;
  bool line = false;
  std::size_t end = 0;
  for (const text::Range& range : sentences) {
    const std::string_view sentence = text.substr(range.begin, range.end - range.begin);
    const std::string_view between = text.substr(end, range.begin - end);
    end = range.end;
    if (between.find('\n') != std::string_view::npos) line = false;
    const std::u32string seen = Seen(sentence);
    turn = turn || Has(seen, kTurns) || BeginsTurn(sentence);
    line = line || Disobeys(seen);
    orders.push_back(turn || line || AddressesModel(sentence));
  }
  return orders;
}

bool IsOrderIn(std::string_view text, std::string_view quote) {
  const std::size_t begin = text.find(quote);
  if (begin == std::string_view::npos) return AddressesModel(quote);
  const std::vector<text::Range> sentences = text::SplitSentences(text);
  const std::vector<bool> orders = OrdersAmong(text, sentences);
  for (std::size_t at = 0; at < sentences.size(); ++at) {
    const bool touched = sentences[at].begin < begin + quote.size() && begin < sentences[at].end;
    if (touched && orders[at]) return true;
  }
  return false;
}

std::string WithoutUnseen(std::string_view text) {
  std::string seen;
  seen.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (!IsUnseen(text::NextCharacter(text, at))) seen += text.substr(begin, at - begin);
  }
  return seen;
}

std::string AsData(std::string_view text) {
  const std::string seen = WithoutUnseen(text);
  std::string data;
  data.reserve(seen.size());
  for (std::size_t at = 0; at < seen.size(); ++at) {
    const std::string_view behind = std::string_view(seen).substr(at + 1);
    if (seen[at] == '[' && IsMark(behind)) {
      data += "［";  // looks the same, and closes nothing
    } else if (seen[at] == '<' && OpensTemplateWord(behind)) {
      data += "＜";
    } else {
      data += seen[at];
    }
  }
  return data;
}

}  // namespace wenyuan::answer
