#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/page_box.h"
#include "wenyuan/base/result.h"

namespace wenyuan::store_sqlite {

// Spans in few bytes: varints of what changed since the span before, then the box as four floats.
std::string EncodeSpans(const std::vector<TextSpan>& spans);
// kCorruption for what EncodeSpans does not write.
Result<std::vector<TextSpan>> DecodeSpans(std::string_view bytes);

}  // namespace wenyuan::store_sqlite
