#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wenyuan/parse_kit/bytes.h"

namespace wenyuan::parse {

enum PptType : std::uint16_t {
  kPptDocument = 0x03E8,
  kPptSlide = 0x03EE,
  kPptSlideAtom = 0x03EF,
  kPptNotes = 0x03F0,
  kPptNotesAtom = 0x03F1,
  kPptSlidePersist = 0x03F3,
  kPptSlideInfo = 0x03F9,
  kPptPlaceholder = 0x0BC3,
  kPptOutlineReference = 0x0F9E,
  kPptTextHeader = 0x0F9F,
  kPptTextChars = 0x0FA0,
  kPptTextBytes = 0x0FA8,
  kPptString = 0x0FBA,
  kPptSlideNumber = 0x0FD8,
  kPptHeadersFooters = 0x0FD9,
  kPptSlideList = 0x0FF0,
  kPptUserEdit = 0x0FF5,
  kPptDate = 0x0FF7,
  kPptOtherDate = 0x0FF8,
  kPptHeaderPlace = 0x0FF9,
  kPptFooterPlace = 0x0FFA,
  kPptObject = 0x1011,
  kPptDateFormat = 0x1015,
  kPptPersistDirectory = 0x1772,
  kPptComment = 0x2EE0,
  kPptGroup = 0xF003,
  kPptShape = 0xF004,
  kPptShapeAtom = 0xF00A,
  kPptTextBox = 0xF00D,
  kPptChildAnchor = 0xF00F,
  kPptAnchor = 0xF010,
  kPptMoreProperties = 0xF122,
};

struct PptRecord {
  std::uint16_t type = 0;
  std::uint16_t instance = 0;
  bool container = false;
  std::string_view content;
};

// The record at `at` and where the next one starts; type 0 when there is none.
PptRecord PptRecordAt(std::string_view bytes, std::size_t& at);

// The records directly inside.
std::vector<PptRecord> PptChildren(std::string_view content);

// The first record of this type directly inside; type 0 when there is none.
PptRecord PptChild(std::string_view content, std::uint16_t type);

// Calls visit(record) for every record inside, outer before inner; false keeps it from going into
// that one. Containers deeper than any program writes are not entered.
template <typename Visit>
void PptWalk(std::string_view content, const Visit& visit) {
  constexpr std::size_t kMaxDepth = 64;
  struct Open {
    std::string_view bytes;
    std::size_t at;
  };
  std::vector<Open> open = {{content, 0}};
  while (!open.empty()) {
    const PptRecord record = PptRecordAt(open.back().bytes, open.back().at);
    if (record.type == 0) {
      open.pop_back();
    } else if (visit(record) && record.container && open.size() < kMaxDepth) {
      open.push_back({record.content, 0});
    }
  }
}

}  // namespace wenyuan::parse
