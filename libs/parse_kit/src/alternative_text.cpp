#include "wenyuan/parse_kit/alternative_text.h"

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kNotes[] = {
    "description automatically generated",
    "description automatically generated with low confidence",
    "description automatically generated with medium confidence",
    "description automatically generated with high confidence",
    "ai-generated content may be incorrect.",
    "描述已自动生成",
    "说明自动生成",
    "自动生成的说明",
    "ai 生成的内容可能不正确。",
    "自動產生的描述",
    "ai 產生的內容可能不正確。",
};

constexpr std::string_view kEndings[] = {".png", ".jpg",  ".jpeg", ".gif", ".bmp", ".tif",
                                         ".svg", ".tiff", ".webp", ".emf", ".wmf"};

constexpr std::string_view kNames[] = {"picture", "image", "graphic", "grafik",
                                       "图片",    "圖片",  "图像",    "图形"};

bool EndsWithNote(std::string_view text, std::size_t& note_bytes) {
  for (const std::string_view note : kNotes) {
    if (!EndsWithIgnoringCase(text, note)) continue;
    note_bytes = note.size();
    return true;
  }
  return false;
}

bool IsPlace(std::string_view text) {
  if (text.find('\n') != std::string_view::npos) return false;
  const bool drive = text.size() > 3 && text[1] == ':' && (text[2] == '\\' || text[2] == '/');
  if (drive || text.substr(0, 2) == "\\\\") return true;
  if (text.find(' ') != std::string_view::npos) return false;
  for (const std::string_view ending : kEndings) {
    if (EndsWithIgnoringCase(text, ending)) return true;
  }
  return text.substr(0, 5) == "file:" || text.substr(0, 4) == "cid:";
}

bool IsCountedName(std::string_view text) {
  const std::string lower = AsciiLower(text);
  for (const std::string_view name : kNames) {
    if (lower.substr(0, name.size()) == name &&
        lower.find_first_not_of(" 0123456789", name.size()) == std::string::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string AlternativeText(std::string_view text) {
  text = Trim(text);
  for (std::size_t note = 0; EndsWithNote(text, note);)
    text = Trim(text.substr(0, text.size() - note));
  return IsPlace(text) || IsCountedName(text) ? std::string() : std::string(text);
}

}  // namespace wenyuan::parse
