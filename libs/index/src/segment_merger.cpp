#include "segment_merger.h"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include "damage.h"
#include "term_cursor.h"

namespace wenyuan::index {
namespace {

constexpr std::uint32_t kGone = 0xFFFFFFFF;

// The terms of one segment in order, and where its chunks go.
class Source {
 public:
  explicit Source(const LiveSegment& live)
      : segment_(*live.segment),
        terms_(segment_),
        new_ordinals_(segment_.chunks().chunks(), kGone) {}

  // Chunks that are not moved are left out.
  void Move(std::uint32_t old_ordinal, std::uint32_t new_ordinal) {
    new_ordinals_[old_ordinal] = new_ordinal;
  }

  Result<bool> Next() { return terms_.Next(); }
  [[nodiscard]] const std::string& term() const { return terms_.term(); }

  // The current term's live postings, under the new ordinals, behind those in `out`.
  Result<void> AppendPostings(TermPostings& out) const {
    const TermEntry& entry = terms_.entry();
    WY_TRY(const crypto::FileBytes postings, segment_.Postings(entry));
    WY_TRY(const crypto::FileBytes positions, segment_.Positions(entry));
    PostingsReader reader(postings.view, entry.document_frequency);
    PositionsReader places(positions.view);
    std::vector<std::uint32_t> dropped;
    while (reader.Next()) {
      for (std::size_t i = 0; i < reader.ordinals().size(); ++i) {
        const std::uint32_t ordinal = reader.ordinals()[i];
        if (ordinal >= new_ordinals_.size()) return Damage("a postings list");
        const std::uint32_t moved = new_ordinals_[ordinal];
        dropped.clear();
        if (moved != kGone) out.ordinals.push_back(moved);
        for (std::size_t field = 0; field < kFields; ++field) {
          const auto frequencies = reader.frequencies(field);
          const std::uint32_t tf = frequencies.empty() ? 0 : frequencies[i];
          if (moved != kGone) out.frequencies[field].push_back(tf);
          places.Read(tf, moved != kGone ? out.positions : dropped);
        }
      }
    }
    if (!reader.ok() || !places.ok()) return Damage("a postings list");
    return {};
  }

 private:
  const Segment& segment_;
  TermCursor terms_;
  std::vector<std::uint32_t> new_ordinals_;  // by old ordinal; kGone: deleted
};

// Numbers the live chunks anew, in order of document.
ChunkTable Renumber(const std::vector<std::shared_ptr<const LiveSegment>>& lives,
                    std::vector<Source>& sources) {
  std::vector<std::tuple<std::uint32_t, std::size_t, const DocumentRow*>> rows;
  for (std::size_t i = 0; i < lives.size(); ++i) {
    for (const DocumentRow& row : lives[i]->segment->chunks().rows()) {
      if (!lives[i]->dead.contains(row.document)) rows.emplace_back(row.document, i, &row);
    }
  }
  std::sort(rows.begin(), rows.end());
  ChunkTable table;
  for (const auto& [document, i, row] : rows) {
    const ChunkTable& old = lives[i]->segment->chunks();
    table.AddDocument(document, row->revision);
    for (std::uint32_t ordinal = row->begin; ordinal < row->end; ++ordinal) {
      sources[i].Move(ordinal, table.chunks());
      table.AddChunk(old.number(ordinal), old.lengths()[ordinal]);
    }
  }
  return table;
}

// Puts postings of several segments, one behind the other, in order of their new ordinals.
void Sort(TermPostings& postings, TermPostings& scratch) {
  if (std::is_sorted(postings.ordinals.begin(), postings.ordinals.end())) return;
  struct From {
    std::uint32_t ordinal;
    std::uint32_t index;
    std::size_t positions;
  };
  std::vector<From> order;
  std::size_t place = 0;
  const auto count = [&](std::size_t i) {
    std::size_t sum = 0;
    for (const auto& field : postings.frequencies) sum += field[i];
    return sum;
  };
  for (std::uint32_t i = 0; i < postings.ordinals.size(); ++i) {
    order.push_back({postings.ordinals[i], i, place});
    place += count(i);
  }
  std::sort(order.begin(), order.end(),
            [](const From& left, const From& right) { return left.ordinal < right.ordinal; });
  scratch.Clear();
  for (const From& from : order) {
    scratch.ordinals.push_back(from.ordinal);
    for (std::size_t field = 0; field < kFields; ++field) {
      scratch.frequencies[field].push_back(postings.frequencies[field][from.index]);
    }
    const auto begin = postings.positions.begin() + static_cast<std::ptrdiff_t>(from.positions);
    scratch.positions.insert(scratch.positions.end(), begin,
                             begin + static_cast<std::ptrdiff_t>(count(from.index)));
  }
  std::swap(postings, scratch);
}

}  // namespace

Result<void> MergeSegments(const std::vector<std::shared_ptr<const LiveSegment>>& lives,
                           SegmentWriter& writer) {
  std::vector<Source> sources;
  sources.reserve(lives.size());
  for (const auto& live : lives) sources.emplace_back(*live);
  const ChunkTable table = Renumber(lives, sources);

  writer.Begin(table);
  std::vector<Source*> heap;  // the lowest term on top
  // Of one term the earlier source first: its passages mostly come before.
  const auto later = [](const Source* left, const Source* right) {
    const int order = left->term().compare(right->term());
    return order != 0 ? order > 0 : left > right;
  };
  const auto advance = [&](Source* source) -> Result<void> {
    WY_TRY(const bool more, source->Next());
    if (!more) return {};
    heap.push_back(source);
    std::push_heap(heap.begin(), heap.end(), later);
    return {};
  };
  for (Source& source : sources) {
    WY_CHECK(advance(&source));
  }
  TermPostings postings;
  TermPostings scratch;
  while (!heap.empty()) {
    const std::string term = heap.front()->term();
    postings.Clear();
    while (!heap.empty() && heap.front()->term() == term) {
      std::pop_heap(heap.begin(), heap.end(), later);
      Source* const source = heap.back();
      heap.pop_back();
      WY_CHECK(source->AppendPostings(postings));
      WY_CHECK(advance(source));
    }
    Sort(postings, scratch);
    if (!postings.ordinals.empty()) {
      WY_CHECK(writer.AddTerm(term, postings));
    }
  }
  return writer.Finish();
}

}  // namespace wenyuan::index
