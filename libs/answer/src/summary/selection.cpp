#include "selection.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

namespace wenyuan::answer {
namespace {

constexpr double kSaysTheSame = .6;

class Selecting {
 public:
  Selecting(std::span<const SelectionCandidate> candidates, double growth)
      : candidates_(candidates),
        growth_(growth),
        likeness_(candidates.size()),
        taken_(candidates.size()) {}

  // Only among the sources that have none yet, if `new_source`.
  bool TakeBest(bool new_source) {
    std::size_t best = candidates_.size();
    double most = 0;
    for (std::size_t at = 0; at < candidates_.size(); ++at) {
      if (taken_[at] || (new_source && sources_.contains(SourceOf(at)))) continue;
      const double gain = Gain(at);
      if (best == candidates_.size() || gain > most) {
        best = at;
        most = gain;
      }
    }
    if (best == candidates_.size() || (!new_source && most <= 0)) return false;
    Take(best);
    return true;
  }

  Selection Done() && {
    Selection selection;
    for (std::size_t at = 0; at < candidates_.size(); ++at) {
      if (taken_[at]) {
        selection.chosen.push_back(at);
      } else if (likeness_[at] >= kSaysTheSame) {
        ++selection.repeated;
      }
    }
    return selection;
  }

 private:
  [[nodiscard]] std::size_t SourceOf(std::size_t at) const {
    return candidates_[at].sentence->source;
  }

  [[nodiscard]] double Gain(std::size_t at) const {
    if (likeness_[at] >= kSaysTheSame) return 0;
    const auto found = covered_.find(candidates_[at].section);
    const double before = found == covered_.end() ? 0 : found->second;
    return (std::pow(before + candidates_[at].weight, growth_) - std::pow(before, growth_)) *
           (1 - likeness_[at]);
  }

  void Take(std::size_t chosen) {
    taken_[chosen] = true;
    sources_.insert(SourceOf(chosen));
    covered_[candidates_[chosen].section] += candidates_[chosen].weight;
    for (std::size_t at = 0; at < candidates_.size(); ++at) {
      if (taken_[at]) continue;
      likeness_[at] = std::max(likeness_[at],
                               Likeness(*candidates_[at].sentence, *candidates_[chosen].sentence));
    }
  }

  const std::span<const SelectionCandidate> candidates_;
  const double growth_;
  std::vector<double> likeness_;  // to the most alike of those taken
  std::vector<bool> taken_;
  std::unordered_map<std::size_t, double> covered_;
  std::set<std::size_t> sources_;
};

}  // namespace

Selection Select(std::span<const SelectionCandidate> candidates, std::size_t most, double growth) {
  Selecting selecting(candidates, growth);
  std::size_t chosen = 0;
  while (selecting.TakeBest(true)) ++chosen;
  while (chosen < most && selecting.TakeBest(false)) ++chosen;
  return std::move(selecting).Done();
}

}  // namespace wenyuan::answer
