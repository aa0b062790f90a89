#include "kit/art.h"

#include <algorithm>
#include <optional>

#include "wenyuan/parse_kit/file_of_bitmap.h"
#include "wenyuan/parse_kit/inflate.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

enum ArtType : std::uint16_t {
  kStoreEntry = 0xF007,
  kGroup = 0xF003,
  kShape = 0xF004,
  kShapeAtom = 0xF00A,
  kProperties = 0xF00B,
  kAnchor = 0xF010,
  kEnhancedMetafile = 0xF01A,
  kMetafile = 0xF01B,
  kJpeg = 0xF01D,
  kPng = 0xF01E,
  kBitmap = 0xF01F,
  kTiff = 0xF029,
  kPrintJpeg = 0xF02A,
  kMoreProperties = 0xF121,
  kLastProperties = 0xF122,
};

constexpr std::size_t kMaxPictures = 10'000;
constexpr std::size_t kMaxShapes = 100'000;
constexpr std::size_t kMaxUnpacked = std::size_t{256} << 20U;  // of all metafiles
constexpr std::size_t kEntryHead = 36;
constexpr std::size_t kPlaceInEntry = 28;
constexpr std::size_t kNameInEntry = 33;
constexpr std::size_t kDigest = 16;  // in front of a picture; some have two
constexpr std::size_t kMetafileHead = 34;
constexpr std::uint16_t kPictureNumber = 0x0104;
constexpr std::uint16_t kDescription = 0x0381;
constexpr std::uint16_t kHasData = 0x8000;

bool IsPicture(std::uint16_t type) {
  return (type >= kEnhancedMetafile && type <= kBitmap) || type == kTiff || type == kPrintJpeg;
}

// Properties are a table of numbers, and the data of those that are longer behind it in the same
// order.
void ReadProperties(const OfficeRecord& record, ArtShape& shape) {
  constexpr std::size_t kEntry = 6;
  const Bytes bytes(record.content);
  std::size_t data = record.instance * kEntry;
  for (std::size_t at = 0; at < record.instance * kEntry && bytes.Has(at, kEntry); at += kEntry) {
    const std::uint16_t name = bytes.U16(at);
    const std::uint32_t value = bytes.U32(at + 2);
    if ((name & 0x3FFFU) == kPictureNumber && (name & kHasData) == 0) shape.picture = value;
    if ((name & kHasData) == 0) continue;
    if ((name & 0x3FFFU) == kDescription) shape.text = WideToUtf8(bytes.Sub(data, value));
    data += value;
  }
  while (!shape.text.empty() && shape.text.back() == '\0') shape.text.pop_back();
}

ArtShape ReadShape(std::string_view content) {
  ArtShape shape;
  for (const OfficeRecord& record : OfficeChildren(content)) {
    if (record.type == kShapeAtom) shape.id = Bytes(record.content).U32(0);
    if (record.type == kAnchor) shape.anchor = record.content;
    if (record.type == kProperties || record.type == kMoreProperties ||
        record.type == kLastProperties) {
      ReadProperties(record, shape);
    }
  }
  return shape;
}

}  // namespace

std::vector<ArtShape> ReadArtShapes(std::string_view drawing) {
  std::vector<ArtShape> shapes;
  std::optional<std::size_t> everything;  // where the group of all shapes ends
  std::size_t group_end = 0;
  ArtShape group;
  OfficeWalk(drawing, [&](const OfficeRecord& record) {
    const auto begin = static_cast<std::size_t>(record.content.data() - drawing.data());
    if (record.type == kGroup) {
      if (!everything || begin >= *everything) {
        everything = begin + record.content.size();
      } else if (begin >= group_end) {
        group_end = begin + record.content.size();
        group = ReadShape(OfficeChild(record.content, kShape).content);
      }
      return true;
    }
    if (record.type != kShape) return true;
    ArtShape shape = ReadShape(record.content);
    if (begin < group_end) {
      shape.id = group.id;
      shape.anchor = group.anchor;
    }
    if (shape.picture != 0 && shapes.size() < kMaxShapes) shapes.push_back(std::move(shape));
    return false;
  });
  return shapes;
}

ArtPictures::ArtPictures(std::string_view group, std::string_view stream) : stream_(stream) {
  OfficeWalk(group, [&](const OfficeRecord& record) {
    if (record.type == kStoreEntry && store_.size() < kMaxPictures) store_.push_back(record);
    return record.type != kStoreEntry;
  });
}

void ArtPictures::AddFigure(const ArtShape& shape, DocumentBuilder& out) {
  std::uint32_t picture = 0;
  if (shape.picture > 0 && shape.picture <= store_.size()) {
    picture = Add(store_[shape.picture - 1], out);
  }
  out.AddFigure(shape.text, picture);
}

void ArtPictures::AddInline(std::string_view records, DocumentBuilder& out) {
  ArtShape shape;
  std::uint32_t picture = 0;
  for (const OfficeRecord& record : OfficeChildren(records)) {
    if (record.type == kShape) shape = ReadShape(record.content);
    if (picture == 0) picture = Add(record, out);
  }
  out.AddFigure(shape.text, picture);
}

void ArtPictures::AddBytes(std::string_view bytes, DocumentBuilder& out) {
  if (bytes.empty() || !shown_.insert(bytes.data()).second) return;
  const std::string name = "picture " + std::to_string(shown_.size());
  out.AddFigure({}, out.AddPicture(name, [&] { return std::string(bytes); }));
}

// An entry of the store, or a picture itself; 0 for another record and for what was shown.
std::uint32_t ArtPictures::Add(const OfficeRecord& record, DocumentBuilder& out) {
  OfficeRecord picture = record;
  if (record.type == kStoreEntry) {
    const Bytes entry(record.content);
    std::size_t at = kEntryHead + entry.U8(kNameInEntry);
    picture = OfficeRecordAt(record.content, at);
    if (picture.type == 0) {
      at = entry.U32(kPlaceInEntry);
      picture = OfficeRecordAt(stream_, at);
    }
  }
  if (!IsPicture(picture.type) || !shown_.insert(picture.content.data()).second) return 0;
  return out.AddPicture("picture " + std::to_string(shown_.size()), [&] { return Read(picture); });
}

std::string ArtPictures::Read(const OfficeRecord& record) {
  const std::size_t digests = (record.instance & 1U) != 0 ? 2 * kDigest : kDigest;
  const Bytes content(record.content);
  switch (record.type) {
    case kJpeg:
    case kPng:
    case kTiff:
    case kPrintJpeg:
      return std::string(content.Sub(digests + 1, content.size()));
    case kBitmap:
      return FileOfBitmap(content.Sub(digests + 1, content.size()));
    case kEnhancedMetafile:
    case kMetafile:
      break;
    default:
      return {};
  }
  const std::string_view packed = content.Sub(digests + kMetafileHead, content.size());
  if (content.U8(digests + kMetafileHead - 2) != 0) return std::string(packed);
  if (unpacked_ >= kMaxUnpacked) return {};
  const std::size_t most = std::min(kMaxUnpacked - unpacked_, kMaxUnpacked / 4);
  auto metafile = Inflate(packed, DeflateForm::kZlib, most);
  unpacked_ += metafile ? metafile->size() : most;
  return std::move(metafile).value_or("");
}

}  // namespace wenyuan::parse
