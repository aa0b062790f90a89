#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kernels.h"
#include "wenyuan/base/result.h"

namespace wenyuan::vectors {

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
  // As it lies in the file.
  [[nodiscard]] std::string Copy(std::uint32_t row) const;
  [[nodiscard]] std::size_t resident_bytes() const;

 private:
  std::size_t words_ = 0;
  std::vector<List> lists_;  // by number
  std::vector<std::uint64_t> bits_;
  std::vector<float> factors_;
  std::vector<float> offsets_;
};

}  // namespace wenyuan::vectors
