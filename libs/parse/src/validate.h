#pragma once

#include <cmath>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/document.h"

namespace wenyuan::parse {

// What document.h promises, checked. kCorruption names the first thing that is wrong.
Result<void> Validate(const Document& document);
// A table outside of a document: its boxes are checked without page sizes.
Result<void> Validate(const Table& table);

// A figure or a formula: the kinds that take up a region.
bool MayHaveBox(BlockKind kind);

// More columns crossed by cells than this and checking would take too long to be harmless.
inline constexpr std::uint64_t kMaxCrossedColumns = std::uint64_t{1} << 26U;
inline constexpr std::uint64_t kMaxColumns = std::uint64_t{1} << 20U;
inline constexpr float kMaxPageSize = 1e6F;  // points; PDF allows 14,400 of at most 75,000 pt units

inline bool IsPageSize(float points) {
  return std::isfinite(points) && points >= 0 && points <= kMaxPageSize;
}

}  // namespace wenyuan::parse
