#include "asked.h"

#include <string>
#include <utility>

#include "wenyuan/base/log.h"

namespace wenyuan::vectors {

Result<Asked> Asked::Take(std::span<const Shard> shards, std::string_view space,
                          std::optional<std::uint8_t> group) {
  Asked asked;
  for (std::size_t shard = 0; shard < shards.size(); ++shard) {
    const auto* const index = dynamic_cast<const SegmentedVectors*>(shards[shard].index);
    if (index == nullptr) {
      return Error{ErrorCode::kInternal,
                   "searching by meaning failed: a library has no vector "
                   "index of ours"};
    }
    Source source{index, index->Snapshot(), nullptr, nullptr};
    if (!source.state->empty() && source.state->front().space.id == space) {
      const SpaceState& answering = source.state->front();
      if (asked.space_ != nullptr && *asked.space_ != answering.space) {
        return Error{ErrorCode::kInternal,
                     "searching by meaning failed: two libraries have vectors of different kinds "
                     "under the name '" +
                         std::string(space) + "'"};
      }
      asked.space_ = &answering.space;
      asked.rotation_ = answering.rotation.get();
      source.open = std::make_unique<DocumentFilter>(shards[shard].visible, false);
      source.restricted = std::make_unique<DocumentFilter>(shards[shard].visible, true);
      for (const auto& live : answering.segments) {
        const DocumentFilter& filter = live->restricted ? *source.restricted : *source.open;
        if (!filter.none()) asked.parts_.push_back({shard, live.get(), &filter, group});
      }
    }
    asked.sources_.push_back(std::move(source));
  }
  return asked;
}

Result<void> Asked::SetAside(const Part& part, const Error& error) const {
  Log(LogLevel::kError, "a segment of vectors is damaged and was set aside; it will be made again",
      {{"segment", std::to_string(part.live->segment->number())}, {"reason", error.message}});
  return sources_[part.shard].index->SetAside(*part.live->segment);
}

}  // namespace wenyuan::vectors
