#include "segment_builder.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace wenyuan::index {
namespace {

constexpr unsigned kPositionBits = 30;
constexpr std::uint32_t kPositionMask = (1U << kPositionBits) - 1;

}  // namespace

Result<void> SegmentBuilder::Add(const IndexedRevision& revision) {
  std::vector<const ChunkTokens*> chunks;
  for (const ChunkTokens& chunk : revision.chunks) chunks.push_back(&chunk);
  std::sort(chunks.begin(), chunks.end(),
            [](const auto* left, const auto* right) { return left->number < right->number; });
  for (std::size_t i = 1; i < chunks.size(); ++i) {
    if (chunks[i - 1]->number != chunks[i]->number) continue;
    return Error{ErrorCode::kInvalidArgument, "indexing revision " +
                                                  std::to_string(revision.revision) +
                                                  " failed: two of its chunks have the number " +
                                                  std::to_string(chunks[i]->number)};
  }
  chunks_.AddDocument(revision.document, revision.revision);
  for (const ChunkTokens* chunk : chunks) {
    const std::uint32_t ordinal = chunks_.chunks();
    FieldLengths lengths{};
    for (std::size_t field = 0; field < kFields; ++field) {
      lengths[field] = static_cast<std::uint32_t>(chunk->fields[field].size());
      for (const text::Token& token : chunk->fields[field]) {
        const std::uint32_t term = terms_.NumberOf(token.term);
        if (term == counts_.size()) counts_.push_back(0);
        ++counts_[term];
        const auto place = static_cast<std::uint32_t>(field) << kPositionBits |
                           std::min(token.position, kPositionMask);
        occurrences_.push_back({term, ordinal, place});
      }
    }
    chunks_.AddChunk(chunk->number, lengths);
  }
  return {};
}

std::size_t SegmentBuilder::bytes() const {
  // Write() sorts into a second array.
  constexpr std::size_t kCountsAndOrder = 32;  // for each term
  return 2 * sizeof(Occurrence) * occurrences_.size() + terms_.bytes() +
         kCountsAndOrder * terms_.size() + sizeof(FieldLengths) * 2 * std::size_t{chunks_.chunks()};
}

void SegmentBuilder::OrderByDocument() {
  const std::vector<DocumentRow>& rows = chunks_.rows();
  const auto by_document = [](const DocumentRow& left, const DocumentRow& right) {
    return left.document < right.document;
  };
  if (std::is_sorted(rows.begin(), rows.end(), by_document)) return;
  std::vector<DocumentRow> sorted = rows;
  std::sort(sorted.begin(), sorted.end(), by_document);
  ChunkTable table;
  std::vector<std::uint32_t> moved(chunks_.chunks());
  for (const DocumentRow& row : sorted) {
    table.AddDocument(row.document, row.revision);
    for (std::uint32_t ordinal = row.begin; ordinal < row.end; ++ordinal) {
      moved[ordinal] = table.chunks();
      table.AddChunk(chunks_.number(ordinal), chunks_.lengths()[ordinal]);
    }
  }
  for (Occurrence& occurrence : occurrences_) occurrence.ordinal = moved[occurrence.ordinal];
  chunks_ = std::move(table);
}

std::vector<SegmentBuilder::Occurrence> SegmentBuilder::ByTerm(
    const std::vector<std::size_t>& begins) const {
  std::vector<std::size_t> next = begins;
  std::vector<Occurrence> sorted(occurrences_.size());
  for (const Occurrence& occurrence : occurrences_) sorted[next[occurrence.term]++] = occurrence;
  return sorted;
}

Result<void> SegmentBuilder::Write(SegmentWriter& writer) {
  OrderByDocument();
  std::vector<std::size_t> begins(counts_.size(), 0);
  std::exclusive_scan(counts_.begin(), counts_.end(), begins.begin(), std::size_t{0});
  std::vector<Occurrence> sorted = ByTerm(begins);
  writer.Begin(chunks_);
  TermPostings postings;
  const auto earlier = [](const Occurrence& left, const Occurrence& right) {
    return std::pair(left.ordinal, left.place) < std::pair(right.ordinal, right.place);
  };
  for (const std::uint32_t term : terms_.Sorted()) {
    postings.Clear();
    const auto begin = sorted.begin() + static_cast<std::ptrdiff_t>(begins[term]);
    const auto end = begin + counts_[term];
    // Documents and tokens mostly come in order, but nothing is lost if one does not.
    if (!std::is_sorted(begin, end, earlier)) std::sort(begin, end, earlier);
    for (auto at = begin; at != end; ++at) {
      if (postings.ordinals.empty() || postings.ordinals.back() != at->ordinal) {
        postings.ordinals.push_back(at->ordinal);
        for (auto& field : postings.frequencies) field.push_back(0);
      }
      ++postings.frequencies[at->place >> kPositionBits].back();
      postings.positions.push_back(at->place & kPositionMask);
    }
    WY_CHECK(writer.AddTerm(terms_.Term(term), postings));
  }
  return writer.Finish();
}

}  // namespace wenyuan::index
