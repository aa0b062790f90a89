#include "comparison.h"

#include <algorithm>
#include <map>
#include <set>

#include "../citation.h"
#include "../evidence/key_value.h"
#include "../tables/table_reader.h"
#include "../units.h"
#include "wenyuan/parse/wire.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/sentences.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kMostRows = 8;
constexpr std::size_t kMostPairs = 4;       // of sentences
constexpr double kLeastAlike = 0.4;         // share of the words that two sentences have in common
constexpr std::size_t kLongestAspect = 48;  // bytes

struct Fact {
  std::string aspect;
  Sentence sentence;
  std::set<std::string> words;  // of a sentence without an aspect
};

std::set<std::string> WordsOf(const text::Analyzer& analyzer, std::string_view text) {
  std::set<std::string> words;
  for (Unit& unit : UnitsOf(analyzer, text)) {
    if (!text::IsFunctionWord(unit.term)) words.insert(std::move(unit.term));
  }
  return words;
}

// Reads what passages say of one thing; a sentence that names another of the things, too, compares
// them itself and stands in no cell.
class FactReader {
 public:
  FactReader(const text::Analyzer& analyzer, const std::string& thing,
             const std::vector<std::string>& things, Language language)
      : analyzer_(analyzer),
        thing_(thing),
        things_(things),
        words_(WordsOf(analyzer, thing)),
        colon_(language == Language::kChinese ? "：" : ": ") {}

  void Read(const search::Hit& hit) {
    if (!hit.chunk.table.empty()) {
      const auto table = parse::DecodeTable(hit.chunk.table);
      if (table && !RowLines(hit.chunk.text, *table).empty()) {
        Table(hit, *table);
        return;
      }
    }
    const bool about = Names(hit.document.title) || Names(hit.chunk.heading_path);
    for (const text::Range& range : text::SplitSentences(hit.chunk.text)) {
      const std::string_view text =
          std::string_view(hit.chunk.text).substr(range.begin, range.end - range.begin);
      if ((!about && !Names(text)) || NamesAnother(text)) continue;
      Fact fact;
      fact.sentence.citations.push_back(Cite(hit, range.begin, range.end));
      fact.sentence.text = text;
      if (const auto pair = ReadKeyValue(text)) {
        fact.aspect = text.substr(pair->key_begin, pair->key_end - pair->key_begin);
        fact.sentence.spans.push_back(pair->value);
      } else {
        fact.words = WordsOf(analyzer_, text);
        for (const std::string& word : words_) fact.words.erase(word);
      }
      facts.push_back(std::move(fact));
    }
  }

  std::vector<Fact> facts;

 private:
  // Whether all of the thing's words stand there.
  [[nodiscard]] bool Names(std::string_view text) const {
    if (text.find(thing_) != std::string_view::npos) return true;
    const std::set<std::string> there = WordsOf(analyzer_, text);
    return !words_.empty() &&
           std::includes(there.begin(), there.end(), words_.begin(), words_.end());
  }

  [[nodiscard]] bool NamesAnother(std::string_view text) const {
    return std::any_of(things_.begin(), things_.end(), [&](const std::string& other) {
      return thing_.find(other) == std::string::npos && text.find(other) != std::string_view::npos;
    });
  }

  void Table(const search::Hit& hit, const parse::Table& table) {
    const TableGrid grid(table);
    const std::vector<RowLine> lines = RowLines(hit.chunk.text, table);
    for (std::uint32_t row = grid.header_rows(); row < table.rows; ++row) {
      const auto cells = grid.Row(row);
      const auto named = std::find_if(cells.begin(), cells.end(), [&](const auto* cell) {
        return cell->column < grid.header_columns() && Names(cell->text);
      });
      for (const parse::TableCell* cell : cells) {
        if (cell->column < grid.header_columns()) continue;
        std::string header;
        for (const std::string& name : grid.ColumnNames(cell->column)) {
          header.append(header.empty() ? "" : " ").append(name);
        }
        if (named != cells.end()) {
          Cell(hit, lines[row], header, {*named, cell}, {thing_}, {header});
        } else if (Names(header)) {
          Cell(hit, lines[row], cells.front()->text, {cells.front(), cell}, {cells.front()->text},
               {header});
        }
      }
    }
  }

  void Cell(const search::Hit& hit, const RowLine& line, const std::string& aspect,
            const std::vector<const parse::TableCell*>& cells, std::vector<std::string> row,
            std::vector<std::string> column) {
    if (aspect.empty()) return;
    Fact fact;
    fact.aspect = aspect;
    CellAnswer cell;
    cell.value = cells.back()->text;
    cell.row = std::move(row);
    cell.column = std::move(column);
    fact.sentence.text = cell.row.front() + " · " + cell.column.front() + std::string(colon_);
    const auto begin = static_cast<std::uint32_t>(fact.sentence.text.size());
    fact.sentence.text += cell.value;
    fact.sentence.spans.push_back({begin, static_cast<std::uint32_t>(fact.sentence.text.size())});
    fact.sentence.cell = std::move(cell);
    fact.sentence.citations.push_back(CiteCells(hit, line.begin, line.end, cells));
    facts.push_back(std::move(fact));
  }

  const text::Analyzer& analyzer_;
  const std::string& thing_;
  const std::vector<std::string>& things_;
  const std::set<std::string> words_;
  const std::string_view colon_;
};

// The longest run that two sentences have in common, of Han characters or of whole words; what the
// things are called is not looked for in it.
std::string CommonRun(std::string_view left, std::string_view right,
                      const std::vector<std::string>& things) {
  std::string best;
  for (std::size_t at = 0; at < left.size();) {
    std::size_t end = at;
    std::size_t good = at;
    while (end < left.size() && end - at < kLongestAspect) {
      const char32_t c = text::NextCharacter(left, end);
      const bool word =
          text::IsHan(c) || (c < 0x80 && (std::isalpha(static_cast<int>(c)) != 0 || c == ' '));
      if (!word || right.find(left.substr(at, end - at)) == std::string_view::npos) break;
      const bool whole = text::IsHan(c) || end == left.size() || left[end] == ' ';
      if (whole) good = end;
    }
    std::string_view run = left.substr(at, good - at);
    while (run.starts_with(" ")) run.remove_prefix(1);
    const bool name = std::any_of(things.begin(), things.end(), [run](const std::string& thing) {
      return thing.find(run) != std::string::npos;
    });
    if (run.size() > best.size() && !name) best = run;
    text::NextCharacter(left, at);
  }
  for (const std::string_view end : {"为", "是", "的", "有", "在"}) {
    if (best.size() > end.size() && best.ends_with(end)) best.erase(best.size() - end.size());
  }
  for (const std::string_view begin : {"的", "是", "为"}) {
    if (best.size() > begin.size() && best.starts_with(begin)) best.erase(0, begin.size());
  }
  return best;
}

double Alike(const Fact& left, const Fact& right) {
  if (left.words.empty() || right.words.empty()) return 0;
  const auto common = static_cast<double>(
      std::count_if(left.words.begin(), left.words.end(),
                    [&right](const std::string& word) { return right.words.contains(word); }));
  return common / static_cast<double>(std::max(left.words.size(), right.words.size()));
}

// Aspects that are named alike.
void ByAspect(const std::vector<std::vector<Fact>>& facts, Comparison& comparison) {
  std::set<std::string> done;
  for (const std::vector<Fact>& of_one : facts) {
    for (const Fact& fact : of_one) {
      if (fact.aspect.empty() || !done.insert(fact.aspect).second) continue;
      ComparisonRow row{fact.aspect, {}};
      std::size_t told = 0;
      for (const std::vector<Fact>& others : facts) {
        const auto same = std::find_if(others.begin(), others.end(), [&fact](const Fact& other) {
          return other.aspect == fact.aspect;
        });
        row.cells.push_back(same == others.end() ? std::nullopt : std::optional(same->sentence));
        told += same == others.end() ? 0 : 1;
      }
      if (told >= 2 && comparison.rows.size() < kMostRows)
        comparison.rows.push_back(std::move(row));
    }
  }
}

// Sentences of two things that say alike things, likest first.
void BySentences(const std::vector<std::vector<Fact>>& facts,
                 const std::vector<std::string>& things, Comparison& comparison) {
  std::multimap<double, std::pair<std::size_t, std::size_t>, std::greater<>> pairs;
  for (std::size_t i = 0; i < facts[0].size(); ++i) {
    for (std::size_t j = 0; j < facts[1].size(); ++j) {
      const double alike = Alike(facts[0][i], facts[1][j]);
      const bool same = facts[0][i].sentence.text == facts[1][j].sentence.text;
      if (alike >= kLeastAlike && !same) pairs.emplace(alike, std::pair{i, j});
    }
  }
  std::set<std::size_t> left;
  std::set<std::size_t> right;
  for (const auto& [alike, pair] : pairs) {
    if (left.size() == kMostPairs) break;
    if (left.contains(pair.first) || right.contains(pair.second)) continue;
    const Sentence& one = facts[0][pair.first].sentence;
    const Sentence& other = facts[1][pair.second].sentence;
    std::string aspect = CommonRun(one.text, other.text, things);
    if (aspect.size() < 4) continue;
    left.insert(pair.first);
    right.insert(pair.second);
    comparison.rows.push_back({std::move(aspect), {one, other}});
  }
}

}  // namespace

std::optional<Comparison> CompareThings(const text::Analyzer& analyzer,
                                        const std::vector<std::string>& things,
                                        std::span<const std::vector<search::Hit>> found,
                                        Language language) {
  std::vector<std::vector<Fact>> facts;
  for (std::size_t i = 0; i < things.size(); ++i) {
    FactReader reader(analyzer, things[i], things, language);
    for (const search::Hit& hit : found[i]) reader.Read(hit);
    facts.push_back(std::move(reader.facts));
  }
  Comparison comparison{things, {}};
  ByAspect(facts, comparison);
  if (comparison.rows.empty() && things.size() == 2) BySentences(facts, things, comparison);
  if (comparison.rows.empty()) return std::nullopt;
  return comparison;
}

}  // namespace wenyuan::answer
