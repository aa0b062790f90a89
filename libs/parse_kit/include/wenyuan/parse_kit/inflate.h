#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wenyuan::parse {

enum class DeflateForm { kZlib, kRaw };

// Unpacks as far as the bytes make sense. Nothing when the result is larger than `max_bytes`.
std::optional<std::string> Inflate(std::string_view packed, DeflateForm form,
                                   std::size_t max_bytes);

}  // namespace wenyuan::parse
