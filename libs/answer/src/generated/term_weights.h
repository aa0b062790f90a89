#pragma once

#include <cmath>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace wenyuan::answer {

// How much a term tells, by how few of the sentences that were read have it.
class TermWeights {
 public:
  void Count(const std::unordered_set<std::string>& sentence) {
    ++sentences_;
    for (const std::string& term : sentence) ++having_[term];
  }
  // What only the question says needs no passage.
  void Ask(const std::unordered_set<std::string>& terms) { asked_ = terms; }
  [[nodiscard]] double Of(const std::string& term) const {
    const auto found = having_.find(term);
    if (found == having_.end() && asked_.contains(term)) return 0;
    const double having = found == having_.end() ? 0 : static_cast<double>(found->second);
    const auto all = static_cast<double>(sentences_);
    return std::log(1 + (all - having + .5) / (having + .5));
  }

 private:
  std::size_t sentences_ = 0;
  std::unordered_set<std::string> asked_;
  std::unordered_map<std::string, std::size_t> having_;
};

}  // namespace wenyuan::answer
