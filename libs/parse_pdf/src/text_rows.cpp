#include "text_rows.h"

#include <algorithm>
#include <cmath>

#include "lines.h"
#include "table_draft.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr float kSameRow = 0.4F;  // of the font size, between base lines
constexpr float kRaised = 0.6F;   // of the lower one's height, shared: a raised mark
constexpr float kCellGap = 0.9F;  // of the font size, between cells

bool OpensValue(const std::string& text) {
  return text == "$" || text == "(" || text == "$(" || text == "¥" || text == "€" || text == "£";
}

bool HoldsValue(const Segment& segment) {
  std::string text;
  for (const Word& word : segment.words) text += word.text;
  return IsValue(text);
}

// "$" and "(" may stand far left of their number, ")" and "%" right of it.
bool Joins(const Segment& left, const Word& next) {
  if (left.words.size() == 1 && OpensValue(left.words.back().text)) return true;
  const bool closes = next.text == ")" || next.text == "%" || next.text == ")%";
  const bool opens = OpensValue(next.text);  // the next column begins
  if ((closes || opens) && HoldsValue(left)) return closes;
  return next.box.left - left.box.right < kCellGap * std::max(next.size, 1.0F);
}

void Append(TextRow& row, const Word& word) {
  if (row.segments.empty() || !Joins(row.segments.back(), word)) {
    row.segments.emplace_back().box = word.box;
  }
  Segment& segment = row.segments.back();
  segment.box.Add(word.box);
  segment.words.push_back(word);
}

using Group = std::vector<const Word*>;

Box BoundsOf(const Group& words) {
  Box box = words.front()->box;
  for (const Word* word : words) box.Add(word->box);
  return box;
}

// The last group but one joins the last when they share most of their height.
void MergeRaised(std::vector<Group>& groups) {
  Group& last = groups.back();
  Group& before = groups[groups.size() - 2];
  const Box a = BoundsOf(before);
  const Box b = BoundsOf(last);
  const float shared = Overlap(a.top, a.bottom, b.top, b.bottom);
  if (shared < kRaised * std::min(a.height(), b.height())) return;
  before.insert(before.end(), last.begin(), last.end());
  groups.pop_back();
}

std::vector<Group> GroupByBaseLine(const std::vector<Word>& words) {
  Group sorted;
  for (const Word& word : words) {
    if (std::abs(word.angle) < 2) sorted.push_back(&word);
  }
  std::sort(sorted.begin(), sorted.end(),
            [](const Word* a, const Word* b) { return a->box.bottom < b->box.bottom; });
  std::vector<Group> groups;
  for (const Word* word : sorted) {
    const bool same = !groups.empty() && word->box.bottom - groups.back().front()->box.bottom <
                                             kSameRow * std::max(word->size, 1.0F);
    if (!same) {
      // Raised marks have a group of their own until the line that they belong to comes.
      if (groups.size() > 1) MergeRaised(groups);
      groups.emplace_back();
    }
    groups.back().push_back(word);
  }
  if (groups.size() > 1) MergeRaised(groups);
  return groups;
}

}  // namespace

bool TextRow::HasValue() const {
  return std::any_of(segments.begin() + 1, segments.end(),
                     [](const Segment& segment) { return segment.value; });
}

std::vector<TextRow> MakeRows(const std::vector<Word>& words) {
  std::vector<TextRow> rows;
  for (Group& group : GroupByBaseLine(words)) {
    std::sort(group.begin(), group.end(),
              [](const Word* a, const Word* b) { return a->box.left < b->box.left; });
    TextRow& row = rows.emplace_back();
    row.box = BoundsOf(group);
    for (const Word* word : group) {
      row.size = std::max(row.size, std::max(word->size, 1.0F));
      Append(row, *word);
    }
    for (Segment& segment : row.segments) segment.value = HoldsValue(segment);
  }
  return rows;
}

std::string SegmentText(const Segment& segment) { return LineText(MakeLine(segment.words)); }

}  // namespace wenyuan::parse_pdf
