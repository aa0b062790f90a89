#pragma once

#include <string>
#include <string_view>

namespace wenyuan::plan {

// Letters, digits and points alone, in small: "Qwen 7B" is "qwen-7b", "RTX4090" is "RTX 4090".
std::string PlainName(std::string_view text);

}  // namespace wenyuan::plan
