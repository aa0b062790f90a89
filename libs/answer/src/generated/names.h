#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// What may be a name in a text: of a person, a place, an organisation, a make, a work.
struct Name {
  std::uint32_t begin = 0;  // bytes of the text
  std::uint32_t end = 0;
  // By the dictionary, by 《》, by a capital inside a sentence; not only by being unknown, or by a
  // capital where a sentence begins.
  bool sure = true;
  // Bytes at the end that say what kind of house it is (有限公司); a verb may stand at its
  // beginning. Of other names 0.
  std::uint32_t kind = 0;
  friend bool operator==(const Name&, const Name&) = default;
};

// In order of `begin`; they may overlap. Requires valid UTF-8.
std::vector<Name> NamesOf(const text::Analyzer& analyzer, std::string_view text);

}  // namespace wenyuan::answer
