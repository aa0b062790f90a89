#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::parse {

struct ChmTopic {
  std::string title;
  std::string path;  // in the file, without "#…"; may be empty
  std::uint8_t level = 1;
};

// The table of contents (.hhc): topics in order, nested lists as levels. Requires valid UTF-8.
std::vector<ChmTopic> ReadChmContents(std::string_view html);

}  // namespace wenyuan::parse
