#include "for_each_text.h"

#include <algorithm>

#include "cursor.h"
#include "wenyuan/gguf/header.h"

namespace wenyuan::gguf {

Result<void> ForEachText(const RandomAccessFile& file, const Value& list,
                         const std::function<bool(std::uint64_t, std::string_view)>& take) {
  Cursor cursor(file, list.offset);
  for (std::uint64_t i = 0; i < list.count; ++i) {
    WY_TRY(const std::uint64_t size, cursor.Take<std::uint64_t>());
    WY_TRY(const std::string_view text, cursor.TakeBytes(std::min(size, kLongestListElement)));
    if (!take(i, text)) return {};
  }
  return {};
}

Result<std::vector<std::string>> ReadTexts(const RandomAccessFile& file, const Value& list,
                                           const std::vector<std::uint64_t>& places) {
  std::vector<std::string> texts;
  auto wanted = places.begin();
  WY_CHECK(ForEachText(file, list, [&](std::uint64_t place, std::string_view text) {
    for (; wanted != places.end() && *wanted == place; ++wanted) texts.emplace_back(text);
    return wanted != places.end();
  }));
  return texts;
}

}  // namespace wenyuan::gguf
