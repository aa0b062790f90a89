#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/search/searcher.h"

namespace wenyuan::search {

// Two texts say nearly the same when their shingles have at least this Jaccard index.
inline constexpr double kNearDuplicate = 0.8;

// What texts are compared by: the distinct runs of five letters, digits and Han characters, in
// small letters, blanks and punctuation left out, each as a hash; ascending. A shorter text is one
// shingle; a text of blanks and punctuation alone has none. Requires valid UTF-8.
std::vector<std::uint64_t> ShinglesOf(std::string_view text);

// |A ∩ B| / |A ∪ B|; 0 when both are empty. Requires ascending order without repeats.
double Jaccard(std::span<const std::uint64_t> left, std::span<const std::uint64_t> right);

// Leaves out every hit that says nearly the same as a better one, and notes it there as alike. The
// order of the others stays; of hits with the same score and the same words the newer document is
// kept. Passages that differ in a number or a code ("5 天" and "10 天", PPR-9087 and PPR-9088) say
// different things, however alike they are. Requires hits that the asker may see, best first.
// Exact; about linear in the number of hits.
void CollapseNearDuplicates(std::vector<Hit>& hits);

// Finds near duplicates among the texts of whole libraries, given one after another: MinHash
// signatures of 126 values in 21 bands of 6, candidates verified exactly. Holds about 1 KB for a
// text that is kept. Numbers and codes count like other words here. One thread.
class NearDuplicates {
 public:
  virtual ~NearDuplicates() = default;
  // The texts are numbered 0, 1, 2 … as they come. The earliest of those kept so far that says
  // nearly the same; else nothing, and this one is kept too. The chance to miss one is .002 at a
  // Jaccard index of .8 and below 10⁻⁶ at .9; what is told is always right.
  [[nodiscard]] virtual std::optional<std::uint32_t> Add(std::string_view text) = 0;
};

// The text that was added with a number, to verify a candidate.
using KeptText = std::function<std::string(std::uint32_t number)>;
std::unique_ptr<NearDuplicates> MakeNearDuplicates(KeptText text_of);

}  // namespace wenyuan::search
