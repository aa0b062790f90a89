#include "one/page.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/list_number.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/table_grid.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr int kMaxDepth = 100;
constexpr std::uint8_t kDeepestList = 9;
constexpr unsigned kWestern = 1252;

enum Kind : std::uint32_t {
  kPage = 0x0006000B,
  kOutline = 0x0006000C,
  kElement = 0x0006000D,
  kText = 0x0006000E,
  kImage = 0x00060011,
  kInk = 0x00060014,
  kGroup = 0x00060019,
  kTable = 0x00060022,
  kRow = 0x00060023,
  kCell = 0x00060024,
  kTitle = 0x0006002C,
  kFile = 0x00060035,
  kPageManifest = 0x00060037,
};

// A link stands in its text as U+FDDF HYPERLINK "address", then what is shown.
std::string WithoutAddresses(std::string text) {
  constexpr std::string_view kMark = "\xEF\xB7\x9F";
  for (std::size_t at = text.find(kMark); at != std::string::npos; at = text.find(kMark, at)) {
    std::size_t end = at + kMark.size();
    if (text.compare(end, 11, "HYPERLINK \"") == 0) {
      const std::size_t quote = text.find('"', end + 11);
      end = quote == std::string::npos ? text.size() : quote + 1;
    }
    text.erase(at, end - at);
  }
  return text;
}

std::string TextOf(const OneProperties& text) {
  std::string said = text.Wide(one_property::kTextWide);
  if (said.empty()) {
    said = CodePageToUtf8(text.Data(one_property::kTextNarrow), kWestern);
    said = said.substr(0, said.find('\0'));
  }
  std::replace(said.begin(), said.end(), '\v', '\n');
  return WithoutAddresses(std::move(said));
}

void AddLine(std::string& text, std::string_view line) {
  if (Trim(line).empty()) return;
  if (!text.empty()) text += '\n';
  text += line;
}

}  // namespace

bool OnePage::IsPage() const {
  const auto root = space_.roots.find(kOneContentRole);
  const OneObject* object = root == space_.roots.end() ? nullptr : Find(root->second);
  return object != nullptr && object->kind == kPageManifest;
}

void OnePage::Read() {
  const std::string title = Title();
  out_.AddPage(title);
  out_.Add(BlockKind::kHeading, title, 1);
  Visit(space_.roots.at(kOneContentRole), {});
}

const OneObject* OnePage::Find(const OneId& id) const {
  const auto found = space_.objects.find(id);
  return found == space_.objects.end() ? nullptr : &found->second;
}

std::string OnePage::Title() const {
  const auto metadata = space_.roots.find(kOneMetadataRole);
  if (metadata == space_.roots.end()) return {};
  const OneObject* object = Find(metadata->second);
  if (object == nullptr) return {};
  return OneProperties(store_, *object).Wide(one_property::kPageTitle);
}

void OnePage::Visit(const OneId& id, const Place& place) {
  const OneObject* object = Find(id);
  if (object == nullptr || place.depth > kMaxDepth || out_.Full()) return;
  if (!seen_.insert(id).second) return;
  const OneProperties properties(store_, *object);
  Place inside = place;
  ++inside.depth;
  switch (object->kind) {
    case kPageManifest:
      VisitAll(properties.Ids(one_property::kContent), inside);
      break;
    case kPage:
      VisitFromTop(properties.Ids(one_property::kChildren), inside);
      break;
    case kOutline:
      numbers_.clear();
      VisitAll(properties.Ids(one_property::kChildren), inside);
      break;
    case kGroup:
    case kRow:
    case kCell:
      VisitAll(properties.Ids(one_property::kChildren), inside);
      break;
    case kElement:
      ReadElement(properties, inside);
      break;
    case kText:
      ReadText(properties, inside);
      break;
    case kTable:
      ReadTable(properties, inside);
      break;
    case kImage:
      ReadImage(properties);
      break;
    case kFile:
      ReadFile(properties);
      break;
    default:  // the title, which its page has said; drawings, recordings
      break;
  }
}

void OnePage::VisitAll(const std::vector<OneId>& ids, const Place& place) {
  for (const OneId& id : ids) Visit(id, place);
}

// Boxes of notes lie where somebody put them.
void OnePage::VisitFromTop(const std::vector<OneId>& ids, const Place& place) {
  std::vector<std::pair<std::pair<float, float>, const OneId*>> placed;
  for (const OneId& id : ids) {
    const OneObject* object = Find(id);
    if (object == nullptr) continue;
    const OneProperties properties(store_, *object);
    const float top = properties.Number(one_property::kTop);
    const float left = properties.Number(one_property::kLeft);
    placed.push_back({{top == top ? top : 0, left == left ? left : 0}, &id});
  }
  std::stable_sort(placed.begin(), placed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [where, id] : placed) Visit(*id, place);
}

void OnePage::ReadElement(const OneProperties& element, Place place) {
  const std::uint8_t outer = place.list;
  const auto& kinds = element.Ids(one_property::kListKinds);
  const OneObject* kind = kinds.empty() ? nullptr : Find(kinds.front());
  Place content = place;
  if (kind != nullptr) {
    content.list = static_cast<std::uint8_t>(std::min<int>(outer + 1, kDeepestList));
    content.number =
        NextNumber(OneProperties(store_, *kind).Data(one_property::kNumberFormat), content.list);
  } else {
    content.list = 0;
    content.number.clear();
    numbers_.erase(static_cast<std::uint8_t>(outer + 1));
  }
  VisitAll(element.Ids(one_property::kContent), content);
  place.list = content.list;
  VisitAll(element.Ids(one_property::kChildren), place);
  numbers_.erase(numbers_.upper_bound(static_cast<std::uint8_t>(outer + 1)), numbers_.end());
}

// "\x2\xFFFD\x0." is a number in digits and a point; what has no U+FFFD is a bullet.
std::string OnePage::NextNumber(std::string_view format, std::uint8_t level) {
  constexpr std::uint16_t kHere = 0xFFFD;
  const Bytes units(format);
  std::string before;
  for (std::size_t at = 2; units.Has(at, 4); at += 2) {
    if (units.U16(at) != kHere) {
      before += WideToUtf8(units.Sub(at, 2));
      continue;
    }
    static constexpr std::array<std::string_view, 5> kForms = {
        "decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter"};
    const std::size_t form = std::min<std::size_t>(units.U16(at + 2), kForms.size());
    const std::size_t last = 2 + 2 * std::size_t{units.U16(0)};
    const std::string behind = WideToUtf8(units.Sub(at + 4, last > at + 4 ? last - at - 4 : 0));
    return before + FormatListNumber(++numbers_[level], form < 5 ? kForms[form] : kForms[0]) +
           behind;
  }
  return {};
}

void OnePage::ReadText(const OneProperties& text, const Place& place) {
  const std::string said = TextOf(text);
  if (Trim(said).empty()) return;
  const std::string numbered = place.number.empty() ? said : place.number + " " + said;
  if (place.cell != nullptr) {
    AddLine(*place.cell, numbered);
  } else if (place.list > 0) {
    out_.Add(BlockKind::kListItem, numbered, place.list);
  } else if (const std::uint8_t level = HeadingLevel(text); level > 0) {
    out_.Add(BlockKind::kHeading, said, level);
  } else {
    out_.Add(BlockKind::kParagraph, said);
  }
}

// Below the page's title: "h1" is the second level.
std::uint8_t OnePage::HeadingLevel(const OneProperties& text) const {
  const auto& styles = text.Ids(one_property::kStyle);
  const OneObject* style = styles.empty() ? nullptr : Find(styles.front());
  if (style == nullptr) return 0;
  const std::string name = OneProperties(store_, *style).Wide(one_property::kStyleName);
  const bool heading = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
  return heading ? static_cast<std::uint8_t>(name[1] - '0' + 1) : std::uint8_t{0};
}

void OnePage::ReadTable(const OneProperties& table, const Place& place) {
  TableGrid grid;
  for (const OneId& row_id : table.Ids(one_property::kChildren)) {
    const OneObject* row = Find(row_id);
    if (row == nullptr || row->kind != kRow) continue;
    grid.StartRow();
    const OneProperties cells(store_, *row);
    for (const OneId& cell : cells.Ids(one_property::kChildren)) {
      std::string text;
      Visit(cell, {place.depth + 1, 0, {}, &text});
      grid.AddCell(std::move(text), 1, 1, false);
    }
  }
  Table finished = grid.Finish();
  if (place.cell != nullptr) {
    AddLine(*place.cell, parse::TextOf(finished));
  } else {
    out_.AddTable(std::move(finished));
  }
}

// Its text is what OneNote itself recognised in it.
void OnePage::ReadImage(const OneProperties& image) {
  std::string text = image.Wide(one_property::kAlternativeText);
  AddLine(text, image.Wide(one_property::kTextWide));
  const auto& pictures = image.Ids(one_property::kPicture);
  const OneObject* picture = pictures.empty() ? nullptr : Find(pictures.front());
  std::uint32_t number = 0;
  if (picture != nullptr && !picture->content.empty()) {
    number = out_.AddPicture(pictures.front(), [&] { return std::string(picture->content); });
  }
  out_.AddFigure(text, number);
}

void OnePage::ReadFile(const OneProperties& file) {
  const auto& contents = file.Ids(one_property::kFile);
  const OneObject* content = contents.empty() ? nullptr : Find(contents.front());
  if (content == nullptr || content->content.empty()) return;
  const std::string name = file.Wide(one_property::kFileName);
  out_.AddAttachment(name.empty() ? "attachment" : name, std::string(content->content));
}

}  // namespace wenyuan::parse
