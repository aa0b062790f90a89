#pragma once

#include <sys/types.h>

#include <cstdint>

#include "../config.h"
#include "wenyuan/api/models.h"
#include "wenyuan/base/result.h"
#include "wenyuan/gguf/facts.h"

namespace wenyuan::app {

// What a model takes while it runs as the settings have it: by `plan`, as on a processor.
api::ModelMemory MemoryOf(const gguf::ModelFacts& facts, const Config& config);

struct MachineMemory {
  std::uint64_t total = 0;
  std::uint64_t available = 0;  // for one more model
};
// Of the machine, of the control group that we are in, and by `models.memory_mib`, of which
// `promised` is taken by models that run: the least counts. `returned` is what a process of ours
// would give back.
MachineMemory LookAtMemory(const Config& config, std::uint64_t promised,
                           std::uint64_t returned = 0);

// Bytes of a process that are in memory; 0 where it is gone.
std::uint64_t ResidentBytes(pid_t pid);

// Whether a model has the room: in what is available, or with `stop_first` in what is once the one
// in use has ended. kResourceExhausted with the numbers; kConflict where only the latter would do.
Result<void> CheckRoom(const std::string& file, const api::ModelMemory& needed,
                       std::uint64_t available, std::uint64_t available_then, bool stop_first);

}  // namespace wenyuan::app
