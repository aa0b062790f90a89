#include "structure_order.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

namespace wenyuan::parse_pdf {
namespace {

constexpr std::size_t kMostLinesOfAPart = 40;
constexpr std::size_t kLinesPerStepBack = 20;
constexpr std::size_t kTableBytes = 200;  // what a table counts as

using Items = std::vector<PageItem>;

bool HasOrder(const PageItem& item) { return item.line.place.order > 0; }

bool KnowsNearlyAll(const Items& items) {
  std::size_t all = 0;
  std::size_t known = 0;
  for (const PageItem& item : items) {
    const std::size_t bytes = item.is_table ? kTableBytes : item.line.text.size();
    all += bytes;
    if (HasOrder(item) && (item.is_table || item.line.tagged)) known += bytes;
  }
  return known > 0 && known * 10 >= all * 9;
}

bool IsAbove(const PageItem& item, const PageItem& other) {
  const Box& a = item.line.box;
  const Box& b = other.line.box;
  return a.bottom <= b.top + 1 && Overlap(a.left, a.right, b.left, b.right) > 0;
}

// Whether it goes down the columns, but for a few steps.
bool GoesDown(const std::vector<const PageItem*>& sequence) {
  std::size_t back = 0;
  for (std::size_t i = 1; i < sequence.size(); ++i) {
    if (IsAbove(*sequence[i], *sequence[i - 1])) ++back;
  }
  return back * kLinesPerStepBack <= sequence.size();
}

// An item or cell that holds half a page is none.
bool HasSoundParts(const Items& items) {
  std::map<std::uint32_t, std::size_t> lines;
  for (const PageItem& item : items) {
    if (item.line.place.part > 0 && ++lines[item.line.place.part] > kMostLinesOfAPart) return false;
  }
  return true;
}

void ForgetParts(Items& items) {
  for (PageItem& item : items) item.line.place = {item.line.place.order, 0, 0, 0};
}

// What has no place stays in front, at the end, or behind what it stood behind.
Items InOrder(Items items) {
  struct Run {
    std::uint32_t order;
    Items items;
  };
  const auto first = std::find_if(items.begin(), items.end(), HasOrder);
  const auto end = std::find_if(items.rbegin(), items.rend(), HasOrder).base();
  Items sorted(std::make_move_iterator(items.begin()), std::make_move_iterator(first));
  std::vector<Run> runs;
  for (auto item = first; item != end; ++item) {
    if (HasOrder(*item)) runs.push_back({item->line.place.order, {}});
    runs.back().items.push_back(std::move(*item));
  }
  std::stable_sort(runs.begin(), runs.end(),
                   [](const Run& a, const Run& b) { return a.order < b.order; });
  for (Run& run : runs) std::move(run.items.begin(), run.items.end(), std::back_inserter(sorted));
  std::move(end, items.end(), std::back_inserter(sorted));
  return sorted;
}

// A column is left and entered anew where the order goes elsewhere in between.
void CountColumns(Items& items) {
  std::uint32_t column = 0;
  std::uint32_t before = items.empty() ? 0 : items.front().column;
  for (PageItem& item : items) {
    if (item.column != before) ++column;
    before = std::exchange(item.column, column);
  }
}

}  // namespace

void FollowStructure(LaidOutPage& page) {
  std::vector<const PageItem*> sequence;
  for (const PageItem& item : page.items) {
    if (HasOrder(item)) sequence.push_back(&item);
  }
  if (sequence.empty()) return;
  const auto by_order = [](const PageItem* a, const PageItem* b) {
    return a->line.place.order < b->line.place.order;
  };
  const bool in_order = std::is_sorted(sequence.begin(), sequence.end(), by_order);
  std::stable_sort(sequence.begin(), sequence.end(), by_order);
  const bool sound = KnowsNearlyAll(page.items) && GoesDown(sequence);
  if (!sound || !HasSoundParts(page.items)) ForgetParts(page.items);
  if (!sound || in_order) return;
  page.items = InOrder(std::move(page.items));
  CountColumns(page.items);
}

}  // namespace wenyuan::parse_pdf
