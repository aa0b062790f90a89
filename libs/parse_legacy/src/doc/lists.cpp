#include "doc/lists.h"

#include <algorithm>

#include "wenyuan/parse_kit/list_number.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxLists = 10'000;
constexpr std::size_t kListBytes = 28;
constexpr std::size_t kLevelBytes = 28;
constexpr std::size_t kOverrideBytes = 16;
constexpr std::uint8_t kBullet = 23;
constexpr unsigned kMaxNumber = 1'000'000;

std::string_view NumberName(std::uint8_t format) {
  switch (format) {
    case 1:
      return "upperRoman";
    case 2:
      return "lowerRoman";
    case 3:
      return "upperLetter";
    case 4:
      return "lowerLetter";
    case 10:
    case 17:
    case 36:
    case 40:
      return "ideographDigital";
    case 11:
      return "japaneseCounting";
    case 18:
      return "decimalEnclosedCircle";
    case 22:
      return "decimalZero";
    case 23:
      return "bullet";
    case 28:
      return "decimalEnclosedCircleChinese";
    case 33:
    case 35:
    case 37:
    case 39:
      return "chineseCounting";
    case 34:
    case 38:
      return "chineseLegalSimplified";
    case 255:
      return "none";
    default:
      return "decimal";
  }
}

}  // namespace

std::size_t DocLists::ReadLevel(Bytes bytes, std::size_t at, Level& level) {
  level.start = std::min(bytes.U32(at), kMaxNumber);
  level.number_format = bytes.U8(at + 4);
  level.legal = (bytes.U8(at + 5) & 0x04U) != 0;
  level.goes_on = (bytes.U8(at + 5) & 0x08U) != 0;
  level.restart_below = bytes.U8(at + 26);
  const std::size_t text = at + kLevelBytes + bytes.U8(at + 24) + bytes.U8(at + 25);
  const std::size_t count = bytes.U16(text);
  for (std::size_t i = 0; i < count && bytes.Has(text + 2 + i * 2, 2); ++i) {
    level.text += static_cast<char16_t>(bytes.U16(text + 2 + i * 2));
  }
  return text + 2 + count * 2;
}

void DocLists::Load(const DocInformation& information, std::string_view table) {
  if (information.lists.bytes < 2) return;
  // The levels follow behind what the range names.
  const Bytes bytes(Bytes(table).Sub(information.lists.at, table.size()));
  const std::size_t count = std::min<std::size_t>(bytes.U16(0), kMaxLists);
  std::size_t at = 2 + count * kListBytes;
  for (std::size_t i = 0; i < count && bytes.Has(at, kLevelBytes); ++i) {
    const std::size_t head = 2 + i * kListBytes;
    List& list = lists_[bytes.U32(head)];
    const bool simple = (bytes.U8(head + 26) & 1U) != 0;
    for (std::size_t level = 0; level < (simple ? 1 : kLevels); ++level) {
      list.levels[level].text.clear();
      at = ReadLevel(bytes, at, list.levels[level]);
    }
  }
  LoadOverrides(
      Bytes(Bytes(table).Sub(information.list_overrides.at, information.list_overrides.bytes)));
}

void DocLists::LoadOverrides(Bytes bytes) {
  const std::size_t count = std::min<std::size_t>(bytes.U32(0), kMaxLists);
  std::size_t at = 4 + count * kOverrideBytes;
  for (std::size_t i = 0; i < count && bytes.Has(4 + i * kOverrideBytes, kOverrideBytes); ++i) {
    Override own;
    own.list = bytes.U32(4 + i * kOverrideBytes);
    const std::size_t levels = bytes.U8(4 + i * kOverrideBytes + 12);
    at += 4;
    for (std::size_t l = 0; l < levels && bytes.Has(at, 8); ++l) {
      const std::uint32_t flags = bytes.U32(at + 4);
      const std::size_t level = flags & 0xFU;
      if ((flags & 0x10U) != 0) own.restart[level] = std::min(bytes.U32(at), kMaxNumber);
      at += 8;
      if ((flags & 0x20U) == 0) continue;
      Level changed;
      at = ReadLevel(bytes, at, changed);
      if ((flags & 0x10U) != 0) own.restart[level] = changed.start;
      own.levels[level] = std::move(changed);
    }
    overrides_.push_back(std::move(own));
  }
}

DocLists::Marker DocLists::Next(int id, std::size_t level) {
  if (id < 1 || static_cast<std::size_t>(id) > overrides_.size() || level >= kLevels) return {};
  Override& own = overrides_[static_cast<std::size_t>(id) - 1];
  const auto found = lists_.find(own.list);
  if (found == lists_.end()) return {};
  List& list = found->second;
  const auto at_level = [&](std::size_t l) -> const Level& {
    const auto changed = own.levels.find(l);
    return changed == own.levels.end() ? list.levels[l] : changed->second;
  };
  if (const auto restart = own.restart.find(level); restart != own.restart.end()) {
    list.counts[level] = restart->second;
    own.restart.erase(restart);
  } else if (list.started[level]) {
    ++list.counts[level];
  } else {
    list.counts[level] = at_level(level).start;
  }
  list.started[level] = true;
  // An outer level that was left out counts as one that was there.
  for (std::size_t outer = 0; outer < level; ++outer) {
    if (!list.started[outer]) list.counts[outer] = at_level(outer).start;
    list.started[outer] = true;
  }
  for (std::size_t inner = level + 1; inner < kLevels; ++inner) {
    const Level& below = at_level(inner);
    if (!below.goes_on || level < below.restart_below) list.started[inner] = false;
  }

  Marker marker{true, {}};
  const Level& shown = at_level(level);
  if (shown.number_format == kBullet) return marker;
  for (const char16_t c : shown.text) {
    if (c >= kLevels) {
      AppendUtf8(marker.text, c);
      continue;
    }
    const unsigned count = list.started[c] ? list.counts[c] : at_level(c).start;
    const bool digits = shown.legal && c != level;
    marker.text +=
        FormatListNumber(count, digits ? "decimal" : NumberName(at_level(c).number_format));
  }
  return marker;
}

}  // namespace wenyuan::parse
