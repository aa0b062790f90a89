#include "row_choice.h"

#include <algorithm>
#include <optional>
#include <set>

#include "../words.h"
#include "cell_finder.h"
#include "table_reader.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kMostRows = 3;
constexpr double kLeastRowCovered = 0.5;  // of the words of its name
constexpr double kLeastCovered = 0.6;     // of the question, where a sentence was liked better
// What makes a cell sure; chosen on bench/cells/development.jsonl.
constexpr double kSureRowCovered = 0.7;
constexpr double kSureCovered = 0.7;
constexpr double kSureInDocument = 0.9;
constexpr std::size_t kBytesOfProse = 90;
constexpr double kAsGood = 0.02;        // score, of another document's row
constexpr double kBelowTheBest = 0.03;  // score, a rank of the passage

struct Row {
  std::size_t candidate = 0;
  CellMatch match;
  double score = 0;
};

std::optional<std::size_t> CandidateOf(const Evidence& evidence, const Passage& passage,
                                       std::uint32_t row) {
  for (std::size_t i = passage.first; i < passage.last; ++i) {
    if (evidence.candidates[i].row == row) return i;
  }
  return std::nullopt;
}

// What the text before and behind a table has of the question, as far as it was found.
std::vector<bool> SaidBeside(const QuestionReading& question, const Evidence& evidence,
                             const Passage& table) {
  std::vector<bool> said(question.terms.size());
  for (const Passage& passage : evidence.passages) {
    const std::uint32_t number = passage.hit->chunk.number;
    const bool beside =
        number + 1 == table.hit->chunk.number || number == table.hit->chunk.number + 1;
    if (passage.table || !beside || passage.hit->document.id != table.hit->document.id) continue;
    for (std::size_t term = 0; term < said.size(); ++term) {
      if (passage.has[term]) said[term] = true;
    }
  }
  return said;
}

UnsaidWords UnsaidIn(const text::Analyzer& analyzer, const QuestionReading& question,
                     const Evidence& evidence, const Passage& passage, const TableGrid& grid,
                     const CellMatch& match) {
  const bool prose =
      std::any_of(match.cells.begin(), match.cells.end(),
                  [](const parse::TableCell* cell) { return cell->text.size() > kBytesOfProse; });
  if (prose) return {};
  return WordsUnsaid(analyzer, question, grid, match, SaidBeside(question, evidence, passage));
}

// The best row of each table, best first.
std::vector<Row> RowsOf(const text::Analyzer& analyzer, const QuestionReading& question,
                        const Evidence& evidence) {
  const CellFinder finder(analyzer, question);
  std::vector<Row> rows;
  double rank = 0;
  for (const Passage& passage : evidence.passages) {
    rank = std::min(rank + 1, 10.0);
    if (!passage.table) continue;
    const TableGrid grid(*passage.table);
    const std::string above = HeadingsOf(passage) + "\n" + std::string(CaptionOf(passage));
    auto match = finder.Best(grid, above);
    if (!match) continue;
    const auto candidate = CandidateOf(evidence, passage, match->row);
    if (!candidate) continue;
    if (UnsaidIn(analyzer, question, evidence, passage, grid, *match).of_something_else) continue;
    const double score = match->score - kBelowTheBest * (rank - 1) / 10;
    rows.push_back({*candidate, *std::move(match), score});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& left, const Row& right) { return left.score > right.score; });
  return rows;
}

// The share of the question, each word by how near it stands to what it asks, that a candidate has.
double Covered(const QuestionReading& question, const Passage& passage,
               const Candidate& candidate) {
  double has = 0;
  double all = 0;
  for (std::size_t i = 0; i < question.terms.size(); ++i) {
    const double weight = 1 + static_cast<double>(question.terms[i].focus);
    all += weight;
    if (candidate.has[i] || passage.topic[i]) has += weight;
  }
  return all > 0 ? has / all : 0;
}

bool Holds(const std::vector<std::size_t>& terms, std::size_t term) {
  return std::find(terms.begin(), terms.end(), term) != terms.end();
}

bool IsSure(const QuestionReading& question, const Evidence& evidence, const Row& row,
            const UnsaidWords& unsaid) {
  if (row.match.row_covered < kSureRowCovered) return false;
  const Candidate& chosen = evidence.candidates[row.candidate];
  const Passage& table = evidence.passages[chosen.passage];
  // Of a long question a year is little; without it the cell is of another year.
  const bool has_numbers =
      std::all_of(question.identifiers.begin(), question.identifiers.end(),
                  [&](std::size_t term) { return chosen.has[term] || table.topic[term]; });
  if (!has_numbers) return false;
  const search::Hit& own = *table.hit;
  double covered = 0;
  double has = 0;
  double all = 0;
  for (std::size_t term = 0; term < question.terms.size(); ++term) {
    if (Holds(unsaid.needless, term)) continue;
    const bool found = std::any_of(
        evidence.passages.begin(), evidence.passages.end(), [&](const Passage& passage) {
          return passage.hit->document.id == own.document.id && passage.has[term];
        });
    const double weight = 1 + static_cast<double>(question.terms[term].focus);
    all += weight;
    if (row.match.said[term]) covered += weight;
    // Whether names are the document's is asked of its beginning.
    if (found || Holds(unsaid.name_terms, term)) has += weight;
  }
  return has >= kSureInDocument * all && covered >= kSureCovered * all;
}

}  // namespace

bool AsksWhyOrHow(const QuestionReading& question) {
  return std::any_of(question.types.begin(), question.types.end(), [](QuestionType type) {
    return type == QuestionType::kReason || type == QuestionType::kManner;
  });
}

std::string_view CaptionOf(const Passage& passage) {
  const std::string_view text = passage.hit->chunk.text;
  if (!passage.table) return {};
  const std::vector<RowLine> lines = RowLines(text, *passage.table);
  return lines.empty() ? std::string_view{} : text.substr(0, lines.front().begin);
}

std::string HeadingsOf(const Passage& passage) {
  return passage.hit->document.title + "\n" + passage.hit->chunk.heading_path;
}

RowChoice ChooseRows(const text::Analyzer& analyzer, const QuestionReading& question,
                     const Evidence& evidence, std::size_t best) {
  const std::vector<Row> rows = RowsOf(analyzer, question, evidence);
  if (rows.empty() || rows.front().match.row_covered < kLeastRowCovered) return {};
  const Candidate& liked = evidence.candidates[best];
  if (!liked.row) {
    if (AsksWhyOrHow(question)) return {};
    const double sentence = Covered(question, evidence.passages[liked.passage], liked);
    if (rows.front().match.covered < std::max(kLeastCovered, sentence + kAsGood)) return {};
  }
  RowChoice choice;
  std::set<std::string_view> documents;
  for (const Row& row : rows) {
    if (choice.candidates.size() == kMostRows ||
        row.match.score < rows.front().match.score - kAsGood) {
      break;
    }
    const Candidate& candidate = evidence.candidates[row.candidate];
    const std::string_view document = evidence.passages[candidate.passage].hit->document.id;
    if (documents.insert(document).second) choice.candidates.push_back(row.candidate);
  }
  choice.sure = IsSure(question, evidence, rows.front(),
                       UnsaidOf(analyzer, question, evidence, rows.front().candidate));
  return choice;
}

UnsaidWords UnsaidOf(const text::Analyzer& analyzer, const QuestionReading& question,
                     const Evidence& evidence, std::size_t candidate) {
  const Candidate& chosen = evidence.candidates[candidate];
  if (!chosen.row) return {};
  const Passage& passage = evidence.passages[chosen.passage];
  const TableGrid grid(*passage.table);
  if (grid.Row(*chosen.row).size() < 2) return {};
  const std::string above = HeadingsOf(passage) + "\n" + std::string(CaptionOf(passage));
  const auto match = CellFinder(analyzer, question).InRow(grid, above, *chosen.row);
  if (!match) {
    UnsaidWords all;
    all.of_something_else = true;
    for (std::size_t term = 0; term < question.terms.size(); ++term) all.terms.push_back(term);
    return all;
  }
  return UnsaidIn(analyzer, question, evidence, passage, grid, *match);
}

}  // namespace wenyuan::answer
