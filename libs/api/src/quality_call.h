#pragma once

#include <memory>
#include <vector>

#include "call.h"
#include "wenyuan/quality/viewer.h"

namespace wenyuan::api {

// What measures question sets in the background; null when the store keeps none or cannot be read.
std::unique_ptr<quality::Runner> MakeRunner(const Services& services);
// What tries weights; null likewise.
std::unique_ptr<quality::Trials> MakeTrials(const Services& services);

// A request about the question sets of a library.
struct QualityCall {
  access::LibraryRights rights;
  store::QuestionSets& sets;
  store::QualityRuns& runs;
  quality::Runner& runner;
  quality::Trials& trials;

  // Every route needs an editor of the library {id}. kUnavailable where nothing is measured.
  static Result<QualityCall> Of(const Call& call);
  // The set {set} of that library.
  [[nodiscard]] Result<store::QuestionSet> Set(const Call& call) const;
  [[nodiscard]] Result<store::QuestionSet> Set(std::string_view id) const;
  // Its questions, as this asker sees them.
  [[nodiscard]] Result<std::vector<store::Question>> Questions(quality::Viewer& viewer,
                                                               const store::QuestionSet& set) const;
  // The run of this id, if this asker may see it: whoever started it, and who may see every
  // document of the library. To others it is not there, because what it found may be hidden.
  [[nodiscard]] Result<store::QualityRun> Run(const Call& call, const store::QuestionSet& set,
                                              std::string_view id) const;
  [[nodiscard]] bool MaySee(const Call& call, const store::QualityRun& run) const;
};

}  // namespace wenyuan::api
