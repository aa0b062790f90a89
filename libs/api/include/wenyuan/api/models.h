#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::api {

// Bytes that a model takes while it runs.
struct ModelMemory {
  std::uint64_t weights = 0;  // with what fast kernels repack of them
  std::uint64_t cells = 0;    // keys and values of all texts together
  std::uint64_t work = 0;     // of one step, and a margin
  [[nodiscard]] std::uint64_t All() const { return weights + cells + work; }
};

// A model file that is there.
struct InstalledModel {
  std::string file;  // its name, by which other calls name it
  std::string name;  // what it calls itself; may be empty
  std::string role;  // "generator", "embedder", "reranker"; "vocabulary": for none; empty: broken
  std::string architecture;
  std::string quantisation;
  std::string licence;  // as the file has it; may be empty
  std::uint64_t bytes = 0;
  std::uint64_t parameters = 0;
  std::uint64_t active_parameters = 0;  // computed with for one token
  std::uint64_t context = 0;            // 0: not told
  ModelMemory memory;
  bool own = false;  // in the data folder: may be removed
  std::optional<Error> broken = std::nullopt;
};

// A model that the house uses, or wants to.
struct UsedModel {
  std::string role;
  std::string file;    // its name; empty while none is found
  std::string server;  // its address, where it is a server of somebody else's; else empty
  std::string state;   // "ready", "loading", "away"
  std::optional<Error> reason = std::nullopt;  // while it is not ready
  ModelMemory memory;
  std::uint64_t resident = 0;  // bytes of its process now
  std::uint64_t restarts = 0;
  std::optional<Error> last_end = std::nullopt;  // why the last restart was
  bool by_settings = false;  // the settings name it: another choice lasts until the next start
};

// What is being changed, or was last.
struct ModelChange {
  std::string role;
  std::string file;    // empty: unloading
  std::string before;  // the file that was in use; may be empty
  // "loading", "embedding" (the vectors of the one before still answer), "draining", "done",
  // "failed"
  std::string state;
  std::uint64_t seconds = 0;
  std::uint64_t percent = 0;  // of the file that is loaded; 0: not known
  std::uint64_t streams = 0;  // answers that still come from the model before
  std::optional<Error> reason = std::nullopt;
};

// A model on a hub, for fetching.
struct ModelOffer {
  std::string file;
  std::string quantisation;
  std::uint64_t bytes = 0;
  std::uint64_t parts = 1;
};
struct ModelOffers {
  std::string source;
  std::string licence;  // empty: not told
  std::vector<ModelOffer> offers;
};

struct ModelPull {
  std::string source;
  std::string file;
  std::string state;  // "running", "done", "failed", "cancelled"
  std::uint64_t done = 0;
  std::uint64_t bytes = 0;  // 0: not told
  double bytes_per_second = 0;
  std::optional<Error> reason = std::nullopt;
};

// The small model for trying the house out.
struct DemoModel {
  std::string name;
  std::string file;
  std::string licence;
  std::string sha256;
  std::uint64_t bytes = 0;
  bool installed = false;
};

struct ModelsPicture {
  std::vector<InstalledModel> installed;
  std::vector<UsedModel> used;
  std::optional<ModelChange> change;
  std::optional<ModelPull> pull;
  DemoModel demo;
  std::uint64_t memory_total = 0;      // of the machine, or what the settings allow models
  std::uint64_t memory_available = 0;  // of it for a model that is loaded now
};

struct UseModel {
  std::string role;
  std::string file;
  bool stop_first = false;  // where two have not the room: answers without a model in between
};

struct PullModel {
  std::string name;  // "ORG/NAME" or an address
  std::string from;
  std::string revision;
  std::string file;
  bool demo = false;  // instead of all that
};

// The models of the house, for administrators. Any thread.
class Models {
 public:
  virtual ~Models() = default;
  virtual ModelsPicture Look() = 0;
  // Begins to load a model beside the one in use; it takes its place when it answers, and answers
  // that have begun are finished by the one before. kNotFound, kInvalidArgument (not of that role),
  // kUnsupported (the settings name the embedder), kResourceExhausted (it does not fit into
  // memory), kConflict (another change goes on; or the two do not fit together, and stop_first
  // would help).
  virtual Result<void> Use(const UseModel& wanted) = 0;
  virtual Result<void> Unload(const std::string& role) = 0;
  // What a hub has. Errors as PullModel's of the program.
  virtual Result<ModelOffers> Offers(const PullModel& wanted) = 0;
  // Begins to fetch; kConflict while another is fetched.
  virtual Result<void> Pull(const PullModel& wanted) = 0;
  virtual Result<void> CancelPull() = 0;
  // kConflict while it is in use or the settings name it.
  virtual Result<void> Remove(const std::string& file) = 0;
};

}  // namespace wenyuan::api
