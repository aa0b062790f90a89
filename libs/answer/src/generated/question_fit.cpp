#include "question_fit.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <vector>

#include "../question/question_type.h"
#include "../words.h"
#include "enumeration.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kBare = 4;  // terms; a statement with fewer is little more than a value
// A value alone goes together with no question; the sentence that it is from does.
constexpr std::size_t kLeastBytesToRead = 30;
// Log-odds of the reranker of decision 0397, chosen on replies of two models in development
// (0388): a statement below the first speaks of something else.
constexpr double kLeastLogOdds = -3;
// … unless what proves it answers as surely as anything does: then it is a list of values from
// there.
constexpr double kSurelyAnswers = 3;
// One that answers, by what nobody would take for an answer, says more than that does.
constexpr double kNoAnswer = 0;
constexpr double kMostMore = 4;

constexpr std::array kSums = {"总和"sv,     "總和"sv,   "总额"sv,       "總額"sv,   "总金额"sv,
                              "總金額"sv,   "总计"sv,   "總計"sv,       "总共"sv,   "一共"sv,
                              "共计"sv,     "合计"sv,   "合計"sv,       "total"sv,  "sum of"sv,
                              "combined"sv, "in all"sv, "altogether"sv, "共涉及"sv, "总数"sv};
constexpr std::array kTraces = {"总"sv,    "總"sv,     "共"sv,         "合计"sv,   "合計"sv,
                                "total"sv, "sum of"sv, "altogether"sv, "in all"sv, "combined"sv};

bool SpeaksOfASum(std::string_view text) { return HasAny(text, kTraces); }

bool BreaksOff(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  constexpr std::array kOpen = {","sv, "，"sv, "、"sv, ":"sv, "："sv, " ."sv, " ？"sv, " 。"sv};
  const auto ends = [&](std::string_view end) { return text.ends_with(end); };
  if (text.empty() || std::any_of(kOpen.begin(), kOpen.end(), ends)) return true;
  constexpr std::array kWords = {
      " the"sv,     " a"sv,    " an"sv,    " of"sv,   " and"sv,     " or"sv,        " is"sv,
      " are"sv,     " was"sv,  " were"sv,  " by"sv,   " with"sv,    " to"sv,        " for"sv,
      " from"sv,    " that"sv, " in"sv,    " at"sv,   " which"sv,   " then"sv,      " their"sv,
      " its"sv,     "包括"sv,  "如下"sv,   "在"sv,    "是"sv,       "和"sv,         "与"sv,
      "以及"sv,     "或"sv,    " as"sv,    " than"sv, " because"sv, " including"sv, " but"sv,
      " between"sv, " into"sv, " whose"sv, "因为"sv,  "由于"sv,     "例如"sv,       "比如"sv,
      "从"sv,       "被"sv};
  return std::any_of(kWords.begin(), kWords.end(), ends);
}

// A number of things that is asked for: "how many bases".
bool AsksForACount(std::string_view question) {
  return question.find("how many") != std::string_view::npos;
}

bool AsksForADate(std::string_view question) {
  constexpr std::array kDates = {"哪一年"sv, "哪年"sv,      "什么时候"sv,  "何时"sv,
                                 "when "sv,  "what year"sv, "which year"sv};
  return HasAny(question, kDates);
}

bool IsMeasured(const Fact& fact) {
  constexpr std::array kMeasures = {
      "percent"sv, "dollar"sv, "pound"sv,        "euro"sv,        "yuan"sv,        "yen"sv,
      "hkd"sv,     "year"sv,   "month"sv,        "week"sv,        "day"sv,         "second"sv,
      "metre"sv,   "mile"sv,   "square metre"sv, "square foot"sv, "cubic metre"sv, "acre"sv,
      "foot"sv,    "inch"sv,   "gram"sv,         "litre"sv,       "degree"sv,      "age"sv};
  return std::find(kMeasures.begin(), kMeasures.end(), fact.dimension) != kMeasures.end();
}

// Whether the question has the word that stands behind the number: "days" of "2 days".
bool NamesItsUnit(std::string_view question, std::string_view written) {
  std::string word;
  for (const char c : Lower(written)) {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
      word += c;
    } else {
      word.clear();
    }
  }
  if (word.ends_with('s')) word.pop_back();
  return !word.empty() && question.find(word) != std::string_view::npos;
}

// "3 examinations, namely a, b and c": no one sentence of a passage says as much.
bool ShowsItsCount(const TextReading& said) {
  const auto counts = CountsOfLists(said.text, said.facts);
  return std::any_of(counts.begin(), counts.end(),
                     [](const auto& count) { return count.second == Counted::kRight; });
}

}  // namespace

bool QuestionFit::LacksTheSum(const TextReading& said, std::string_view evidence) const {
  const bool has_number = std::any_of(said.facts.begin(), said.facts.end(), [](const Fact& fact) {
    return fact.kind == Fact::Kind::kQuantity && !fact.vague;
  });
  if (!has_number || SpeaksOfASum(Lower(evidence))) return false;
  const std::string asked = Lower(question_);
  return HasAny(asked, kSums) || (said.terms.size() < kBare && SpeaksOfASum(asked));
}

bool QuestionFit::IsOfAnotherKind(const TextReading& said, std::string_view evidence) const {
  const std::string asked = Lower(question_);
  std::vector<Fact> numbers;
  for (const Fact& fact : said.facts) {
    if (fact.kind == Fact::Kind::kDate) return false;
    if (fact.kind == Fact::Kind::kQuantity && !fact.vague) numbers.push_back(fact);
  }
  if (numbers.empty()) return false;
  const auto written = [](std::string_view text, const Fact& fact) {
    return text.substr(fact.begin, fact.end - fact.begin);
  };
  const bool bare = said.terms.size() < kBare;
  constexpr double kLeastYear = 100;
  if (bare && AsksForADate(asked) &&
      std::all_of(numbers.begin(), numbers.end(), [](const Fact& fact) {
        return fact.dimension.empty() && fact.value < kLeastYear;
      })) {
    return true;
  }
  // 体长为体高的17.3倍 for how long it is.
  const bool ratio = numbers.size() == 1 && numbers.front().dimension == "times";
  if (ratio && HasAny(asked, std::array{"是多少"sv, "有多少"sv, "多大"sv, "多长"sv}) &&
      !HasAny(asked, std::array{"倍"sv, "比"sv, "times"sv})) {
    return true;
  }
  if (!bare || !AsksForACount(asked)) return false;
  const std::vector<Fact> there = FactsOf(evidence);
  return std::all_of(numbers.begin(), numbers.end(), [&](const Fact& number) {
    if (IsMeasured(number)) return !NamesItsUnit(asked, written(said.text, number));
    if (!number.dimension.empty()) return false;
    bool measured = false;
    for (const Fact& fact : there) {
      if (fact.kind != Fact::Kind::kQuantity || !Holds(fact, number)) continue;
      if (!IsMeasured(fact) || NamesItsUnit(asked, written(evidence, fact))) return false;
      measured = true;
    }
    return measured;
  });
}

bool QuestionFit::IsBesidesIt(const TextReading& said, std::span<const Citation> evidence) const {
  if (reader_.model == nullptr || said.text.size() < kLeastBytesToRead || ShowsItsCount(said)) {
    return false;
  }
  const std::string& title = evidence.front().title;
  std::vector<std::string> texts = {(title.empty() ? "" : title + "\n") + said.text};
  for (const Citation& citation : evidence) {
    texts.push_back((citation.title.empty() ? "" : citation.title + "\n") + citation.quote);
  }
  const auto scores = reader_.model->Rerank(question_, texts, Deadline::After(reader_.time));
  const bool usable =
      scores && scores->size() == texts.size() &&
      std::all_of(scores->begin(), scores->end(), [](float score) { return std::isfinite(score); });
  if (!usable) return false;
  const double own = scores->front();
  const double proof = *std::max_element(scores->begin() + 1, scores->end());
  return (own < kLeastLogOdds && proof < kSurelyAnswers) ||
         (proof < kNoAnswer && own - proof > kMostMore);
}

std::optional<Reason> QuestionFit::Misfit(const TextReading& said,
                                          std::span<const Citation> evidence) const {
  if (BreaksOff(said.text)) return Reason{"it breaks off", "话没有说完"};
  if (evidence.empty()) return std::nullopt;
  std::string quotes;
  for (const Citation& citation : evidence) quotes += citation.quote + "\n";
  if (LacksTheSum(said, quotes)) {
    return Reason{"a sum was asked for, and no passage says that this is one",
                  "问的是总数，而段落中没有说这是总数"};
  }
  if (IsOfAnotherKind(said, quotes)) {
    return Reason{"its number is of another kind than what was asked for",
                  "其中的数与所问的不是同一种量"};
  }
  if (IsBesidesIt(said, evidence)) {
    return Reason{"it or the passage speaks of something else than the question",
                  "它或段落说的不是所问的事"};
  }
  return std::nullopt;
}

}  // namespace wenyuan::answer
