#include <algorithm>
#include <utility>

#include "segmented_vectors.h"
#include "trainer.h"

namespace wenyuan::vectors {

// New lists when there are none, when they have become too long, and when more than a fifth of what
// came since lies farther out than 95 % of what they were made from.
bool SegmentedVectors::WantsTraining(const SpaceState& space) const {
  std::uint64_t rows = 0;
  std::uint64_t fresh = 0;
  std::uint64_t beyond = 0;
  for (const Live& live : space.segments) {
    if (live->restricted) continue;
    rows += live->live_rows;
    if (live->segment->codebook() != space.codebook) continue;
    fresh += live->segment->shape().fresh;
    beyond += live->segment->shape().beyond;
  }
  if (rows < tuning_.train_from) return false;
  if (space.codebook == nullptr) return true;
  const std::uint64_t trained = space.codebook->trained_rows();
  return rows * 100 > tuning_.growth_percent * trained ||
         (fresh * 10 >= trained && beyond * 5 > fresh);
}

Result<void> SegmentedVectors::Train(const SpaceState& space) {
  std::vector<Live> sources;
  std::uint64_t rows = 0;
  for (const Live& live : space.segments) {
    if (live->restricted) continue;
    sources.push_back(live);
    rows += live->live_rows;
  }
  const auto lists = static_cast<std::size_t>(
      std::max<std::uint64_t>(1, (rows + tuning_.rows_per_list / 2) / tuning_.rows_per_list));
  auto samples = Samples(sources, rows, lists, space.space);
  if (!samples) {
    if (samples.error().code == ErrorCode::kCorruption) {
      WY_CHECK(SetAsideDamaged(sources));
    }
    return std::move(samples).error();
  }
  Centroids centroids = TrainCentroids(*samples, lists);
  centroids.trained_rows = rows;
  samples = SampleSet(0);
  const std::uint64_t number = TakeNumber();
  const auto write = [&]() -> Result<std::shared_ptr<const Codebook>> {
    WY_CHECK(Codebook::Write(folder_, number, space.space, centroids));
    return Codebook::Open(folder_, number, space.space);
  };
  auto codebook = write();
  Result<void> done;
  if (codebook) {
    done = Join(space, sources, false, *codebook, Origin::kTrained);
    // The space may be gone meanwhile, and the centroids with it.
    const std::shared_ptr<const State> now = Snapshot();
    const SpaceState* const after = FindSpace(*now, space.space.id);
    if (done && after != nullptr && after->codebook == *codebook) return {};
    if (done) (*codebook)->RemoveWhenUnused();
  } else {
    done = std::move(codebook).error();
  }
  return done;
}

// Evenly from all that is live.
Result<SampleSet> SegmentedVectors::Samples(const std::vector<Live>& sources, std::uint64_t rows,
                                            std::size_t lists, const Space& space) const {
  SampleSet samples(space.dimension);
  const std::uint64_t most = tuning_.sample_bytes / samples.sample_bytes();
  const std::uint64_t wanted = std::min({rows, lists * tuning_.samples_per_list, most});
  samples.Reserve(wanted);
  std::vector<float> vector(space.dimension);
  std::uint64_t passed = 0;
  for (const Live& live : sources) {
    const Segment& segment = *live->segment;
    RowReader reader(segment);
    for (std::uint32_t row = 0; row < segment.table().rows(); ++row) {
      if (live->IsDead(row)) continue;
      const bool taken = passed * wanted / rows != (passed + 1) * wanted / rows;
      ++passed;
      if (!taken) continue;
      WY_CHECK(reader.Decode(row, vector.data()));
      samples.Add(vector.data());
    }
  }
  return samples;
}

}  // namespace wenyuan::vectors
