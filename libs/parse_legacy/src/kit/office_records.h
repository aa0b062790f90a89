#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wenyuan/parse_kit/bytes.h"

namespace wenyuan::parse {

// Records of PowerPoint 97 to 2003, and of what all programs of that Office draw.
struct OfficeRecord {
  std::uint16_t type = 0;
  std::uint16_t instance = 0;
  bool container = false;
  std::string_view content;
};

// The record at `at` and where the next one starts; type 0 when there is none.
OfficeRecord OfficeRecordAt(std::string_view bytes, std::size_t& at);

// The records directly inside.
std::vector<OfficeRecord> OfficeChildren(std::string_view content);

// The first record of this type directly inside; type 0 when there is none.
OfficeRecord OfficeChild(std::string_view content, std::uint16_t type);

// Calls visit(record) for every record inside, outer before inner; false keeps it from going into
// that one. Containers deeper than any program writes are not entered.
template <typename Visit>
void OfficeWalk(std::string_view content, const Visit& visit) {
  constexpr std::size_t kMaxDepth = 64;
  struct Open {
    std::string_view bytes;
    std::size_t at;
  };
  std::vector<Open> open = {{content, 0}};
  while (!open.empty()) {
    const OfficeRecord record = OfficeRecordAt(open.back().bytes, open.back().at);
    if (record.type == 0) {
      open.pop_back();
    } else if (visit(record) && record.container && open.size() < kMaxDepth) {
      open.push_back({record.content, 0});
    }
  }
}

}  // namespace wenyuan::parse
