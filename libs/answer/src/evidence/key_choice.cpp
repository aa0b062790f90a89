#include "key_choice.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "../question/question_type.h"
#include "../units.h"
#include "key_value.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr float kBesideTheWordThatAsks = 0.5F;

// Pairs of characters that the name has and the question writes with others between count by their
// characters.
bool IsPairOfHan(std::string_view term) {
  std::size_t at = 0;
  return text::IsHan(text::NextCharacter(term, at)) && at < term.size();
}

// "88號7樓" is no day, though it has what a day has.
bool IsOfKind(QuestionType type, std::string_view value) {
  return Fits(type, value) && !(type == QuestionType::kTime && Fits(QuestionType::kPlace, value));
}

bool NamesWhatIsAsked(const text::Analyzer& analyzer, const QuestionReading& question,
                      std::string_view key) {
  std::map<std::string_view, float> focus;
  for (const QuestionTerm& term : question.terms) focus[term.term] = term.focus;
  float nearest = 0;
  bool any = false;
  for (const Unit& unit : UnitsOf(analyzer, key)) {
    const auto asked = focus.find(unit.term);
    if (asked == focus.end() && IsPairOfHan(unit.term)) continue;
    if (asked == focus.end()) return false;
    nearest = std::max(nearest, asked->second);
    any = true;
  }
  return any && nearest >= kBesideTheWordThatAsks;
}

}  // namespace

std::optional<std::size_t> ChooseKeyValue(const text::Analyzer& analyzer,
                                          const QuestionReading& question, const Evidence& evidence,
                                          std::size_t best) {
  if (question.types.empty() || evidence.candidates[best].row) return std::nullopt;
  const Passage& passage = evidence.passages[evidence.candidates[best].passage];
  std::optional<std::size_t> chosen;
  for (std::size_t i = passage.first; i < passage.last; ++i) {
    const Candidate& candidate = evidence.candidates[i];
    const std::string_view text = passage.Text(candidate);
    const auto pair = candidate.row ? std::nullopt : ReadKeyValue(text);
    if (!pair) continue;
    const std::string_view value =
        text.substr(pair->value.begin, pair->value.end - pair->value.begin);
    const bool fits = std::all_of(question.types.begin(), question.types.end(),
                                  [value](QuestionType type) { return IsOfKind(type, value); });
    const std::string_view key = text.substr(pair->key_begin, pair->key_end - pair->key_begin);
    if (!fits || !NamesWhatIsAsked(analyzer, question, key)) continue;
    if (i == best) return std::nullopt;
    if (!chosen) chosen = i;
  }
  return chosen;
}

}  // namespace wenyuan::answer
