#include "ppt/pictures.h"

#include "ppt/records.h"
#include "wenyuan/parse_kit/inflate.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMostPictures = 10'000;
constexpr std::size_t kMostUnpacked = std::size_t{64} << 20U;
constexpr std::uint16_t kDrawingGroup = 0x040B;
constexpr std::uint16_t kEntry = 0xF007;
constexpr std::size_t kPlaceInEntry = 28;
constexpr std::uint16_t kProperties = 0xF00B;
constexpr std::uint16_t kPictureNumber = 0x0104;
constexpr std::size_t kNameBytes = 16;  // of a digest; some pictures have two
constexpr std::size_t kMetafileHead = 34;

bool IsRaster(std::uint16_t type) { return type == 0xF01D || type == 0xF01E || type == 0xF02A; }

bool IsMetafile(std::uint16_t type) { return type == 0xF01A || type == 0xF01B; }

}  // namespace

std::vector<std::uint32_t> ReadPptPicturePlaces(std::string_view document) {
  std::vector<std::uint32_t> places;
  PptWalk(PptChild(document, kDrawingGroup).content, [&](const PptRecord& record) {
    if (record.type == kEntry && places.size() < kMostPictures) {
      places.push_back(Bytes(record.content).U32(kPlaceInEntry));
    }
    return record.type != kEntry;
  });
  return places;
}

std::string PptPictures::Read(std::uint32_t number) const {
  if (number == 0 || number > places_.size()) return {};
  std::size_t at = places_[number - 1];
  const PptRecord record = PptRecordAt(stream_, at);
  const std::size_t names = (record.instance & 1U) != 0 ? 2 * kNameBytes : kNameBytes;
  const Bytes content(record.content);
  if (IsRaster(record.type)) return std::string(content.Sub(names + 1, content.size()));
  if (!IsMetafile(record.type)) return {};
  const std::string_view packed = content.Sub(names + kMetafileHead, content.size());
  if (content.U8(names + kMetafileHead - 2) != 0) return std::string(packed);
  return Inflate(packed, DeflateForm::kZlib, kMostUnpacked).value_or("");
}

void PptPictures::AddSlide(std::string_view slide, DocumentBuilder& out) {
  PptWalk(slide, [&](const PptRecord& record) {
    if (record.type != kProperties) return true;
    const Bytes bytes(record.content);
    const std::size_t count = record.instance;
    for (std::size_t i = 0; i < count && bytes.Has(i * 6, 6); ++i) {
      if ((bytes.U16(i * 6) & 0x3FFFU) != kPictureNumber) continue;
      const std::uint32_t number = bytes.U32(i * 6 + 2);
      if (!shown_.insert(number).second) continue;
      const std::uint32_t picture =
          out.AddPicture("picture " + std::to_string(number), [&] { return Read(number); });
      out.AddFigure({}, picture);
    }
    return true;
  });
}

}  // namespace wenyuan::parse
