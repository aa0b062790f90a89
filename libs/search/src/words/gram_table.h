#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::search {

// All runs of up to kLongest characters of a text, found by sorting its places.
class GramTable {
 public:
  static constexpr std::size_t kLongest = 6;
  static constexpr char32_t kBoundary = 0;

  // `text` has kBoundary between pieces, and at both ends.
  explicit GramTable(std::u32string text);

  struct Gram {
    std::u32string_view text;
    std::uint32_t count = 0;
    std::uint32_t place = 0;  // of the first in order of what follows
    double before = 0;        // entropy of the characters before it, in bits; a boundary is one
    double behind = 0;
  };
  // Each that occurs `least` times or more and has more than one character.
  void Visit(std::uint32_t least, const std::function<void(const Gram&)>& visit) const;
  [[nodiscard]] std::uint32_t Count(std::u32string_view gram) const;
  [[nodiscard]] const std::u32string& text() const { return text_; }

 private:
  [[nodiscard]] std::u32string_view At(std::uint32_t place, std::size_t size) const {
    return std::u32string_view(text_).substr(place, size);
  }
  void VisitSize(std::size_t size, std::uint32_t least,
                 const std::function<void(const Gram&)>& visit) const;

  std::u32string text_;
  std::vector<std::uint32_t> places_;  // of characters, by what begins there
};

}  // namespace wenyuan::search
