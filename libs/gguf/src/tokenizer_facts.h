#pragma once

#include "wenyuan/gguf/facts.h"

namespace wenyuan::gguf {

// Nothing where the file has no vocabulary.
Result<std::optional<TokenizerFacts>> DescribeTokenizer(const ModelFile::Part& part);

}  // namespace wenyuan::gguf
