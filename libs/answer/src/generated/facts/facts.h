#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::answer {

// A number, a date or a code in a text, in one form for all the ways to write it.
struct Fact {
  enum class Kind : std::uint8_t { kQuantity, kDate, kCode };

  Kind kind = Kind::kQuantity;
  std::uint32_t begin = 0;  // bytes of the text
  std::uint32_t end = 0;
  double value = 0;       // in the first unit of its dimension
  double written = 0;     // … as it is written
  std::string dimension;  // empty: none is named
  bool ordinal = false;   // 第三, third
  bool vague = false;     // 一个, one: often no number at all
  int year = 0;           // of a date; 0: not said
  int month = 0;
  int day = 0;
  std::string code;  // small letters and digits alone; of 明代: eras.h
};

// 明代, 江户时代.
bool IsEra(const Fact& fact);

// In order, apart. Requires valid UTF-8.
std::vector<Fact> FactsOf(std::string_view text);

// Whether they are the same, as far as what `said` says goes: 2025年3月 of 2025-03-01, 30 of 30 %.
bool Holds(const Fact& there, const Fact& said);

}  // namespace wenyuan::answer
