#include "metafile_text.h"

#include <algorithm>
#include <cctype>
#include <cstdint>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kLongest = 20'000;  // bytes
constexpr std::size_t kFewestLetters = 4;
constexpr std::uint32_t kGlyphNumbers = 0x10;  // in place of characters

// Texts at one height are one line.
class Lines {
 public:
  void Add(std::string_view text, std::int32_t height) {
    text = Trim(text);
    if (text.empty() || text_.size() > kLongest) return;
    if (!text_.empty()) text_ += height == height_ ? ' ' : '\n';
    text_ += text;
    height_ = height;
  }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
  std::int32_t height_ = 0;
};

// A text as EMR_EXTTEXTOUTA, -W and the poly forms have it, its head at `at`.
void AddEmfText(const Bytes& record, std::size_t at, bool wide, Lines& lines) {
  if ((record.U32(at + 16) & kGlyphNumbers) != 0) return;
  const std::size_t length = std::min<std::size_t>(record.U32(at + 8), kLongest);
  const std::string_view text = record.Sub(record.U32(at + 12), wide ? length * 2 : length);
  lines.Add(wide ? WideToUtf8(text) : charset::ToUtf8(text).utf8, record.I32(at + 4));
}

void AddSmallText(const Bytes& record, Lines& lines) {
  constexpr std::uint32_t kNoFrame = 0x100;
  constexpr std::uint32_t kOneByte = 0x200;
  const std::uint32_t options = record.U32(20);
  if ((options & kGlyphNumbers) != 0) return;
  const std::size_t at = (options & kNoFrame) != 0 ? 36 : 52;
  const std::size_t length = std::min<std::size_t>(record.U32(16), kLongest);
  if ((options & kOneByte) != 0) {  // the lower halves of UTF-16
    std::string wide;
    for (const char c : record.Sub(at, length)) {
      wide += c;
      wide += '\0';
    }
    lines.Add(WideToUtf8(wide), record.I32(12));
  } else {
    lines.Add(WideToUtf8(record.Sub(at, length * 2)), record.I32(12));
  }
}

std::string EmfText(const Bytes& file) {
  constexpr std::uint32_t kEnd = 14;
  constexpr std::uint32_t kTextA = 83;
  constexpr std::uint32_t kTextW = 84;
  constexpr std::uint32_t kSmallText = 108;
  constexpr std::size_t kHead = 36;
  Lines lines;
  for (std::size_t at = 0; file.Has(at, 8);) {
    const std::uint32_t type = file.U32(at);
    const std::size_t size = file.U32(at + 4);
    if (size < 8 || type == kEnd) break;
    const Bytes record = file.View(at, size);
    if (type == kTextA || type == kTextW) AddEmfText(record, kHead, type == kTextW, lines);
    if (type == kSmallText) AddSmallText(record, lines);
    at += size;
  }
  return lines.Take();
}

std::string WmfText(const Bytes& file, std::size_t at) {
  constexpr unsigned kText = 0x0521;
  constexpr unsigned kExtendedText = 0x0A32;
  constexpr unsigned kFrame = 6;  // either of two options brings a rectangle
  Lines lines;
  while (file.Has(at, 6)) {
    const std::size_t size = std::size_t{file.U32(at)} * 2;
    const unsigned function = file.U16(at + 4);
    if (size < 6 || function == 0) break;
    const Bytes record = file.View(at, size);
    if (function == kText) {
      const std::size_t length = record.U16(6);
      const std::size_t behind = 8 + length + length % 2;
      lines.Add(charset::ToUtf8(record.Sub(8, length)).utf8, record.I16(behind));
    } else if (function == kExtendedText) {
      const std::size_t start = (record.U16(12) & kFrame) != 0 ? 22 : 14;
      lines.Add(charset::ToUtf8(record.Sub(start, record.U16(10))).utf8, record.I16(6));
    }
    at += size;
  }
  return lines.Take();
}

// Whether more than one in three words is a single letter, as in "y n + x".
bool IsMadeOfVariables(std::string_view text) {
  std::size_t words = 0;
  std::size_t variables = 0;
  std::size_t length = 0;  // of the word so far: letters and digits, whatever stands between
  bool letter = false;
  const auto end = [&] {
    words += length > 0 ? 1 : 0;
    variables += length == 1 && letter ? 1 : 0;
    length = 0;
  };
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isspace(byte) != 0) end();
    if (byte < 0x80 && std::isalnum(byte) == 0) continue;
    letter = std::isalpha(byte) != 0;
    ++length;
  }
  end();
  return variables * 3 > words;
}

// Words rather than signs: enough letters, and more of them than of anything else.
bool ReadsAsText(std::string_view text) {
  std::size_t letters = 0;
  std::size_t others = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte) != 0) {
      ++letters;
    } else if (std::isspace(byte) == 0) {
      ++others;
    }
  }
  const bool broken = text.find("\xEF\xBF\xBD") != std::string_view::npos ||
                      text.find("\xEF\x80") != std::string_view::npos;  // signs of a symbol font
  return letters >= kFewestLetters && letters > others && !broken && !IsMadeOfVariables(text);
}

}  // namespace

std::string MetafileText(std::string_view bytes) {
  constexpr std::uint32_t kPlaceable = 0x9AC6CDD7;
  constexpr std::size_t kPlaceableHead = 22;
  constexpr std::size_t kWmfHead = 18;
  const Bytes file(bytes);
  std::string text;
  if (file.U32(0) == 1 && file.Sub(40, 4) == " EMF") {
    text = EmfText(file);
  } else if (file.U32(0) == kPlaceable) {
    text = WmfText(file, kPlaceableHead + kWmfHead);
  } else if (file.U32(0) == 0x00090001 || file.U32(0) == 0x00090002) {
    text = WmfText(file, kWmfHead);
  }
  text = charset::Clean(std::move(text));
  return ReadsAsText(text) ? text : std::string();
}

}  // namespace wenyuan::parse
