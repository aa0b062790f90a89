#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "wenyuan/answer/answer.h"

namespace wenyuan::answer {

// A line "联系电话：010-8765", "Valid until: 31 March": a short name, a colon, what it is.
struct KeyValue {
  std::size_t key_begin = 0;  // bytes of the sentence
  std::size_t key_end = 0;
  AnswerSpan value;
};
std::optional<KeyValue> ReadKeyValue(std::string_view sentence);

}  // namespace wenyuan::answer
