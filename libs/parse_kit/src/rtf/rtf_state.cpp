#include "rtf/rtf_state.h"

#include <algorithm>
#include <cstdint>

#include "wenyuan/parse_kit/heading_by_name.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr int kMaxFallback = 100;

}  // namespace

bool RtfState::TakeFormat(const RtfToken& word, int default_font) {
  const bool on = !word.has_number || word.number != 0;
  if (word.text == "pard") {
    paragraph = {};
  } else if (word.text == "plain") {
    hidden = deleted = false;
    font = default_font;
  } else if (word.text == "f") {
    font = word.number;
  } else if (word.text == "uc") {
    fallback = std::clamp(word.number, 0, kMaxFallback);
  } else if (word.text == "v") {
    hidden = on;
  } else if (word.text == "deleted") {
    deleted = on;
  } else if (word.text == "htmlrtf") {
    rtf_only = on;
  } else if (word.text == "outlinelevel") {
    const bool heading = word.number >= 0 && word.number < 9;
    paragraph.heading = heading ? static_cast<std::uint8_t>(word.number + 1) : 0;
  } else if (word.text == "ilvl") {
    paragraph.depth = static_cast<std::uint8_t>(std::clamp(word.number, 0, 8));
  } else if (word.text == "intbl") {
    paragraph.in_table = true;
  } else if (word.text == "itap") {
    paragraph.in_table = word.number > 0;
  } else {
    return false;
  }
  return true;
}

void RtfStyles::Define(std::string_view name, const RtfParagraph& paragraph) {
  const std::string clean = Collapse(name.substr(0, name.find(';')));
  Style style{paragraph.heading, clean == "Title" || clean == "标题" || clean == "標題"};
  if (style.heading == 0) style.heading = style.title ? 1 : HeadingByName(clean);
  styles_[number_] = style;
  number_ = 0;
}

void RtfStyles::Apply(int number, RtfParagraph& paragraph) const {
  const auto style = styles_.find(number);
  if (style == styles_.end()) return;
  paragraph.heading = style->second.heading;
  paragraph.title = style->second.title;
}

}  // namespace wenyuan::parse
