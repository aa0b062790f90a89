#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "wenyuan/base/result.h"
#include "wenyuan/gguf/printable.h"

namespace wenyuan::gguf {

// What is wrong with a file, without the file's name; ReadHeader puts that before it.
inline Error Problem(std::string english, std::string chinese) {
  return Error{ErrorCode::kCorruption, std::move(english), std::move(chinese)};
}

// A name from a hostile file as an error may show it.
inline std::string Shown(std::string_view name) { return Printable(name); }

bool IsUtf8(std::string_view text);

}  // namespace wenyuan::gguf
