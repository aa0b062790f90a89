#include "threshold_at.h"

namespace wenyuan::answer {

double ThresholdAt(const Question& question, const ThresholdOf& threshold_of,
                   const Evidence& evidence, std::size_t candidate) {
  if (question.threshold) return *question.threshold;
  const search::Hit& hit = *evidence.passages[evidence.candidates[candidate].passage].hit;
  const auto own = threshold_of ? threshold_of(hit.library.number) : std::nullopt;
  return own.value_or(RefusalThreshold());
}

}  // namespace wenyuan::answer
