#include "thing_facts.h"

#include <algorithm>
#include <cctype>

#include "../citation.h"
#include "../evidence/key_value.h"
#include "../tables/table_reader.h"
#include "../tables/table_unit.h"
#include "../units.h"
#include "wenyuan/parse/wire.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/sentences.h"

namespace wenyuan::answer {
namespace {

std::set<std::string> WordsOf(const text::Analyzer& analyzer, std::string_view text) {
  std::set<std::string> words;
  for (Unit& unit : UnitsOf(analyzer, text)) {
    if (!text::IsFunctionWord(unit.term)) words.insert(std::move(unit.term));
  }
  return words;
}

constexpr std::size_t kShortestLabel = 4;  // bytes

bool IsOfAWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-'; }

// Whether a name stands there and is no part of a longer word or code.
bool StandsWhole(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool cut_before = at > 0 && IsOfAWord(name.front()) && IsOfAWord(text[at - 1]);
    const bool cut_behind = end < text.size() && IsOfAWord(name.back()) && IsOfAWord(text[end]);
    if (!cut_before && !cut_behind) return true;
  }
  return false;
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
      ThingFact fact;
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

  std::vector<ThingFact> facts;

 private:
  // Whether all of the thing's words stand there; PPR-9087-A is not PPR-9087.
  [[nodiscard]] bool Names(std::string_view text) const {
    if (StandsWhole(text, thing_)) return true;
    const std::set<std::string> there = WordsOf(analyzer_, text);
    return !words_.empty() &&
           std::includes(there.begin(), there.end(), words_.begin(), words_.end());
  }

  // Whether a row is called like the thing without a word that the table says of all its rows:
  // "3号线" for 3号线班车.
  [[nodiscard]] bool Begins(const std::string& label, const std::string& above,
                            const TableGrid& grid) const {
    if (label.size() < kShortestLabel || !thing_.starts_with(label)) return false;
    std::string names = above;
    for (std::uint32_t column = 0; column < grid.header_columns(); ++column) {
      for (const std::string& name : grid.ColumnNames(column)) names += "\n" + name;
    }
    const std::set<std::string> there = WordsOf(analyzer_, names);
    const std::set<std::string> rest =
        WordsOf(analyzer_, std::string_view(thing_).substr(label.size()));
    return std::includes(there.begin(), there.end(), rest.begin(), rest.end());
  }

  [[nodiscard]] bool NamesAnother(std::string_view text) const {
    return std::any_of(things_.begin(), things_.end(), [&](const std::string& other) {
      return thing_.find(other) == std::string::npos && text.find(other) != std::string_view::npos;
    });
  }

  void Table(const search::Hit& hit, const parse::Table& table) {
    const TableGrid grid(table);
    const std::vector<RowLine> lines = RowLines(hit.chunk.text, table);
    above_ = hit.chunk.text.substr(0, lines.front().begin) + "\n" + grid.Title();
    const std::string headings = hit.document.title + "\n" + hit.chunk.heading_path;
    const bool form = table.columns == 2 && Names(headings) && !NamesAnother(headings);
    for (std::uint32_t row = grid.header_rows(); row < table.rows; ++row) {
      const auto cells = grid.Row(row);
      const auto named = std::find_if(cells.begin(), cells.end(), [&](const auto* cell) {
        return cell->column < grid.header_columns() &&
               (Names(cell->text) || Begins(cell->text, headings + "\n" + above_, grid));
      });
      for (const parse::TableCell* cell : cells) {
        if (cell->column < grid.header_columns()) continue;
        std::string header;
        for (const std::string& name : grid.ColumnNames(cell->column)) {
          header.append(header.empty() ? "" : " ").append(name);
        }
        if (named != cells.end()) {
          Cell(hit, lines[row], header, {*named, cell}, {thing_}, {header}, (*named)->text);
        } else if (form && cells.front() != cell) {
          Cell(hit, lines[row], cells.front()->text, {cells.front(), cell}, {cells.front()->text},
               {thing_}, thing_);
        } else if (Names(header)) {
          Cell(hit, lines[row], cells.front()->text, {cells.front(), cell}, {cells.front()->text},
               {header}, header);
        }
      }
    }
  }

  void Cell(const search::Hit& hit, const RowLine& line, const std::string& aspect,
            const std::vector<const parse::TableCell*>& cells, std::vector<std::string> row,
            std::vector<std::string> column, const std::string& named) {
    if (aspect.empty()) return;
    ThingFact fact;
    fact.aspect = aspect;
    fact.named = named;
    CellAnswer cell;
    cell.value = cells.back()->text;
    cell.row = std::move(row);
    cell.column = std::move(column);
    cell.unit = UnitOf(cell.value, cell.column, cell.row, above_);
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
  std::string above_;  // of the table that is read
};

}  // namespace

std::vector<ThingFact> FactsAbout(const text::Analyzer& analyzer, const std::string& thing,
                                  const std::vector<std::string>& things,
                                  std::span<const search::Hit> hits, Language language) {
  FactReader reader(analyzer, thing, things, language);
  for (const search::Hit& hit : hits) reader.Read(hit);
  return std::move(reader.facts);
}

}  // namespace wenyuan::answer
