#pragma once

#include "wenyuan/gguf/testing/writer.h"

namespace wenyuan::gguf::testing {

// Each writes the keys of a small vocabulary and gives its size.
std::uint32_t AddQwenVocabulary(Writer& writer);
std::uint32_t AddR1Vocabulary(Writer& writer, std::string_view pre);
std::uint32_t AddLlamaVocabulary(Writer& writer);
std::uint32_t AddBertVocabulary(Writer& writer);

}  // namespace wenyuan::gguf::testing
