#include "cell_finder.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "../evidence/how_many.h"
#include "../spans/typed_runs.h"
#include "../units.h"
#include "../words.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;
using Words = std::span<const std::string_view>;

constexpr std::array kTimeHeaders = {"时间"sv, "時間"sv, "日期"sv, "期限"sv,     "时"sv,
                                     "期"sv,   "date"sv, "time"sv, "interval"sv, "day"sv};
constexpr std::array kPersonHeaders = {"人"sv,   "姓名"sv,  "者"sv,     "负责"sv,
                                       "name"sv, "owner"sv, "person"sv, "contact"sv};
constexpr std::array kPlaceHeaders = {"地"sv, "位"sv, "处"sv, "place"sv, "location"sv, "address"sv};
constexpr std::array kNumberHeaders = {"数"sv,       "量"sv,    "价"sv,     "额"sv,    "number"sv,
                                       "quantity"sv, "price"sv, "amount"sv, "value"sv, "天"sv};
constexpr std::array kShares = {"%"sv,     "percent"sv, "percentage"sv, "rate"sv,
                                "share"sv, "率"sv,      "比例"sv,       "占比"sv,
                                "增长"sv,  "比重"sv,    "同比"sv,       "百分"sv};
constexpr double kHint = 0.04;       // a header or value that suits the kind of question
constexpr double kStrangeRow = 0.3;  // words of the row's name that nobody asked for
constexpr double kStrangeColumn = 0.15;
constexpr double kSectionOnly = 0.5;  // a word that only the heading above the row has
constexpr double kAboveOnly = 0.7;    // … or only what stands above the table
constexpr double kShare = 0.06;       // a percentage where none is asked for
constexpr double kSame = 1e-6;

Words HeadersFor(QuestionType type) {
  switch (type) {
    case QuestionType::kTime:
      return kTimeHeaders;
    case QuestionType::kPerson:
      return kPersonHeaders;
    case QuestionType::kPlace:
      return kPlaceHeaders;
    case QuestionType::kNumber:
      return kNumberHeaders;
    default:
      return {};
  }
}

bool IsLoneHan(std::string_view term) {
  std::size_t at = 0;
  return text::IsHan(text::NextCharacter(term, at)) && at == term.size();
}

// Letters, digits, and what holds them together in a number or a code.
bool IsOfAWord(std::string_view text, std::size_t at) {
  const auto is_letter = [&](std::size_t place) {
    return place < text.size() && std::isalnum(static_cast<unsigned char>(text[place])) != 0;
  };
  if (is_letter(at)) return true;
  const bool joins = at < text.size() && (text[at] == '.' || text[at] == ',' || text[at] == '-');
  return joins && is_letter(at - 1) && is_letter(at + 1);
}

// Whether a text has these words, and not only within another: 30 is not in HX-300, nor 3 in 2023.
bool Says(std::string_view text, std::string_view words) {
  if (words.empty()) return true;
  for (std::size_t at = text.find(words); at != std::string_view::npos;
       at = text.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    const bool begins = at == 0 || !IsOfAWord(text, at) || !IsOfAWord(text, at - 1);
    const bool ends = !IsOfAWord(text, end - 1) || !IsOfAWord(text, end);
    if (begins && ends) return true;
  }
  return false;
}

}  // namespace

CellFinder::CellFinder(const text::Analyzer& analyzer, const QuestionReading& question)
    : analyzer_(analyzer),
      question_(question),
      asked_(Lower(question.text)),
      asks_how_many_(AsksHowMany(question.text)) {
  for (const QuestionTerm& term : question.terms) {
    places_[term.term] = weights_.size();
    weights_.push_back(1 + static_cast<double>(term.focus));
    all_ += weights_.back();
  }
}

CellFinder::Named CellFinder::Read(std::string_view text) const {
  Named named;
  named.has.resize(weights_.size());
  std::size_t words = 0;
  std::size_t strange = 0;
  std::size_t lone_strange = 0;  // characters that the pairs around them say better
  for (const Unit& unit : UnitsOf(analyzer_, text)) {
    const auto found = places_.find(unit.term);
    if (found == places_.end() && text::IsFunctionWord(unit.term)) continue;
    const bool lone = IsLoneHan(unit.term);
    if (!lone) ++words;
    if (found == places_.end()) {
      ++(lone ? lone_strange : strange);
      continue;
    }
    ++named.known;
    named.has[found->second] = true;
  }
  if (words > 0) {
    named.strange = static_cast<double>(strange) / static_cast<double>(words);
  } else if (lone_strange > 0) {
    named.strange = 1;
  }
  return named;
}

double CellFinder::Suits(const std::string& header, std::string_view value) const {
  double suits = 0;
  const std::string lower = Lower(header);
  for (const QuestionType type : question_.types) {
    if (HasAny(lower, HeadersFor(type))) suits += kHint;
    const bool typed = type == QuestionType::kNumber || type == QuestionType::kTime;
    if (typed && !TypedRunsIn(value).empty()) suits += kHint;
    if (type == QuestionType::kPerson && !TypedRunsIn(value).empty()) suits -= kHint;
  }
  const bool share = value.ends_with("%") || value.ends_with("％");
  if (share && !HasAny(asked_, kShares) && !HasAny(lower, kShares)) suits -= kShare;
  return suits;
}

CellFinder::Frame CellFinder::ReadFrame(const TableGrid& grid, std::string_view above) const {
  Frame frame;
  frame.context = Read(std::string(above) + "\n" + grid.Title());
  for (std::uint32_t column = 0; column < grid.table().columns; ++column) {
    std::string header = Joined(grid.ColumnNames(column));
    Named named = Read(header);
    frame.columns.push_back({std::move(header), std::move(named)});
  }
  return frame;
}

std::optional<CellMatch> CellFinder::InRow(const TableGrid& grid, std::string_view above,
                                           std::uint32_t row) const {
  return InRow(grid, ReadFrame(grid, above), row);
}

std::optional<CellMatch> CellFinder::InRow(const TableGrid& grid, const Frame& frame,
                                           std::uint32_t row) const {
  const auto cells = grid.Row(row);
  if (cells.size() < 2 || all_ <= 0) return std::nullopt;
  const Named& context = frame.context;
  const parse::TableCell* heading = grid.Section(row);
  const Named section = Read(heading != nullptr ? heading->text : "");
  std::vector<Named> texts;
  texts.reserve(cells.size());
  for (const parse::TableCell* cell : cells) texts.push_back(Read(cell->text));

  std::optional<CellMatch> best;
  for (std::size_t value = 0; value < cells.size(); ++value) {
    const auto& [header, column] = frame.columns[cells[value]->column];
    // What the row is called: its names at the left, else whatever of it the question has.
    std::vector<bool> called(weights_.size());
    double strange = 0;
    std::size_t known = 0;
    std::size_t labels = 0;
    for (std::size_t other = 0; other < cells.size(); ++other) {
      if (other == value) continue;
      known += texts[other].known;
      const bool label = cells[other]->column < grid.header_columns();
      if (label && texts[other].known > 0) {
        strange += texts[other].strange;
        ++labels;
      }
      // "累计工龄满5年" names the row's label and what the labels are.
      const bool names_it = label && texts[other].known > 0;
      const Named& kind = frame.columns[cells[other]->column].named;
      for (std::size_t i = 0; i < called.size(); ++i) {
        if (texts[other].has[i] || (names_it && kind.has[i])) called[i] = true;
      }
    }
    if (known == 0) continue;
    strange = labels > 0 ? strange / static_cast<double>(labels) : 0;
    // What the question says itself is not what it asks for.
    if (Says(asked_, Lower(cells[value]->text))) continue;
    if (asks_how_many_ && !MayBeAsMuch(asked_, cells[value]->text)) continue;
    double sum = 0;
    double covered = 0;
    std::vector<bool> said(weights_.size());
    for (std::size_t i = 0; i < weights_.size(); ++i) {
      double share = 0;
      if (context.has[i]) share = kAboveOnly;
      if (section.has[i]) share = std::max(share, kSectionOnly);
      if (texts[value].has[i]) share = std::max(share, kAboveOnly);  // 为什么不合格？ 硬度不合格
      if (called[i] || column.has[i]) share = 1;
      sum += share * weights_[i];
      said[i] = share > 0;
      if (said[i]) covered += weights_[i];
    }
    const double score = sum / all_ - kStrangeRow * strange - kStrangeColumn * column.strange +
                         Suits(header, cells[value]->text);
    if (best && score < best->score - kSame) continue;
    if (!best || score > best->score + kSame) {
      best = CellMatch{row, score, covered / all_, 1 - strange, {}, said, column.known > 0};
    }
    best->cells.push_back(cells[value]);
  }
  return best;
}

std::optional<CellMatch> CellFinder::Best(const TableGrid& grid, std::string_view above) const {
  const Frame frame = ReadFrame(grid, above);
  std::optional<CellMatch> best;
  for (std::uint32_t row = grid.header_rows(); row < grid.table().rows; ++row) {
    auto match = InRow(grid, frame, row);
    if (match && (!best || match->score > best->score + kSame)) best = std::move(match);
  }
  return best;
}

}  // namespace wenyuan::answer
