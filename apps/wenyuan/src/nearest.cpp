#include "nearest.h"

#include <algorithm>
#include <limits>

#include "wenyuan/base/edit_distance.h"

namespace wenyuan::app {

std::string Nearest(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t best_distance = std::numeric_limits<std::size_t>::max();
  for (const std::string& candidate : candidates) {
    const std::size_t distance = EditDistance(word, candidate);
    if (distance < best_distance && distance * 3 <= std::max(word.size(), candidate.size()) + 2) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

Error DidYouMean(Error error, std::string_view word, const std::vector<std::string>& candidates) {
  const std::string nearest = Nearest(word, candidates);
  if (nearest.empty()) return error;
  error.message += "; did you mean '" + nearest + "'?";
  if (!error.message_zh.empty()) error.message_zh += "；是不是“" + nearest + "”？";
  return error;
}

}  // namespace wenyuan::app
