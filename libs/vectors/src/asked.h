#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "document_filter.h"
#include "segmented_vectors.h"

namespace wenyuan::vectors {

// A segment that is asked, and what of it may be seen.
struct Part {
  std::size_t shard = 0;
  const LiveSegment* live = nullptr;
  const DocumentFilter* filter = nullptr;
  std::optional<std::uint8_t> group = std::nullopt;  // only rows of it

  [[nodiscard]] bool Sees(std::uint32_t row) const {
    const RowTable& table = live->segment->table();
    return !live->IsDead(row) && filter->Has(table.document(row)) && InGroup(row);
  }
  [[nodiscard]] bool InGroup(std::uint32_t row) const {
    return !group || live->segment->table().group(row) == *group;
  }
};

// The shards that answer in a space, as they are at one moment.
class Asked {
 public:
  // Of a `group`, if one is given, only its rows may be seen.
  static Result<Asked> Take(std::span<const Shard> shards, std::string_view space,
                            std::optional<std::uint8_t> group);

  // Nothing when no shard answers in it.
  [[nodiscard]] const Space* space() const { return space_; }
  // Of that space.
  [[nodiscard]] const Rotation& rotation() const { return *rotation_; }
  // Without those of which nothing may be seen.
  [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }
  Result<void> SetAside(const Part& part, const Error& error) const;

 private:
  struct Source {
    const SegmentedVectors* index = nullptr;
    // shared_ptr: the index goes on to newer states meanwhile.
    std::shared_ptr<const State> state;
    std::unique_ptr<DocumentFilter> open;
    std::unique_ptr<DocumentFilter> restricted;
  };
  std::vector<Source> sources_;  // by shard
  const Space* space_ = nullptr;
  const Rotation* rotation_ = nullptr;
  std::vector<Part> parts_;
};

// Runs attempt(asked, part being read) until no part of it proves damaged; what does is set aside.
template <typename Answer, typename Attempt>
Result<Answer> AskWithoutDamaged(std::span<const Shard> shards, std::string_view space,
                                 const Attempt& attempt,
                                 std::optional<std::uint8_t> group = std::nullopt) {
  while (true) {
    WY_TRY(const Asked asked, Asked::Take(shards, space, group));
    const Part* reading = nullptr;
    Result<Answer> answer = attempt(asked, reading);
    const bool damaged = !answer && answer.error().code == ErrorCode::kCorruption;
    if (!damaged || reading == nullptr) return answer;
    WY_CHECK(asked.SetAside(*reading, answer.error()));  // one less: this ends
  }
}

}  // namespace wenyuan::vectors
