#pragma once

#include <filesystem>
#include <string>

#include "wenyuan/base/result.h"
#include "wenyuan/llm/text_weigher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

struct CompressionRun {
  std::size_t every = 1;                        // of the questions of each part
  const llm::TextWeigher* attention = nullptr;  // null: words alone choose
};

// Prints how many questions of a set keep their answer when the five best whole documents are
// shortened to so many characters, and by how much that shortens them.
Result<void> MeasureCompression(const text::Analyzer& analyzer, const std::filesystem::path& data,
                                const std::string& set, const CompressionRun& run);

}  // namespace wenyuan::answer
