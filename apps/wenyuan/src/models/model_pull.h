#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "model_hub.h"
#include "model_store.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

struct PullProgress {
  std::string file;  // that is fetched now
  std::uint64_t done = 0;
  std::uint64_t bytes = 0;      // of all parts; 0: not told
  double bytes_per_second = 0;  // of late
};

struct PullHooks {
  std::function<void(const PullProgress&)> progress = {};
  std::function<bool()> wanted = {};  // false: stop, keeping what is there
};

// Fetches a model into the store: what an attempt before left is continued, a broken connection is
// taken up again, each file's SHA-256 is compared with the hub's, and only what is whole and a
// model gets its name. Where it now is. kConflict when the name is taken, kResourceExhausted when
// the disk has not the room, kCorruption for a wrong hash or no model, kCancelled.
Result<std::filesystem::path> PullModel(ModelStore& store, const HubOffer& offer,
                                        const std::string& token, const PullHooks& hooks);

}  // namespace wenyuan::app
