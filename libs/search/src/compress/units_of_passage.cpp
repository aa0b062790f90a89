#include "units_of_passage.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "wenyuan/parse/document.h"
#include "wenyuan/parse/wire.h"
#include "wenyuan/text/sentences.h"

namespace wenyuan::search {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kLeaning = {
    "他"sv,   "她"sv,   "它"sv,    "其"sv,     "该"sv,    "該"sv,     "此"sv,    "这"sv,
    "這"sv,   "但"sv,   "因此"sv,  "所以"sv,   "it "sv,   "its "sv,   "he "sv,   "his "sv,
    "she "sv, "her "sv, "they "sv, "their "sv, "this "sv, "these "sv, "such "sv, "however"sv};
constexpr std::array kClauseEnds = {"；"sv, "，"sv, "; "sv, ", "sv};

bool Leans(std::string_view sentence) {
  std::string lower(sentence.substr(0, 16));
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return std::any_of(kLeaning.begin(), kLeaning.end(),
                     [&lower](std::string_view word) { return lower.starts_with(word); });
}

PassageUnit Unit(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// How many rows at the top name the columns: those whose cells are all marked so; the first when
// none is marked and there are more.
std::size_t HeaderRows(const parse::Table& table) {
  std::vector<bool> header(table.rows, true);
  for (const parse::TableCell& cell : table.cells) {
    if (!cell.header && cell.row < header.size()) header[cell.row] = false;
  }
  std::size_t rows = 0;
  while (rows < header.size() && header[rows]) ++rows;
  if (rows == header.size()) rows = 0;  // all marked is as good as none
  return rows == 0 && table.rows > 1 ? 1 : rows;
}

std::vector<PassageUnit> Lines(std::string_view text) {
  std::vector<PassageUnit> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin) lines.push_back(Unit(begin, end));
    begin = end + 1;
  }
  return lines;
}

// The lines of a table passage; none when the text does not have its rows line by line.
std::vector<PassageUnit> Rows(const store::Chunk& chunk) {
  if (chunk.table.empty()) return {};
  const auto table = parse::DecodeTable(chunk.table);
  if (!table) return {};
  std::vector<PassageUnit> lines = Lines(chunk.text);
  if (lines.size() < table->rows) return {};
  const std::size_t above = lines.size() - table->rows + HeaderRows(*table);
  for (std::size_t i = 0; i < std::min(above, lines.size()); ++i) lines[i].header = true;
  return lines;
}

void AddClauses(std::string_view text, const PassageUnit& sentence, std::size_t long_bytes,
                std::vector<PassageUnit>& units) {
  std::size_t begin = sentence.begin;
  while (sentence.end - begin > long_bytes) {
    // The last end of a clause within the limit, else the first behind it.
    std::size_t cut = 0;
    for (const std::string_view mark : kClauseEnds) {
      const std::size_t at = text.substr(0, begin + long_bytes).rfind(mark);
      if (at != std::string_view::npos && at > begin) cut = std::max(cut, at + mark.size());
    }
    for (std::size_t m = 0; cut == 0 && m < kClauseEnds.size(); ++m) {
      const std::size_t at = text.find(kClauseEnds[m], begin + 1);
      if (at < sentence.end) cut = at + kClauseEnds[m].size();
    }
    if (cut == 0 || cut >= sentence.end) break;
    units.push_back(Unit(begin, cut));
    begin = cut;
  }
  units.push_back(Unit(begin, sentence.end));
}

}  // namespace

std::vector<PassageUnit> UnitsOfPassage(const store::Chunk& chunk, std::size_t long_bytes) {
  std::vector<PassageUnit> units = Rows(chunk);
  if (!units.empty()) return units;
  const std::string_view text = chunk.text;
  for (const text::Range& sentence : text::SplitSentences(text)) {
    const std::size_t first = units.size();
    AddClauses(text, Unit(sentence.begin, sentence.end), long_bytes, units);
    units[first].leans =
        first > 0 && Leans(text.substr(sentence.begin, sentence.end - sentence.begin));
  }
  return units;
}

}  // namespace wenyuan::search
