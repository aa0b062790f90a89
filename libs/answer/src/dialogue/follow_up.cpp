#include "follow_up.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "../question/question_type.h"
#include "../words.h"
#include "phrases.h"
#include "segments.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kFewHan = 10;     // characters of phrases in a question that may lean
constexpr std::size_t kFewWords = 5;    // the same of other scripts
constexpr std::size_t kShortRest = 12;  // characters of a question that says only what is new

constexpr std::array kPronouns = {
    "它"sv,   "它们"sv, "那边"sv, "他"sv,   "他们"sv, "她"sv,    "她们"sv, "这里"sv, "那里"sv,
    "这儿"sv, "那儿"sv, "前者"sv, "后者"sv, "上述"sv, "这"sv,    "it"sv,   "they"sv, "them"sv,
    "he"sv,   "she"sv,  "him"sv,  "this"sv, "that"sv, "these"sv, "those"sv};
constexpr std::array kPossessives = {"其"sv, "its"sv, "their"sv, "his"sv, "her"sv};
constexpr std::array kPointing = {
    "这个"sv, "那个"sv, "这家"sv, "那家"sv, "这些"sv, "那些"sv, "这种"sv, "那种"sv, "这项"sv,
    "那项"sv, "这部"sv, "那部"sv, "这首"sv, "那首"sv, "这位"sv, "那位"sv, "这款"sv, "那款"sv,
    "这座"sv, "那座"sv, "这份"sv, "那份"sv, "这条"sv, "那条"sv, "这样"sv, "这次"sv, "这类"sv,
    "这段"sv, "这张"sv, "那张"sv, "这所"sv, "那所"sv, "该"sv,   "此"sv,   "这处"sv, "那处"sv};
constexpr std::array kMeasures = {"个"sv, "家"sv, "些"sv, "种"sv, "项"sv, "部"sv, "首"sv,
                                  "位"sv, "款"sv, "座"sv, "份"sv, "条"sv, "所"sv, "本"sv,
                                  "处"sv, "类"sv, "张"sv, "台"sv, "间"sv};
// Behind these, "that" stands for something; elsewhere it mostly joins clauses.
constexpr std::array kBeforeThat = {
    "is"sv,    "was"sv,  "are"sv,   "were"sv,   "does"sv,   "did"sv, "do"sv, "can"sv,
    "could"sv, "will"sv, "would"sv, "should"sv, "about"sv,  "for"sv, "of"sv, "with"sv,
    "on"sv,    "in"sv,   "like"sv,  "after"sv,  "before"sv, "to"sv,  "by"sv, "from"sv};
// What is pointed at as now, not as said before.
constexpr std::array kTimes = {"月"sv,   "周"sv,    "年"sv,   "星期"sv, "季度"sv,    "时候"sv,
                               "year"sv, "month"sv, "week"sv, "time"sv, "quarter"sv, "morning"sv};
constexpr std::array kLeads = {
    "那么"sv,        "那"sv,      "哦"sv,   "嗯"sv,       "好的"sv,
    "好"sv,          "还有"sv,    "另外"sv, "以及"sv,     "再问下"sv,
    "请问"sv,        "如果是"sv,  "如果"sv, "要是"sv,     "假如"sv,
    "对于"sv,        "换成"sv,    "至于"sv, "关于"sv,     "要换成"sv,
    "而"sv,          "and"sv,     "so"sv,   "ok"sv,       "okay"sv,
    "then"sv,        "but"sv,     "also"sv, "now"sv,      "what about"sv,
    "how about"sv,   "what if"sv, "well"sv, "same for"sv, "same question for"sv,
    "the same for"sv};
constexpr std::array kAboutLeads = {"what about"sv, "how about"sv,         "what if"sv,
                                    "same for"sv,   "same question for"sv, "the same for"sv};
constexpr std::array kPrepositions = {"for"sv, "in"sv, "with"sv, "on"sv,   "at"sv,   "during"sv,
                                      "of"sv,  "to"sv, "by"sv,   "from"sv, "under"sv};
constexpr std::array kArticles = {"the"sv, "a"sv, "an"sv, "if it is"sv, "if it's"sv};
constexpr std::array kTails = {"的话"sv,   "呢"sv,     "啊"sv,   "呀"sv,
                               "怎么样"sv, "又如何"sv, "如何"sv, "吗"sv};
constexpr std::array kAsksYesOrNo = {"啥"sv,   "咋"sv,     "能不能"sv, "可不可以"sv,
                                     "多远"sv, "吗"sv,     "是否"sv,   "能否"sv,
                                     "可否"sv, "是不是"sv, "有没有"sv};
constexpr std::array kVerbs = {"is"sv,  "are"sv,  "was"sv,   "were"sv, "do"sv,    "does"sv,
                               "did"sv, "can"sv,  "could"sv, "will"sv, "would"sv, "should"sv,
                               "may"sv, "must"sv, "has"sv,   "have"sv, "had"sv};
constexpr std::array kWhy = {"为什么"sv,      "为何"sv,     "为啥"sv,      "原因呢"sv,
                             "why"sv,         "why not"sv,  "why so"sv,    "how come"sv,
                             "why is that"sv, "为什么呢"sv, "原因是什么"sv};
constexpr std::array kMore = {
    "还有"sv,         "还有呢"sv,       "还有吗"sv,   "然后呢"sv,    "还有别的吗"sv,    "继续"sv,
    "更多"sv,         "and"sv,          "more"sv,     "what else"sv, "anything else"sv, "go on"sv,
    "tell me more"sv, "还有其他的吗"sv, "还有哪些"sv, "详细一点"sv,  "展开说说"sv};
constexpr std::size_t kShortClause = 6;  // characters of "好的，", "听起来不错，"
constexpr std::array kQuotes = {"《"sv, "「"sv, "“"sv, "『"sv, "\""sv};  // what is quoted is one
constexpr std::u32string_view kClauseEnds = U"，。！,!";
constexpr std::u32string_view kMarks = U" \t\r\n，,。.？?！!、；;：:…—~～";

bool In(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view TrimMarks(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t next = begin;
    if (kMarks.find(text::NextCharacter(text, next)) == std::u32string_view::npos) break;
    begin = next;
  }
  std::size_t end = begin;
  for (std::size_t at = begin; at < text.size();) {
    if (kMarks.find(text::NextCharacter(text, at)) == std::u32string_view::npos) end = at;
  }
  return text.substr(begin, end - begin);
}

std::optional<std::string_view> WithoutLead(std::string_view text,
                                            std::span<const std::string_view> leads) {
  const std::string lower = Lower(text);
  const std::size_t length = LongestAt(lower, 0, leads);
  if (length == 0) return std::nullopt;
  return TrimMarks(text.substr(length));
}

std::string_view WithoutTail(std::string_view text) {
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view tail : kTails) {
      if (text.size() > tail.size() && text.ends_with(tail)) {
        text = TrimMarks(text.substr(0, text.size() - tail.size()));
        cut = true;
      }
    }
  }
  return text;
}

// "X呢", "and for X": what is new, when the question asks nothing else.
std::optional<FollowUp> ReadRest(std::string_view question) {
  const std::string_view said = TrimMarks(question);
  std::string_view rest = said;
  bool led = false;
  bool about = false;
  while (const auto shorter = WithoutLead(rest, kLeads)) {
    if (shorter->empty()) break;
    about = about || WithoutLead(rest, kAboutLeads).has_value();
    led = true;
    rest = *shorter;
  }
  const std::string_view whole = rest;
  rest = WithoutTail(rest);
  const bool asked_ne = said.ends_with("呢") || said.ends_with("怎么样") || said.ends_with("的话");
  const std::string lower = Lower(rest);
  const bool asks = !InterrogativesIn(rest).empty() || HasAny(Lower(whole), kAsksYesOrNo);
  if (rest.empty() || asks || (HasAny(lower, kVerbs) && !about)) return std::nullopt;
  const std::size_t length = text::CountCharacters(rest);
  const bool han = text::IsHan([&] {
    std::size_t at = 0;
    return text::NextCharacter(rest, at);
  }());
  const std::size_t spaces = static_cast<std::size_t>(std::count(rest.begin(), rest.end(), ' '));
  const bool short_enough = han ? length <= kShortRest : spaces < kFewWords;
  if (!short_enough) return std::nullopt;
  const bool bare = han ? length <= kShortRest / 2 : spaces < 3;
  FollowUp read;
  read.lack = Lack::kRest;
  if (const auto inner = WithoutLead(rest, kPrepositions); inner && !inner->empty()) {
    read.preposition = Lower(rest.substr(0, rest.find(' ')));
    rest = *inner;
  } else if (!led && !asked_ne && !bare) {
    return std::nullopt;
  }
  if (const auto inner = WithoutLead(rest, kArticles); inner && !inner->empty()) rest = *inner;
  read.new_thing = rest;
  // A few words alone are also how people search: the question as it stands has the better claim.
  if (!led && !asked_ne && read.preposition.empty()) read.lack = Lack::kPerhaps;
  return read;
}

class PronounReader {
 public:
  PronounReader(const text::Analyzer& analyzer, std::string_view question)
      : question_(question), segments_(SegmentsOf(analyzer, question)) {}

  std::vector<Pronoun> Read() {
    std::vector<Pronoun> found;
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      if (auto pronoun = At(i)) {
        found.push_back(std::move(*pronoun));
        while (i + 1 < segments_.size() && segments_[i + 1].range.begin < found.back().range.end) {
          ++i;
        }
      }
    }
    return found;
  }

 private:
  [[nodiscard]] std::string WordAt(std::size_t i) const {
    if (i >= segments_.size()) return {};
    const text::Range range = segments_[i].range;
    return Lower(question_.substr(range.begin, range.end - range.begin));
  }
  [[nodiscard]] bool Touch(std::size_t i) const {
    return i + 1 < segments_.size() && segments_[i].range.end == segments_[i + 1].range.begin;
  }

  // With the noun behind it: "这家" 餐馆, "this" policy.
  [[nodiscard]] std::optional<Pronoun> WithNoun(std::size_t first, std::size_t last) const {
    Pronoun pronoun;
    pronoun.range = {segments_[first].range.begin, segments_[last].range.end};
    const std::size_t next = last + 1;
    if (next >= segments_.size()) return pronoun;
    const std::string noun = WordAt(next);
    if (In(kTimes, noun)) return std::nullopt;
    const bool han = segments_[next].han;
    if (han ? !Touch(last) : question_.substr(segments_[last].range.end, 1) != " ") return pronoun;
    if (text::IsFunctionWord(segments_[next].term) || text::IsFunctionWord(noun) ||
        In(kVerbs, noun) || !InterrogativesIn(noun).empty()) {
      return pronoun;
    }
    pronoun.noun = noun;
    pronoun.range.end = segments_[next].range.end;
    return pronoun;
  }

  [[nodiscard]] std::optional<Pronoun> At(std::size_t i) const {
    const std::string word = WordAt(i);
    const Segment& segment = segments_[i];
    if (In(kPossessives, word)) return Pronoun{segment.range, {}, true};
    if ((word == "它" || word == "他" || word == "她") && WordAt(i + 1) == "家") {
      return Pronoun{{segment.range.begin, segments_[i + 1].range.end}, {}, false};
    }
    if (In(kPointing, word)) {
      auto pronoun = WithNoun(i, i);
      const bool bare = word == "该" || word == "此";  // 该 alone is "should"
      if (pronoun && bare && pronoun->noun.empty()) return std::nullopt;
      return pronoun;
    }
    if ((word == "这" || word == "那") && Touch(i) && In(kMeasures, WordAt(i + 1))) {
      return WithNoun(i, i + 1);
    }
    if (word == "这" && i + 1 < segments_.size() && segments_[i + 1].han) return WithNoun(i, i);
    if (word == "this" || word == "these" || word == "those" || word == "that") {
      const bool stands = i == 0 || In(kBeforeThat, WordAt(i - 1)) || word != "that";
      return stands ? WithNoun(i, i) : std::nullopt;
    }
    if (!In(kPronouns, word)) return std::nullopt;
    return Pronoun{segment.range, {}, false};
  }

  const std::string_view question_;
  const std::vector<Segment> segments_;
};

// Whether it names nothing and is short, so that it may go on about what was said.
bool MayLean(const text::Analyzer& analyzer, std::string_view question) {
  std::size_t han = 0;
  std::size_t others = 0;
  for (const Phrase& phrase : PhrasesOf(analyzer, question)) {
    if (phrase.name) return false;
    const std::string_view words =
        question.substr(phrase.range.begin, phrase.range.end - phrase.range.begin);
    std::size_t at = 0;
    if (text::IsHan(text::NextCharacter(words, at))) {
      han += text::CountCharacters(words);
    } else {
      others += phrase.words.size();
    }
  }
  return han <= kFewHan && others <= kFewWords;
}

// 出差时 does, 好的 does not.
bool SaysSomething(const text::Analyzer& analyzer, std::string_view clause) {
  const std::vector<Phrase> phrases = PhrasesOf(analyzer, clause);
  return std::any_of(phrases.begin(), phrases.end(), [clause](const Phrase& phrase) {
    const text::Range range = phrase.range;
    return text::CountCharacters(clause.substr(range.begin, range.end - range.begin)) > 1;
  });
}

}  // namespace

std::string_view WithoutCourtesy(const text::Analyzer& analyzer, std::string_view question) {
  for (;;) {
    std::size_t end = 0;
    std::size_t behind = 0;
    for (std::size_t at = 0; at < question.size();) {
      const std::size_t begin = at;
      if (kClauseEnds.find(text::NextCharacter(question, at)) != std::u32string_view::npos) {
        end = begin;
        behind = at;
        break;
      }
    }
    const std::string_view clause = question.substr(0, end);
    const std::string_view rest = TrimMarks(question.substr(behind));
    if (behind == 0 || rest.empty() || text::CountCharacters(clause) > kShortClause) break;
    if (!InterrogativesIn(clause).empty() || HasAny(clause, kAsksYesOrNo)) break;
    if (HasAny(clause, kQuotes) || SaysSomething(analyzer, clause)) break;
    if (InterrogativesIn(rest).empty() && !HasAny(rest, kAsksYesOrNo)) break;
    question.remove_prefix(static_cast<std::size_t>(rest.data() - question.data()));
  }
  return question;
}

FollowUp ReadFollowUp(const text::Analyzer& analyzer, std::string_view question) {
  FollowUp read;
  const std::string_view said = TrimMarks(question);
  const std::string lower = Lower(said);
  const std::string_view without = WithoutLead(said, kLeads).value_or(said);
  if (In(kWhy, lower) || In(kWhy, Lower(without))) {
    read.lack = Lack::kAll;
    read.asks_why = true;
    return read;
  }
  if (In(kMore, lower)) {
    read.lack = Lack::kAll;
    return read;
  }
  read.pronouns = PronounReader(analyzer, question).Read();
  if (!read.pronouns.empty()) {
    read.lack = Lack::kThing;
    return read;
  }
  if (auto rest = ReadRest(question)) return *std::move(rest);
  if (MayLean(analyzer, question)) read.lack = Lack::kPerhaps;
  return read;
}

}  // namespace wenyuan::answer
