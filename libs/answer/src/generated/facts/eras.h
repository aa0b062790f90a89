#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "folded.h"

namespace wenyuan::answer {

struct EraAt {
  std::string code;  // 明 of 明代 and 明朝, 明末 of 明末, 宋北 of 北宋: what is said more closely
                     // stands behind
  std::size_t end = 0;  // behind it
};

// Chinese dynasties and Japanese periods in Chinese texts, in both scripts.
std::optional<EraAt> ReadEra(const Folded& text, std::size_t at);

}  // namespace wenyuan::answer
