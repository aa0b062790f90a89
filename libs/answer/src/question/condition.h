#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wenyuan::answer {

// What a question wants a number to be: 高于8000, "under 50 euros", 7天以内.
struct Condition {
  enum class Kind : std::uint8_t { kAbove, kBelow, kAtLeast, kAtMost };
  Kind kind = Kind::kAbove;
  std::string limit;      // the number with its unit, as the question writes it
  std::size_t begin = 0;  // bytes of the question, the words that compare included
  std::size_t end = 0;
};

// The only one that a question has; nothing when there is none or several.
std::optional<Condition> ReadCondition(std::string_view question);

}  // namespace wenyuan::answer
