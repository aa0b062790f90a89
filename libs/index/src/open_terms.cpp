#include "open_terms.h"

#include <algorithm>
#include <string>
#include <vector>

#include "statistics.h"
#include "term_cursor.h"

namespace wenyuan::index {
namespace {

// The terms of one segment, in order.
class Cursor {
 public:
  explicit Cursor(const LiveSegment& live) : live_(live), terms_(*live.segment) {}

  Result<bool> Next() { return terms_.Next(); }
  [[nodiscard]] const std::string& term() const { return terms_.term(); }
  [[nodiscard]] Result<std::uint64_t> Chunks() const {
    return CountLive(live_, terms_.entry(), false);
  }

 private:
  const LiveSegment& live_;
  TermCursor terms_;
};

}  // namespace

Result<void> VisitOpenTerms(
    const State& state,
    const std::function<bool(std::string_view term, std::uint64_t chunks)>& visit) {
  std::vector<Cursor> cursors;
  cursors.reserve(state.size());
  std::vector<Cursor*> heap;  // the lowest term on top
  const auto later = [](const Cursor* left, const Cursor* right) {
    return left->term() > right->term();
  };
  const auto advance = [&](Cursor* cursor) -> Result<void> {
    WY_TRY(const bool more, cursor->Next());
    if (!more) return {};
    heap.push_back(cursor);
    std::push_heap(heap.begin(), heap.end(), later);
    return {};
  };
  for (const auto& live : state) {
    if (live->restricted) continue;
    WY_CHECK(advance(&cursors.emplace_back(*live)));
  }
  while (!heap.empty()) {
    const std::string term = heap.front()->term();
    std::uint64_t chunks = 0;
    while (!heap.empty() && heap.front()->term() == term) {
      std::pop_heap(heap.begin(), heap.end(), later);
      Cursor* const cursor = heap.back();
      heap.pop_back();
      WY_TRY(const std::uint64_t live, cursor->Chunks());
      chunks += live;
      WY_CHECK(advance(cursor));
    }
    if (chunks > 0 && !visit(term, chunks)) return {};
  }
  return {};
}

}  // namespace wenyuan::index
