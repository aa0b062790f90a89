#include "alike_names.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "../tables/table_grid.h"
#include "../units.h"
#include "../words.h"
#include "wenyuan/parse/wire.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kMostTables = 4;
constexpr std::size_t kMostNames = 24;    // of the rows or the columns of one table
constexpr std::size_t kLongestName = 60;  // bytes
constexpr std::size_t kMostWords = 3;     // of a phrase
constexpr std::size_t kMostPhrases = 12;
// Of the cosine, of its lead before the next name, and of both together; chosen on the development
// tables of bench/cells (docs/decisions/0391).
constexpr double kLeastCosine = 0.94;
constexpr double kLeastLead = 0.03;
constexpr double kLeastTogether = 0.98;

struct Phrase {
  std::string text;
  std::size_t begin = 0;  // bytes of the question
  std::size_t end = 0;
  std::vector<std::size_t> terms;
};

using Names = std::vector<std::string>;  // of the rows or of the columns of a table

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Without the unit behind it: "库存金额（万元）".
std::string WithoutBrackets(std::string_view name) {
  for (const std::string_view bracket : {"（", "("}) {
    if (const std::size_t at = name.find(bracket); at != std::string_view::npos && at > 0) {
      name = name.substr(0, at);
    }
  }
  while (name.ends_with(" ")) name.remove_suffix(1);
  return std::string(name);
}

void AddName(std::string_view name, Names& names) {
  std::string bare = WithoutBrackets(name);
  if (bare.empty() || bare.size() > kLongestName || HasDigit(bare)) return;
  if (names.size() < kMostNames && std::find(names.begin(), names.end(), bare) == names.end()) {
    names.push_back(std::move(bare));
  }
}

std::vector<Names> NamesIn(std::span<const search::Hit> passages) {
  std::vector<Names> all;
  for (const search::Hit& hit : passages) {
    if (all.size() >= 2 * kMostTables) break;
    const auto table = parse::DecodeTable(hit.chunk.table);
    if (!table) continue;
    const TableGrid grid(*table);
    Names columns;
    for (std::uint32_t column = 0; column < table->columns; ++column) {
      for (const std::string& name : grid.ColumnNames(column)) AddName(name, columns);
    }
    Names rows;
    for (std::uint32_t row = grid.header_rows(); row < table->rows; ++row) {
      for (const parse::TableCell* cell : grid.Row(row)) {
        if (cell->column < grid.header_columns()) AddName(cell->text, rows);
      }
    }
    for (Names* names : {&rows, &columns}) {
      if (names->size() > 1) all.push_back(std::move(*names));
    }
  }
  return all;
}

// Up to three words that follow each other and are no names.
std::vector<Phrase> PhrasesOf(const QuestionReading& question) {
  std::vector<Phrase> phrases;
  const auto& words = question.words;
  for (std::size_t first = 0; first < words.size(); ++first) {
    Phrase phrase;
    for (std::size_t last = first; last < std::min(first + kMostWords, words.size()); ++last) {
      const QuestionWord& word = words[last];
      const std::string_view text =
          std::string_view(question.text).substr(word.begin, word.end - word.begin);
      const std::string_view gap =
          last == first ? std::string_view{}
                        : std::string_view(question.text)
                              .substr(words[last - 1].end, word.begin - words[last - 1].end);
      const bool is_name = word.name || HasDigit(text) || (!HasHan(text) && Lower(text) != text);
      if (is_name || (!gap.empty() && gap != " ")) break;
      phrase.begin = words[first].begin;
      phrase.end = word.end;
      phrase.text = question.text.substr(phrase.begin, phrase.end - phrase.begin);
      phrase.terms.insert(phrase.terms.end(), word.terms.begin(), word.terms.end());
      if (phrases.size() < kMostPhrases) phrases.push_back(phrase);
    }
  }
  return phrases;
}

class Chooser {
 public:
  Chooser(const text::Analyzer& analyzer, const QuestionReading& question,
          const llm::Embeddings& vectors)
      : analyzer_(analyzer), question_(question), vectors_(vectors) {}

  // `at`: of the names' first vector.
  void Try(const Phrase& phrase, std::size_t place, const Names& names, std::size_t at) {
    if (IsSaid(phrase, names)) return;
    double best = -1;
    double second = -1;
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const double likeness = Cosine(place, at + i);
      if (likeness > best) {
        second = std::exchange(best, likeness);
        chosen = i;
      } else {
        second = std::max(second, likeness);
      }
    }
    const double lead = best - second;
    if (best < kLeastCosine || lead < kLeastLead) return;
    if (best + lead < std::max(kLeastTogether, together_)) return;
    together_ = best + lead;
    rewritten_ = question_.text;
    rewritten_->replace(phrase.begin, phrase.end - phrase.begin, names[chosen]);
  }

  [[nodiscard]] const std::optional<std::string>& rewritten() const { return rewritten_; }

 private:
  // Whether a name has all its words already.
  [[nodiscard]] bool IsSaid(const Phrase& phrase, const Names& names) const {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      const std::vector<Unit> units = UnitsOf(analyzer_, name);
      return std::all_of(phrase.terms.begin(), phrase.terms.end(), [&](std::size_t term) {
        return std::any_of(units.begin(), units.end(), [&](const Unit& unit) {
          return unit.term == question_.terms[term].term;
        });
      });
    });
  }

  [[nodiscard]] double Cosine(std::size_t one, std::size_t other) const {
    const float* const left = &vectors_.values[one * vectors_.dimension];
    const float* const right = &vectors_.values[other * vectors_.dimension];
    double dot = 0;
    double of_left = 0;
    double of_right = 0;
    for (std::uint32_t i = 0; i < vectors_.dimension; ++i) {
      dot += static_cast<double>(left[i]) * static_cast<double>(right[i]);
      of_left += static_cast<double>(left[i]) * static_cast<double>(left[i]);
      of_right += static_cast<double>(right[i]) * static_cast<double>(right[i]);
    }
    return dot / std::sqrt(of_left * of_right);
  }

  const text::Analyzer& analyzer_;
  const QuestionReading& question_;
  const llm::Embeddings& vectors_;
  double together_ = 0;  // of the phrase chosen
  std::optional<std::string> rewritten_;
};

}  // namespace

Result<std::optional<std::string>> InWordsOfTables(const text::Analyzer& analyzer,
                                                   const llm::Embedder& embedder,
                                                   const QuestionReading& question,
                                                   std::span<const search::Hit> passages,
                                                   Deadline deadline) {
  const std::vector<Phrase> phrases = PhrasesOf(question);
  const std::vector<Names> tables = NamesIn(passages);
  if (phrases.empty() || tables.empty()) return std::optional<std::string>();
  std::vector<std::string> texts;
  for (const Phrase& phrase : phrases) texts.push_back(phrase.text);
  for (const Names& names : tables) texts.insert(texts.end(), names.begin(), names.end());
  WY_TRY(const llm::Embeddings vectors, embedder.Embed(llm::TextKind::kPassage, texts, deadline));
  Chooser chooser(analyzer, question, vectors);
  std::size_t at = phrases.size();
  for (const Names& names : tables) {
    for (std::size_t i = 0; i < phrases.size(); ++i) chooser.Try(phrases[i], i, names, at);
    at += names.size();
  }
  return chooser.rewritten();
}

}  // namespace wenyuan::answer
