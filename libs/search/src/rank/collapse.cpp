#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "numbers.h"
#include "wenyuan/search/near_duplicates.h"

namespace wenyuan::search {
namespace {

struct Said {
  std::vector<std::uint64_t> shingles;
  std::vector<std::string> numbers;
};

// Of two sets with a Jaccard index of .8 or more, the first fifths in any common order share an
// element: only those are kept here, and no duplicate is missed.
std::size_t PrefixOf(std::size_t size) {
  return size -
         static_cast<std::size_t>(std::ceil(kNearDuplicate * static_cast<double>(size) - 1e-9)) + 1;
}

// Passages that are kept, to be found again by what they say.
class Kept {
 public:
  // The first kept passage that says nearly the same.
  [[nodiscard]] const std::size_t* Find(const Said& said) const {
    std::vector<std::size_t> candidates;
    for (const std::uint64_t shingle : Prefix(said)) {
      const auto found = by_shingle_.find(shingle);
      if (found == by_shingle_.end()) continue;
      candidates.insert(candidates.end(), found->second.begin(), found->second.end());
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    for (const std::size_t candidate : candidates) {
      const Entry& entry = entries_[candidate];
      if (entry.said.numbers == said.numbers &&
          Jaccard(entry.said.shingles, said.shingles) >= kNearDuplicate) {
        return &entry.hit;
      }
    }
    return nullptr;
  }

  void Add(std::size_t hit, Said said) {
    for (const std::uint64_t shingle : Prefix(said))
      by_shingle_[shingle].push_back(entries_.size());
    entries_.push_back({hit, std::move(said)});
  }

 private:
  struct Entry {
    std::size_t hit = 0;
    Said said;
  };

  static std::span<const std::uint64_t> Prefix(const Said& said) {
    if (said.shingles.empty()) return {};
    return std::span(said.shingles).first(PrefixOf(said.shingles.size()));
  }

  std::vector<Entry> entries_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> by_shingle_;
};

void Note(const Hit& left_out, Hit& kept) {
  kept.alike.push_back({left_out.document.number, left_out.document.id, left_out.document.title,
                        left_out.chunk.number});
  kept.alike.insert(kept.alike.end(), left_out.alike.begin(), left_out.alike.end());
}

}  // namespace

void CollapseNearDuplicates(std::vector<Hit>& hits) {
  Kept kept;
  std::vector<Hit> left;
  for (Hit& hit : hits) {
    Said said{ShinglesOf(hit.chunk.text), NumbersIn(hit.chunk.text)};
    if (const std::size_t* const same = kept.Find(said)) {
      Hit& better = left[*same];
      const bool newer =
          hit.score == better.score && hit.document.changed > better.document.changed;
      if (newer) std::swap(hit, better);
      Note(hit, better);
    } else {
      kept.Add(left.size(), std::move(said));
      left.push_back(std::move(hit));
    }
  }
  hits = std::move(left);
}

}  // namespace wenyuan::search
