#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels.h"
#include "large_pages.h"
#include "rest.h"
#include "wenyuan/base/result.h"
#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::vectors {

[[nodiscard]] constexpr std::size_t SketchWords(std::size_t dimension) {
  return (dimension + 63) / 64;
}
// A sketch in a file: its words, its factor and its offset.
[[nodiscard]] constexpr std::size_t SketchBytes(std::size_t words) {
  return words * sizeof(std::uint64_t) + 2 * sizeof(float);
}

// Sketches a vector's difference to a centre; `more` is added to the offset. Writes
// SketchBytes(SketchWords(dimension)).
void EncodeSketch(Metric metric, const Rest& rest, float more, char* sketch);

// The lists of a segment and the sketches of their rows, in memory, in groups for the kernels: a
// list begins with a group of its own. Never changes. Any thread.
class Sketches {
 public:
  Sketches() = default;
  // `lists` and `bytes` as segments hold them (docs/formats/vectors.md).
  static Result<Sketches> Read(std::string_view lists, std::string_view bytes, std::uint32_t rows,
                               std::uint32_t all_lists, std::size_t words);

  // The rows [begin, begin + count) are of the list; its groups begin at `group`.
  struct List {
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
    std::uint32_t group = 0;
  };
  [[nodiscard]] const std::vector<List>& lists() const { return lists_; }
  [[nodiscard]] std::uint32_t ListOf(std::uint32_t row) const;
  [[nodiscard]] SketchGroups Groups(const List& list) const;
  // The group of a list that a row is in.
  [[nodiscard]] SketchGroups GroupOf(const List& list, std::uint32_t row) const {
    return {blocks_.data() + (list.group + (row - list.begin) / kGroup) * GroupWords(words_), 1};
  }
  // Asks the processor for the first lines of a list.
  void Prefetch(const List& list) const;
  void Prefetch(const SketchGroups& group) const;  // one group
  // Writes the sketch of a list's row as it lies in the file.
  void Copy(const List& list, std::uint32_t row, char* sketch) const;
  [[nodiscard]] std::size_t resident_bytes() const;

 private:
  // Where the factor of a place is; its offset lies kGroup floats behind.
  char* Tail(std::size_t group, std::size_t lane);

  std::size_t words_ = 0;
  std::vector<List> lists_;  // by number
  std::vector<std::uint64_t, LargePages<std::uint64_t>> blocks_;
};

}  // namespace wenyuan::vectors
