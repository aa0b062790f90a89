#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::index {

// Numbers terms from 0 in the order in which they first came. Millions of short terms: their
// letters lie one behind the other and the table holds eight bytes an entry, so that a term is
// found with one miss of the processor's cache or two. One thread.
class TermNumbers {
 public:
  // The term's number; size() grew when it is a new one.
  std::uint32_t NumberOf(std::string_view term);
  [[nodiscard]] std::uint32_t size() const {
    return static_cast<std::uint32_t>(begins_.size() - 1);
  }
  [[nodiscard]] std::string_view Term(std::uint32_t number) const {
    const std::size_t begin = begins_[number];
    return std::string_view(letters_).substr(begin, begins_[number + 1] - begin);
  }
  // The numbers, in ascending order of term.
  [[nodiscard]] std::vector<std::uint32_t> Sorted() const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number_plus_1 = 0;  // 0: free
  };
  void Grow();

  std::string letters_;
  std::vector<std::size_t> begins_{0};                 // of the terms in letters_, and their end
  std::vector<Slot> slots_ = std::vector<Slot>(1024);  // a power of two, at most half in use
};

}  // namespace wenyuan::index
