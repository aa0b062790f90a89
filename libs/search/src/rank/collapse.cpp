#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>
#include <utility>

#include "numbers.h"
#include "shingles.h"
#include "wenyuan/search/near_duplicates.h"

namespace wenyuan::search {
namespace {

// Of two sets with a Jaccard index of .8 or more, the first fifths in any common order share an
// element: by those no duplicate is missed.
std::size_t PrefixOf(std::size_t size) {
  return size -
         static_cast<std::size_t>(std::ceil(kNearDuplicate * static_cast<double>(size) - 1e-9)) + 1;
}

// What a passage says. Only few are ever compared as a whole, so only the prefix is put in order
// at first.
class Said {
 public:
  explicit Said(std::string_view text) : shingles_(AllShinglesOf(text)), numbers_(NumbersIn(text)) {
    if (shingles_.empty()) return;
    // Those that come again make it longer than need be.
    prefix_ = PrefixOf(shingles_.size());
    const auto end = shingles_.begin() + static_cast<std::ptrdiff_t>(prefix_);
    if (end != shingles_.end()) std::nth_element(shingles_.begin(), end, shingles_.end());
  }

  // By these it is found by what says nearly the same. With other numbers nothing does, and of a
  // form that was filled in a thousand times only the numbers differ.
  [[nodiscard]] std::vector<std::uint64_t> Keys() const {
    const auto end = shingles_.begin() + static_cast<std::ptrdiff_t>(prefix_);
    std::vector<std::uint64_t> prefix(shingles_.begin(), end);
    std::sort(prefix.begin(), prefix.end());
    prefix.erase(std::unique(prefix.begin(), prefix.end()), prefix.end());
    std::uint64_t numbers = numbers_.size();
    for (const std::string& number : numbers_) {
      numbers = numbers * 0x9E3779B97F4A7C15U + std::hash<std::string>()(number);
    }
    for (std::uint64_t& key : prefix) key ^= numbers;
    return prefix;
  }
  bool SaysNearlyTheSame(Said& other) {
    if (numbers_ != other.numbers_) return false;
    return Jaccard(Sorted(), other.Sorted()) >= kNearDuplicate;
  }

 private:
  const std::vector<std::uint64_t>& Sorted() {
    if (!sorted_) {
      std::sort(shingles_.begin(), shingles_.end());
      shingles_.erase(std::unique(shingles_.begin(), shingles_.end()), shingles_.end());
      sorted_ = true;
    }
    return shingles_;
  }

  std::vector<std::uint64_t> shingles_;
  std::vector<std::string> numbers_;
  std::size_t prefix_ = 0;
  bool sorted_ = false;
};

// Passages that are kept, to be found again by what they say.
class Kept {
 public:
  // The first kept passage that says nearly the same. Else the passage itself is kept, too.
  std::optional<std::size_t> FindOrAdd(std::size_t hit, Said said) {
    const std::vector<std::uint64_t> keys = said.Keys();
    std::vector<std::size_t> candidates;
    for (const std::uint64_t key : keys) {
      const auto found = by_key_.find(key);
      if (found == by_key_.end()) continue;
      candidates.insert(candidates.end(), found->second.begin(), found->second.end());
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    for (const std::size_t candidate : candidates) {
      if (entries_[candidate].said.SaysNearlyTheSame(said)) return entries_[candidate].hit;
    }
    for (const std::uint64_t key : keys) by_key_[key].push_back(entries_.size());
    entries_.push_back({hit, std::move(said)});
    return std::nullopt;
  }

 private:
  struct Entry {
    std::size_t hit = 0;
    Said said;
  };

  std::vector<Entry> entries_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> by_key_;
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
    if (const auto same = kept.FindOrAdd(left.size(), Said(hit.chunk.text))) {
      Hit& better = left[*same];
      const bool newer =
          hit.score == better.score && hit.document.changed > better.document.changed;
      if (newer) std::swap(hit, better);
      Note(hit, better);
    } else {
      left.push_back(std::move(hit));
    }
  }
  hits = std::move(left);
}

}  // namespace wenyuan::search
