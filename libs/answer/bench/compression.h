#pragma once

#include <filesystem>
#include <string>

#include "wenyuan/base/result.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Prints how many questions of a set keep their answer when the five best whole documents are
// shortened to so many characters, and by how much that shortens them.
Result<void> MeasureCompression(const text::Analyzer& analyzer, const std::filesystem::path& data,
                                const std::string& set);

}  // namespace wenyuan::answer
