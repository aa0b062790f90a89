#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::search {

// How Chinese words are read aloud, without tones and blanks; ü is v, and the lüe of 略 lue, as
// people type it. Any thread.
class Pinyin {
 public:
  // The table is made once, by the first who asks: it takes a third of a second, and never changes.
  // kUnavailable when ICU comes without its Han-Latin rules.
  static Result<const Pinyin*> Get();

  struct Reading {
    std::string full;      // nianjia
    std::string initials;  // nj
    friend bool operator==(const Reading&, const Reading&) = default;
  };
  // The likeliest first, at most kMostReadings; none when a character is no Han one or is not
  // known.
  [[nodiscard]] std::vector<Reading> Read(std::string_view word) const;
  static constexpr std::size_t kMostReadings = 4;

  // What was typed as readings are written: Nian'jia, lǚ, LÜE. Empty when it is no pinyin at all.
  static std::string Typed(std::string_view text);

 private:
  Pinyin() = default;
  static Result<std::unique_ptr<const Pinyin>> Make();
  std::vector<std::string> syllables_;  // by character from kFirst
};

}  // namespace wenyuan::search
