#pragma once

#include <string_view>

namespace wenyuan::parse {

enum class CompoundKind { kNone, kWord, kExcel, kPowerPoint, kMail, kHangul, kEncrypted, kOther };

// What a compound file is by the streams in its root; kNone when it is no compound file.
CompoundKind KindOfCompound(std::string_view bytes);

}  // namespace wenyuan::parse
