#include "doc/pictures.h"

#include <algorithm>
#include <utility>

#include "wenyuan/parse_kit/bytes.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kAnchorData = 26;
constexpr std::size_t kMaxAnchors = 100'000;
constexpr std::uint16_t kDrawing = 0xF002;
constexpr std::uint16_t kLastKindOfMetafile = 8;
constexpr std::uint16_t kShape = 0x64;
constexpr std::uint16_t kShapeOfFile = 0x66;

// What all drawings share, and the drawing of the main text: the first behind it that is marked so.
std::pair<std::string_view, std::string_view> GroupAndDrawing(std::string_view drawings) {
  std::size_t at = 0;
  const OfficeRecord group = OfficeRecordAt(drawings, at);
  while (group.type != 0 && at < drawings.size()) {
    const bool main = drawings[at++] == 0;
    const OfficeRecord drawing = OfficeRecordAt(drawings, at);
    if (drawing.type != kDrawing) break;
    if (main) return {group.content, drawing.content};
  }
  return {group.content, {}};
}

}  // namespace

DocPictures::DocPictures(const DocInformation& information, std::string_view stream,
                         std::string_view table, std::string_view data, const DocMarks& marks)
    : data_(data), inline_(marks.pictures) {
  const auto [group, drawing] =
      GroupAndDrawing(Bytes(table).Sub(information.drawings.at, information.drawings.bytes));
  pictures_ = ArtPictures(group, stream);
  std::map<std::uint32_t, std::vector<ArtShape>> by_shape;
  for (ArtShape& shape : ReadArtShapes(drawing)) by_shape[shape.id].push_back(std::move(shape));
  const Bytes anchors(Bytes(table).Sub(information.anchors.at, information.anchors.bytes));
  const std::size_t count = anchors.size() < 4 ? 0 : (anchors.size() - 4) / (4 + kAnchorData);
  for (std::size_t i = 0; i < std::min(count, kMaxAnchors); ++i) {
    const auto found = by_shape.find(anchors.U32((count + 1) * 4 + i * kAnchorData));
    if (found == by_shape.end()) continue;
    anchored_.emplace(anchors.U32(i * 4), std::move(found->second));
    by_shape.erase(found);
  }
}

void DocPictures::AddFigures(std::size_t character, DocumentBuilder& out) {
  if (const auto found = inline_.find(character); found != inline_.end()) {
    AddInline(found->second, out);
  }
  const auto found = anchored_.find(character);
  if (found == anchored_.end()) return;
  for (const ArtShape& shape : found->second) pictures_.AddFigure(shape, out);
}

// A head that says what follows: a metafile as it is, or a shape with its picture.
void DocPictures::AddInline(std::uint32_t place, DocumentBuilder& out) {
  const Bytes bytes(data_);
  const std::size_t head = bytes.U16(std::size_t{place} + 4);
  const std::uint16_t kind = bytes.U16(std::size_t{place} + 6);
  const Bytes whole(bytes.Sub(place, bytes.U32(place)));
  if (kind > 0 && kind <= kLastKindOfMetafile) {
    pictures_.AddBytes(whole.Sub(head, whole.size()), out);
  } else if (kind == kShape || kind == kShapeOfFile) {
    const std::size_t name = kind == kShapeOfFile ? std::size_t{1} + whole.U8(head) : 0;
    pictures_.AddInline(whole.Sub(head + name, whole.size()), out);
  }
}

}  // namespace wenyuan::parse
