#include "ppt/presentation.h"

#include <set>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/inflate.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::uint32_t kEncryptedUser = 0xF3D1C4DF;
constexpr std::size_t kMaxEdits = 10'000;
constexpr std::size_t kMaxParts = 200'000;
constexpr std::size_t kWithEncryption = 32;  // bytes of an edit that names a key

using Parts = std::map<std::uint32_t, std::uint32_t>;  // number to place in the stream

void ReadDirectory(std::string_view content, Parts& parts) {
  const Bytes bytes(content);
  for (std::size_t at = 0; bytes.Has(at, 4);) {
    const std::uint32_t head = bytes.U32(at);
    at += 4;
    for (std::uint32_t i = 0; i < head >> 20U && bytes.Has(at, 4); ++i, at += 4) {
      // Newer edits come first.
      if (parts.size() < kMaxParts) parts.emplace((head & 0xFFFFFU) + i, bytes.U32(at));
    }
  }
}

std::string_view PartAt(std::string_view stream, const Parts& parts, std::uint32_t number,
                        std::uint16_t type) {
  const auto found = parts.find(number);
  if (found == parts.end()) return {};
  std::size_t at = found->second;
  const OfficeRecord record = OfficeRecordAt(stream, at);
  return record.type == type ? record.content : std::string_view();
}

void ReadSlides(std::string_view list, std::string_view stream, const Parts& parts,
                PptPresentation& out) {
  std::size_t texts_at = 0;
  std::size_t at = 0;
  const auto finish = [&](std::size_t end) {
    if (!out.slides.empty()) {
      out.slides.back().outline = ReadPptTexts(list.substr(texts_at, end - texts_at));
    }
  };
  std::set<std::uint32_t> seen;
  std::set<const char*> places;  // a made file may name one slide many times
  for (;;) {
    const std::size_t start = at;
    const OfficeRecord record = OfficeRecordAt(list, at);
    if (record.type == 0) break;
    if (record.type != kPptSlidePersist) continue;
    finish(start);
    texts_at = at;
    const Bytes bytes(record.content);
    if (!seen.insert(bytes.U32(0)).second) continue;
    std::string_view slide = PartAt(stream, parts, bytes.U32(0), kPptSlide);
    if (!slide.empty() && !places.insert(slide.data()).second) slide = {};
    out.slides.push_back({bytes.U32(12), slide, {}});
  }
  finish(list.size());
}

void ReadNotes(std::string_view list, std::string_view stream, const Parts& parts,
               PptPresentation& out) {
  for (const OfficeRecord& record : OfficeChildren(list)) {
    if (record.type != kPptSlidePersist) continue;
    const std::string_view notes = PartAt(stream, parts, Bytes(record.content).U32(0), kPptNotes);
    const OfficeRecord atom = OfficeChild(notes, kPptNotesAtom);
    if (atom.type != 0) out.notes.emplace(Bytes(atom.content).U32(0), notes);
  }
}

bool IsPlace(std::uint16_t type) {
  return type == kPptSlideNumber || type == kPptDate || type == kPptOtherDate ||
         type == kPptHeaderPlace || type == kPptFooterPlace || type == kPptDateFormat;
}

}  // namespace

std::vector<PptText> ReadPptTexts(std::string_view content) {
  std::vector<PptText> texts;
  std::u16string pending;
  bool open = false;
  const auto finish = [&] {
    if (open)
      texts.back().text = charset::Clean(
          WideToUtf8({reinterpret_cast<const char*>(pending.data()), pending.size() * 2}));
    pending.clear();
    open = false;
  };
  for (const OfficeRecord& record : OfficeChildren(content)) {
    const Bytes bytes(record.content);
    if (record.type == kPptTextHeader) {
      finish();
      texts.push_back({static_cast<PptTextKind>(bytes.U32(0)), {}});
      open = true;
    } else if (record.type == kPptTextChars || record.type == kPptTextBytes) {
      if (!open) texts.emplace_back();
      open = true;
      const std::size_t width = record.type == kPptTextChars ? 2 : 1;
      for (std::size_t at = 0; at + width <= bytes.size(); at += width) {
        pending += static_cast<char16_t>(width == 2 ? bytes.U16(at) : bytes.U8(at));
      }
    } else if (IsPlace(record.type)) {
      const std::size_t at = bytes.U32(0);
      if (at < pending.size() && pending[at] == u'*') pending[at] = u' ';
    }
  }
  finish();
  return texts;
}

PptPresentation OpenPresentation(std::string_view current_user, std::string_view stream) {
  PptPresentation out;
  const Bytes user(current_user);
  out.encrypted = user.U32(12) == kEncryptedUser;
  std::size_t edit_at = user.U32(16);
  Parts parts;
  std::uint32_t document_number = 0;
  std::set<std::size_t> seen;
  while (seen.size() < kMaxEdits && seen.insert(edit_at).second) {
    std::size_t at = edit_at;
    const OfficeRecord edit = OfficeRecordAt(stream, at);
    if (edit.type != kPptUserEdit) break;
    const Bytes bytes(edit.content);
    if (edit.content.size() >= kWithEncryption && bytes.U32(28) != 0) out.encrypted = true;
    if (document_number == 0) document_number = bytes.U32(16);
    std::size_t directory_at = bytes.U32(12);
    const OfficeRecord directory = OfficeRecordAt(stream, directory_at);
    if (directory.type == kPptPersistDirectory) ReadDirectory(directory.content, parts);
    edit_at = bytes.U32(8);
    if (edit_at == 0) break;
  }
  if (out.encrypted) return out;
  const std::string_view document = PartAt(stream, parts, document_number, kPptDocument);
  out.found = !document.empty();
  out.drawing_group = OfficeChild(document, kPptDrawingGroup).content;
  for (const OfficeRecord& list : OfficeChildren(document)) {
    if (list.type != kPptSlideList) continue;
    if (list.instance == 0) ReadSlides(list.content, stream, parts, out);
    if (list.instance == 2) ReadNotes(list.content, stream, parts, out);
  }
  std::set<std::uint32_t> places;
  for (const auto& [number, place] : parts) {
    if (!places.insert(place).second) continue;
    std::size_t at = place;
    const OfficeRecord record = OfficeRecordAt(stream, at);
    if (record.type == kPptObject) out.objects.push_back(stream.substr(place, at - place));
  }
  return out;
}

}  // namespace wenyuan::parse
