#pragma once

#include <cstdint>
#include <string_view>

namespace wenyuan::index {

// A change that an older reader would misread takes a new version; a new section does not.
inline constexpr std::uint32_t kSegmentVersion = 1;
inline constexpr std::string_view kSegmentMagic = "WYSEGMNT";
inline constexpr std::size_t kTrailerBytes = 4 + 4 + 8;  // size of the head, version, magic

inline constexpr std::string_view kTermsSection = "terms";
inline constexpr std::string_view kTermIndexSection = "term_index";
inline constexpr std::string_view kChunksSection = "chunks";

}  // namespace wenyuan::index
