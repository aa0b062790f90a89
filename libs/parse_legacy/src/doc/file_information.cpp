#include "doc/file_information.h"

namespace wenyuan::parse {
namespace {

constexpr std::uint16_t kWord6Magic = 0xA5DC;
constexpr std::uint16_t kFirstAsianWord6 = 0xA697;
constexpr std::uint16_t kLastAsianWord6 = 0xA699;
constexpr std::uint16_t kWord97Magic = 0xA5EC;
constexpr std::uint16_t kFirstWord97 = 105;
constexpr std::uint16_t kEncrypted = 0x0100;
constexpr std::uint16_t kSecondTable = 0x0200;
constexpr std::uint16_t kObfuscated = 0x8000;

DocRange RangeAt(Bytes bytes, std::size_t at) { return {bytes.U32(at), bytes.U32(at + 4)}; }

void ReadWord6(Bytes bytes, DocInformation& out) {
  constexpr std::size_t kCounts = 0x34;
  for (std::size_t story = 0; story < kDocStories; ++story) {
    out.characters[story] = bytes.U32(kCounts + story * 4);
  }
  out.styles = RangeAt(bytes, 0x60);
  out.footnote_references = RangeAt(bytes, 0x68);
  out.footnote_texts = RangeAt(bytes, 0x70);
  out.comment_references = RangeAt(bytes, 0x78);
  out.comment_texts = RangeAt(bytes, 0x80);
  out.header_texts = RangeAt(bytes, 0xB0);
  out.character_pages = RangeAt(bytes, 0xB8);
  out.paragraph_pages = RangeAt(bytes, 0xC0);
  out.pieces = RangeAt(bytes, 0x160);
}

void ReadWord97(Bytes bytes, DocInformation& out) {
  // Arrays of 16-bit, 32-bit numbers and ranges follow each other, each behind its length.
  const std::size_t longs = 0x20 + 2 + std::size_t{bytes.U16(0x20)} * 2 + 2;
  const std::size_t ranges = longs + std::size_t{bytes.U16(longs - 2)} * 4 + 2;
  const std::size_t count = bytes.U16(ranges - 2);
  for (std::size_t story = 0; story < kDocStories; ++story) {
    out.characters[story] = bytes.U32(longs + (story + 3) * 4);
  }
  const auto range = [&](std::size_t index) {
    return index < count ? RangeAt(bytes, ranges + index * 8) : DocRange();
  };
  out.styles = range(1);
  out.footnote_references = range(2);
  out.footnote_texts = range(3);
  out.comment_references = range(4);
  out.comment_texts = range(5);
  out.header_texts = range(11);
  out.character_pages = range(12);
  out.paragraph_pages = range(13);
  out.pieces = range(33);
  out.comment_owners = range(36);
  out.anchors = range(40);
  out.endnote_references = range(46);
  out.endnote_texts = range(47);
  out.drawings = range(50);
  out.boxes = range(56);
  out.lists = range(73);
  out.list_overrides = range(74);
}

}  // namespace

DocInformation ReadDocInformation(std::string_view word_document) {
  const Bytes bytes(word_document);
  DocInformation out;
  const std::uint16_t magic = bytes.U16(0);
  const bool asian = magic >= kFirstAsianWord6 && magic <= kLastAsianWord6;
  out.known = magic == kWord6Magic || magic == kWord97Magic || asian;
  out.word6 = magic != kWord97Magic || bytes.U16(2) < kFirstWord97;
  const std::uint16_t flags = bytes.U16(0x0A);
  out.encrypted = (flags & kEncrypted) != 0;
  out.obfuscated = (flags & kObfuscated) != 0;
  out.second_table = (flags & kSecondTable) != 0;
  out.language = bytes.U16(6);
  out.key = bytes.U32(0x0E);
  out.text_at = bytes.U32(0x18);
  if (out.word6) {
    ReadWord6(bytes, out);
  } else {
    ReadWord97(bytes, out);
  }
  return out;
}

}  // namespace wenyuan::parse
