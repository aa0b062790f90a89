#include "hwp/old_document.h"

#include <map>
#include <string>
#include <vector>

#include "hwp/old_character.h"
#include "hwp/old_text.h"
#include "hwp/refusals.h"
#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/heading_by_name.h"
#include "wenyuan/parse_kit/inflate.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kMagic = "HWP Document File V";
constexpr std::string_view kVersion3 = "HWP Document File V3.00";
constexpr std::size_t kInformationAt = 30;
constexpr std::size_t kSummaryAt = kInformationAt + 128;
constexpr std::size_t kSummaryBytes = 1'008;
constexpr std::size_t kMaxUnpacked = std::size_t{200} << 20U;

using Pictures = std::map<std::string, std::string_view, std::less<>>;

Error TooOld() {
  return UnsupportedFile(kHangulFormat,
                         {"it is of a version before 3, which cannot be read; save it "
                          "with a newer Hangul as hwp or docx",
                          "它是 3.0 之前的版本，无法读取，请用新版 Hangul 另存为 hwp "
                          "或 docx"});
}

void AddSummary(Bytes file, DocumentBuilder& out) {
  constexpr std::size_t kFieldBytes = 112;
  const auto field = [&](std::size_t index) {
    const Bytes bytes = file.View(kSummaryAt + index * kFieldBytes, kFieldBytes);
    std::string text;
    for (std::size_t at = 0; at < kFieldBytes && bytes.U16(at) != 0; at += 2) {
      AppendOldHangul(text, bytes.U16(at));
    }
    return text;
  };
  out.SetTitle(field(0));
  out.AddMetadata("subject", field(1));
  out.AddMetadata("author", field(2));
  out.AddMetadata("date", field(3));
  out.AddMetadata("keywords", field(4) + " " + field(5));
}

// Characters below 128 take one byte, others two, the higher first.
std::string StyleName(std::string_view bytes) {
  std::string name;
  for (std::size_t i = 0; i < bytes.size() && bytes[i] != '\0'; ++i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    if (first < 0x80 || i + 1 == bytes.size()) {
      AppendOldHangul(name, first);
    } else {
      AppendOldHangul(name,
                      static_cast<char16_t>(first << 8U | static_cast<unsigned char>(bytes[++i])));
    }
  }
  return name;
}

// Skips the fonts of seven scripts, then reads the levels of the styles that are headings.
std::vector<std::uint8_t> ReadStyles(Bytes body, std::size_t& at) {
  constexpr int kScripts = 7;
  constexpr std::size_t kFontBytes = 40;
  constexpr std::size_t kStyleBytes = 238;
  constexpr std::size_t kNameBytes = 20;
  for (int script = 0; script < kScripts; ++script) at += 2 + body.U16(at) * kFontBytes;
  const std::size_t count = body.U16(at);
  at += 2;
  std::vector<std::uint8_t> levels;
  for (std::size_t i = 0; i < count && body.Has(at, kStyleBytes); ++i, at += kStyleBytes) {
    levels.push_back(HeadingByName(StyleName(body.Sub(at, kNameBytes))));
  }
  return levels;
}

// A picture is known by its name without the first three letters, which the program replaces.
std::string_view Known(std::string_view name) {
  return name.substr(std::min<std::size_t>(3, name.size()));
}

// Records of a kind, a size and the bytes follow the text.
Pictures ReadPictures(Bytes body, std::size_t at) {
  constexpr std::uint32_t kPicture = 1;
  constexpr std::size_t kHeadBytes = 8;
  constexpr std::size_t kNameBytes = 16;
  constexpr std::size_t kTypeBytes = 16;
  Pictures pictures;
  while (body.Has(at, kHeadBytes)) {
    const std::uint32_t kind = body.U32(at);
    const std::size_t size = body.U32(at + 4);
    if (kind == 0 || !body.Has(at + kHeadBytes, size)) break;
    at += kHeadBytes;
    if (kind == kPicture && size > kNameBytes + kTypeBytes) {
      std::string_view name = body.Sub(at, kNameBytes);
      name = name.substr(0, name.find('\0'));
      pictures.emplace(Known(name),
                       body.Sub(at + kNameBytes + kTypeBytes, size - kNameBytes - kTypeBytes));
    }
    at += size;
  }
  return pictures;
}

void AddPiece(OldHangulPiece piece, const Pictures& pictures, DocumentBuilder& out) {
  if (piece.kind == BlockKind::kTable) {
    out.AddTable(std::move(piece.table));
  } else if (piece.kind == BlockKind::kFigure) {
    const auto found = pictures.find(Known(piece.picture));
    if (found == pictures.end()) return;
    out.AddFigure({}, out.AddPicture(piece.picture, [&] { return std::string(found->second); }));
  } else {
    out.Add(piece.kind, piece.text, piece.level);
  }
}

}  // namespace

bool IsOldHangul(std::string_view bytes) { return bytes.substr(0, kMagic.size()) == kMagic; }

Result<Document> ReadOldHangul(const ParseRequest& request) {
  if (request.bytes.substr(0, kVersion3.size()) != kVersion3) return TooOld();
  const Bytes file(request.bytes);
  if (file.U16(kInformationAt + 96) != 0) return HangulIsEncrypted();
  const bool packed = file.U8(kInformationAt + 124) != 0;
  const std::size_t body_at = kSummaryAt + kSummaryBytes + file.U16(kInformationAt + 126);
  std::string unpacked;
  std::string_view body = file.Sub(body_at, request.bytes.size());
  if (packed) {
    auto whole = Inflate(body, DeflateForm::kRaw, kMaxUnpacked);
    if (!whole) return HangulUnpacksTooLarge();
    unpacked = *std::move(whole);
    body = unpacked;
  }
  DocumentBuilder out(kHangulFormat, request.limits);
  AddSummary(file, out);
  std::size_t at = 0;
  const std::vector<std::uint8_t> levels = ReadStyles(Bytes(body), at);
  OldHangulText text = ReadOldHangulText(body, at, levels, request.limits.max_text_bytes);
  const Pictures pictures = text.whole ? ReadPictures(Bytes(body), text.end) : Pictures();
  for (OldHangulPiece& piece : text.pieces) AddPiece(std::move(piece), pictures, out);
  if (text.unknown > 0) {
    out.Warn(std::to_string(text.unknown) +
             " signs of Hangul's own that Unicode lacks are left out");
  }
  if (!text.whole) {
    if (out.Empty()) {
      return BrokenFile(kHangulFormat, {"its text is damaged; get a whole copy of the file",
                                        "其正文已损坏，请重新获取完整的文件"});
    }
    out.Warn("the file is damaged; some of it could not be read");
  }
  return out.Finish();
}

}  // namespace wenyuan::parse
