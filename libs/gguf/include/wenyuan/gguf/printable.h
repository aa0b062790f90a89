#pragma once

#include <string>
#include <string_view>

namespace wenyuan::gguf {

// A text from a file as a terminal may show it: without control characters, and cut with "…" after
// so many bytes.
std::string Printable(std::string_view text, std::size_t most_bytes = 60);

}  // namespace wenyuan::gguf
