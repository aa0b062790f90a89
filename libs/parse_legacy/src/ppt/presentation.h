#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ppt/records.h"

namespace wenyuan::parse {

enum class PptTextKind : std::uint32_t {
  kTitle = 0,
  kBody = 1,
  kNotes = 2,
  kOther = 4,
  kCenterBody = 5,
  kCenterTitle = 6
};

// A text with its kind; paragraphs end with '\r', lines with '\v'.
struct PptText {
  PptTextKind kind = PptTextKind::kOther;
  std::string text;
};

struct PptSlideEntry {
  std::uint32_t id = 0;
  std::string_view content;      // of its container; empty when it is missing
  std::vector<PptText> outline;  // texts that its shapes refer to
};

// Where a presentation keeps its parts. Views point into the stream.
struct PptPresentation {
  bool found = false;
  bool encrypted = false;
  std::vector<PptSlideEntry> slides;                // in their order
  std::map<std::uint32_t, std::string_view> notes;  // by the id of their slide
  std::vector<std::string_view> objects;            // embedded, each a compound file
  std::string_view drawing_group;                   // what the drawings of all slides share
};

PptPresentation OpenPresentation(std::string_view current_user, std::string_view stream);

// The texts in a list of records: a header, characters, places that the program fills in.
std::vector<PptText> ReadPptTexts(std::string_view content);

}  // namespace wenyuan::parse
