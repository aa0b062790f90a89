#include "validity.h"

#include <algorithm>

#include "wenyuan/search/freshness.h"

namespace wenyuan::answer {

void PutValidFirst(const Evidence& evidence, UnixMillis now, std::vector<std::size_t>& chosen) {
  const auto document = [&](std::size_t candidate) -> const store::Document& {
    return evidence.passages[evidence.candidates[candidate].passage].hit->document;
  };
  const auto expired = [&](std::size_t candidate) {
    return search::IsExpired(document(candidate), now);
  };
  std::stable_partition(chosen.begin(), chosen.end(),
                        [&](std::size_t candidate) { return !expired(candidate); });
  // Three at most, so that neighbours changing places are all it takes.
  for (std::size_t round = 1; round < chosen.size(); ++round) {
    for (std::size_t i = 0; i + 1 < chosen.size(); ++i) {
      const store::Document& first = document(chosen[i]);
      const store::Document& second = document(chosen[i + 1]);
      const bool alike =
          evidence.candidates[chosen[i]].has == evidence.candidates[chosen[i + 1]].has;
      if (first.id == second.id || !alike || expired(chosen[i]) != expired(chosen[i + 1])) continue;
      if (search::DateOf(second) > search::DateOf(first)) std::swap(chosen[i], chosen[i + 1]);
    }
  }
}

}  // namespace wenyuan::answer
