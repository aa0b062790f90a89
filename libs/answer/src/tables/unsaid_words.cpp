#include "unsaid_words.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "../question/question_type.h"
#include "../spans/yes_no.h"
#include "../units.h"
#include "../words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::u32string_view kNumerals = U"0123456789一二三四五六七八九十百千两兩";
constexpr std::string_view kOrdinal = "第";
constexpr std::size_t kFewestLetters = 3;  // of a beginning that two words share
constexpr std::size_t kBytesOfHan = 3;

// Stems of verbs and of words for a kind of thing that a table has no need to say.
constexpr std::array kSaysLittle = {
    "report"sv, "spend"sv,  "earn"sv,    "pay"sv,     "make"sv,   "take"sv,   "hold"sv,
    "get"sv,    "use"sv,    "sell"sv,    "cost"sv,    "charg"sv,  "handl"sv,  "give"sv,
    "offer"sv,  "record"sv, "gener"sv,   "generat"sv, "provid"sv, "receiv"sv, "employ"sv,
    "work"sv,   "need"sv,   "requir"sv,  "last"sv,    "amount"sv, "list"sv,   "keep"sv,
    "reach"sv,  "achiev"sv, "post"sv,    "go"sv,      "come"sv,   "count"sv,  "number"sv,
    "cover"sv,  "includ"sv, "accord"sv,  "state"sv,   "tell"sv,   "know"sv,   "find"sv,
    "peopl"sv,  "person"sv, "day"sv,     "hour"sv,    "minut"sv,  "week"sv,   "month"sv,
    "year"sv,   "euro"sv,   "dollar"sv,  "percent"sv, "unit"sv,   "piec"sv,   "compani"sv,
    "our"sv,    "we"sv,     "current"sv, "exact"sv,   "pleas"sv,  "valu"sv,   "figur"sv,
    "公司"sv,   "我们"sv,   "我司"sv,    "目前"sv,    "现在"sv,   "具体"sv,   "总共"sv,
    "一共"sv,   "大约"sv,   "需要"sv,    "规定"sv,    "情况"sv,   "时候"sv,   "请问"sv};

bool HasNumeral(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    if (kNumerals.find(text::NextCharacter(word, at)) != std::u32string_view::npos) return true;
  }
  return false;
}

bool HasCapital(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

class Reader {
 public:
  Reader(const text::Analyzer& analyzer, const QuestionReading& question, const TableGrid& grid,
         const CellMatch& match, const std::vector<bool>& beside)
      : question_(question),
        match_(match),
        beside_(beside),
        asking_(InterrogativesIn(question.text)) {
    std::string names;
    for (const parse::TableCell* cell : grid.Row(match.row)) names += cell->text + "\n";
    for (const parse::TableCell* cell : match.cells) {
      for (const std::string& name : grid.ColumnNames(cell->column)) names += name + "\n";
    }
    for (Unit& unit : UnitsOf(analyzer, names)) units_.push_back(std::move(unit.term));
  }

  [[nodiscard]] UnsaidWords Read() const {
    UnsaidWords unsaid;
    for (const QuestionWord& word : question_.words) {
      if (IsSaid(word)) continue;
      if (SaysLittle(word)) {
        unsaid.needless.insert(unsaid.needless.end(), word.terms.begin(), word.terms.end());
        continue;
      }
      unsaid.terms.insert(unsaid.terms.end(), word.terms.begin(), word.terms.end());
      if (IsName(word)) {
        unsaid.names.emplace_back(Text(word));
        unsaid.name_terms.insert(unsaid.name_terms.end(), word.terms.begin(), word.terms.end());
      } else {
        unsaid.of_something_else = true;
      }
    }
    return unsaid;
  }

 private:
  [[nodiscard]] std::string_view Text(const QuestionWord& word) const {
    return std::string_view(question_.text).substr(word.begin, word.end - word.begin);
  }

  [[nodiscard]] static bool All(const QuestionWord& word, const std::vector<bool>& has) {
    return std::all_of(word.terms.begin(), word.terms.end(),
                       [&has](std::size_t term) { return has[term]; });
  }

  [[nodiscard]] bool IsSaid(const QuestionWord& word) const {
    if (All(word, match_.said)) return true;
    const std::string_view text = Text(word);
    if (!HasNumeral(text) && All(word, beside_)) return true;
    if (HasHan(text)) return text.starts_with(kOrdinal) && IsSaidWithoutOrdinal(word);
    return std::all_of(word.terms.begin(), word.terms.end(), [this](std::size_t term) {
      return match_.said[term] || BeginsAlike(question_.terms[term].term);
    });
  }

  // "第一季度" where the table has "一季度".
  [[nodiscard]] bool IsSaidWithoutOrdinal(const QuestionWord& word) const {
    return std::all_of(word.terms.begin(), word.terms.end(), [this](std::size_t place) {
      const std::string_view term = question_.terms[place].term;
      if (match_.said[place] || !term.starts_with(kOrdinal)) return bool{match_.said[place]};
      const std::string_view numeral = term.substr(kBytesOfHan);
      for (std::size_t other = 0; other < question_.terms.size(); ++other) {
        if (question_.terms[other].term == numeral) return bool{match_.said[other]};
      }
      return false;
    });
  }

  // "owns" where the column is the owner.
  [[nodiscard]] bool BeginsAlike(std::string_view term) const {
    if (term.size() < kFewestLetters || HasNumeral(term)) return false;
    return std::any_of(units_.begin(), units_.end(), [term](std::string_view unit) {
      return unit.size() >= kFewestLetters && (unit.starts_with(term) || term.starts_with(unit));
    });
  }

  [[nodiscard]] bool SaysLittle(const QuestionWord& word) const {
    const std::string_view text = Text(word);
    if (HasNumeral(text)) return false;
    if (WantsYesOrNo(question_.text) && !IsName(word)) return true;
    if (!HasHan(text)) {
      return !HasCapital(text) &&
             std::all_of(word.terms.begin(), word.terms.end(), [this](std::size_t term) {
               return answer::SaysLittle(question_.terms[term].term);
             });
    }
    if (answer::SaysLittle(text)) return true;
    // 花了多少, 持有多少股: beside what asks, where something else tells the column.
    const bool one = text.size() == kBytesOfHan;
    return (one || match_.column_named) && StandsBesideWhatAsks(word);
  }

  [[nodiscard]] bool StandsBesideWhatAsks(const QuestionWord& word) const {
    return std::any_of(asking_.begin(), asking_.end(), [&](const Interrogative& asks) {
      const std::string_view text = question_.text;
      if (asks.end == word.begin) return true;
      if (asks.begin < word.end) return false;
      const std::string_view between = text.substr(word.end, asks.begin - word.end);
      return between.empty() || between == "了" || between == "过" || between == "着";
    });
  }

  [[nodiscard]] bool IsName(const QuestionWord& word) const {
    const std::string_view text = Text(word);
    if (HasNumeral(text)) return false;
    return word.name || (HasCapital(text) && (word.begin > 0 || HasHan(question_.text)));
  }

  const QuestionReading& question_;
  const CellMatch& match_;
  const std::vector<bool>& beside_;
  const std::vector<Interrogative> asking_;
  std::vector<std::string> units_;  // of the row and its column's names
};

}  // namespace

bool SaysLittle(std::string_view word) {
  return std::find(kSaysLittle.begin(), kSaysLittle.end(), word) != kSaysLittle.end();
}

UnsaidWords WordsUnsaid(const text::Analyzer& analyzer, const QuestionReading& question,
                        const TableGrid& grid, const CellMatch& match,
                        const std::vector<bool>& beside) {
  return Reader(analyzer, question, grid, match, beside).Read();
}

}  // namespace wenyuan::answer
