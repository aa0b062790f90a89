#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace wenyuan::answer {

// A word that puts things in an order by a quantity: 更贵, 最高, "longer", "the most expensive".
struct Comparative {
  bool more = true;          // the greater value is it; else the smaller
  bool superlative = false;  // of many: 最, "-est"
  // Of a time the smaller value is the greater speed (更快, "faster").
  bool speed = false;
  bool of_time = false;  // it is said of days or durations only (更早, "later")
  // Words of the names of what it is said of, where the question need not name it (贵: 价,
  // "price").
  std::span<const std::string_view> names = {};
  std::size_t begin = 0;  // bytes of the question, 更 or "the most" included
  std::size_t end = 0;
};

// The first in a Chinese question: with 更 or 最 before it, or at the end of what asks. Nothing
// where it is a part of a name ("最高进口压力").
std::optional<Comparative> ChineseComparative(std::string_view question);
// … in an English one, which is in lower case.
std::optional<Comparative> EnglishComparative(std::string_view lower);

}  // namespace wenyuan::answer
