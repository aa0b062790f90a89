#include "compose.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <tuple>

namespace wenyuan::vectors {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 20U;

// A row of the segment to come, and where its vector is now.
struct Planned {
  RowName name;
  std::uint32_t list = 0;
  std::uint32_t source = 0;
  std::uint32_t row = 0;
};

bool InOrder(const Planned& left, const Planned& right) {
  return std::tie(left.list, left.name.document, left.name.chunk) <
         std::tie(right.list, right.name.document, right.name.chunk);
}

SegmentShape ShapeOf(const Space& space, const RecordCodec& codec) {
  const std::uint64_t codebook = codec.codebook() == nullptr ? 0 : codec.codebook()->number();
  return {space.dimension, space.metric, codebook, 0, 0};
}

void Count(const Assigner::Nearest& nearest, const Codebook& codebook, SegmentShape& shape) {
  ++shape.fresh;
  if (nearest.distance > codebook.radius()) ++shape.beyond;
}

class Joiner {
 public:
  Joiner(std::span<const std::shared_ptr<const LiveSegment>> sources, const Space& space,
         const RecordCodec& codec, Origin origin)
      : sources_(sources),
        codec_(codec),
        origin_(origin),
        shape_(ShapeOf(space, codec)),
        vector_(space.dimension) {
    for (std::uint32_t source = 0; source < sources.size(); ++source) {
      readers_.emplace_back(*sources[source]->segment);
      all_stay_ = all_stay_ && StaysAsItIs(source);
    }
  }

  Result<void> Run(SegmentWriter& writer) {
    for (std::uint32_t source = 0; source < sources_.size(); ++source) {
      const auto begin = static_cast<std::ptrdiff_t>(planned_.size());
      WY_CHECK(Plan(source));
      if (!StaysAsItIs(source)) std::sort(planned_.begin() + begin, planned_.end(), InOrder);
      std::inplace_merge(planned_.begin(), planned_.begin() + begin, planned_.end(), InOrder);
    }
    const std::size_t piece = std::max<std::size_t>(1, kPieceBytes / codec_.record_bytes());
    for (std::size_t begin = 0; begin < planned_.size(); begin += piece) {
      WY_CHECK(
          WritePiece({planned_.data() + begin, std::min(piece, planned_.size() - begin)}, writer));
    }
    return writer.Finish(shape_);
  }

 private:
  [[nodiscard]] bool StaysAsItIs(std::uint32_t source) const {
    return sources_[source]->segment->codebook().get() == codec_.codebook();
  }

  Result<void> Plan(std::uint32_t source) {
    const LiveSegment& live = *sources_[source];
    const RowTable& table = live.segment->table();
    const bool stays = StaysAsItIs(source);
    std::vector<std::uint32_t> revisions(table.rows());
    for (const DocumentRows& document : table.documents()) {
      for (std::uint32_t place = document.begin; place < document.end; ++place) {
        revisions[table.Row(place)] = document.revision;
      }
    }
    std::uint32_t list = 0;  // of a row that stays
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
      if (live.IsDead(row)) continue;
      Planned planned{{table.document(row), revisions[row], table.chunk(row), table.group(row)},
                      0,
                      source,
                      row};
      planned_.push_back(planned);
      if (codec_.codebook() == nullptr) continue;
      if (stays) {
        const std::vector<Sketches::List>& lists = live.segment->sketches().lists();
        while (row >= lists[list].begin + lists[list].count) ++list;
        planned_.back().list = list;
        continue;
      }
      waiting_.resize(waiting_.size() + vector_.size());
      WY_CHECK(readers_[source].Decode(row, waiting_.data() + waiting_.size() - vector_.size()));
      if (waiting_.size() >= codec_.assigner()->best_batch() * vector_.size()) Assign();
    }
    Assign();
    if (stays && codec_.codebook() != nullptr) {
      shape_.fresh += live.segment->shape().fresh;
      shape_.beyond += live.segment->shape().beyond;
    }
    return {};
  }

  // Finds the lists of the rows planned last, whose vectors wait.
  void Assign() {
    if (waiting_.empty()) return;
    const std::vector<Assigner::Nearest> nearest = codec_.assigner()->Assign(waiting_);
    auto planned = planned_.end() - static_cast<std::ptrdiff_t>(nearest.size());
    for (const Assigner::Nearest& near : nearest) {
      (planned++)->list = near.list;
      if (origin_ == Origin::kNew) Count(near, *codec_.codebook(), shape_);
    }
    waiting_.clear();
  }

  // Reads in the order of the sources, writes in the order of the segment.
  Result<void> WritePiece(std::span<const Planned> piece, SegmentWriter& writer) {
    std::vector<std::uint32_t> by_source(piece.size());
    std::iota(by_source.begin(), by_source.end(), 0U);
    if (!all_stay_) {  // the others are in order, source by source
      std::sort(by_source.begin(), by_source.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tie(piece[a].source, piece[a].row) < std::tie(piece[b].source, piece[b].row);
      });
    }
    records_.resize(piece.size() * codec_.record_bytes());
    for (const std::uint32_t place : by_source) {
      WY_CHECK(Fill(piece[place], records_.data() + place * codec_.record_bytes()));
    }
    for (std::size_t i = 0; i < piece.size(); ++i) {
      WY_CHECK(
          writer.Append(piece[i].name, piece[i].list, records_.data() + i * codec_.record_bytes()));
    }
    return {};
  }

  Result<void> Fill(const Planned& planned, char* record) {
    if (!StaysAsItIs(planned.source)) {
      WY_CHECK(readers_[planned.source].Decode(planned.row, vector_.data()));
      codec_.Encode(vector_.data(), planned.list, record);
      return {};
    }
    WY_TRY(const char* const row, readers_[planned.source].Row(planned.row));
    std::memcpy(record, row, codec_.row_bytes());
    if (codec_.codebook() != nullptr) {
      const Sketches& sketches = sources_[planned.source]->segment->sketches();
      sketches.Copy(sketches.lists()[planned.list], planned.row, record + codec_.row_bytes());
    }
    return {};
  }

  const std::span<const std::shared_ptr<const LiveSegment>> sources_;
  const RecordCodec& codec_;
  const Origin origin_;
  bool all_stay_ = true;
  SegmentShape shape_;
  std::vector<RowReader> readers_;
  std::vector<Planned> planned_;
  std::vector<float> vector_;
  std::vector<float> waiting_;  // row-major
  std::string records_;
};

}  // namespace

Result<void> WriteBatch(const Batch& batch, std::span<const Batch::Row> rows, const Space& space,
                        const RecordCodec& codec, SegmentWriter& writer) {
  SegmentShape shape = ShapeOf(space, codec);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order;  // list, place in `rows`
  for (std::uint32_t i = 0; i < rows.size(); ++i) order.emplace_back(0, i);
  if (codec.codebook() != nullptr) {
    const std::size_t step = codec.assigner()->best_batch();
    std::vector<float> vectors;
    for (std::size_t begin = 0; begin < rows.size(); begin += step) {
      const std::size_t end = std::min(rows.size(), begin + step);
      vectors.clear();
      for (std::size_t i = begin; i < end; ++i) {
        const float* const vector = batch.vector(rows[i].at);
        vectors.insert(vectors.end(), vector, vector + space.dimension);
      }
      const std::vector<Assigner::Nearest> nearest = codec.assigner()->Assign(vectors);
      for (std::size_t i = begin; i < end; ++i) {
        order[i].first = nearest[i - begin].list;
        Count(nearest[i - begin], *codec.codebook(), shape);
      }
    }
  }
  std::sort(order.begin(), order.end());
  std::string record(codec.record_bytes(), '\0');
  for (const auto& [list, place] : order) {
    codec.Encode(batch.vector(rows[place].at), list, record.data());
    WY_CHECK(writer.Append(rows[place].name, list, record.data()));
  }
  return writer.Finish(shape);
}

Result<void> WriteJoined(std::span<const std::shared_ptr<const LiveSegment>> sources,
                         const Space& space, const RecordCodec& codec, Origin origin,
                         SegmentWriter& writer) {
  return Joiner(sources, space, codec, origin).Run(writer);
}

}  // namespace wenyuan::vectors
