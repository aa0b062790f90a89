#pragma once

#include <cstdint>

#include "kit/office_records.h"

namespace wenyuan::parse {

enum PptType : std::uint16_t {
  kPptDocument = 0x03E8,
  kPptSlide = 0x03EE,
  kPptSlideAtom = 0x03EF,
  kPptNotes = 0x03F0,
  kPptNotesAtom = 0x03F1,
  kPptSlidePersist = 0x03F3,
  kPptSlideInfo = 0x03F9,
  kPptDrawingGroup = 0x040B,
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

}  // namespace wenyuan::parse
