#include "doc/marks.h"

#include <algorithm>
#include <array>
#include <utility>

#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr char16_t kPicture = 0x01;
constexpr char16_t kFieldBegin = 0x13;
constexpr char16_t kFieldSeparator = 0x14;
constexpr char16_t kFieldEnd = 0x15;
constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kMaxSymbols = 100'000;
constexpr std::size_t kMaxWork = 100'000'000;  // runs times pieces: only a made file needs more

// A field that does not end in its story is not one: it must not swallow the rest.
void MarkFields(const std::u16string& text, std::size_t from, std::size_t to,
                std::vector<DocMark>& marks) {
  struct Field {
    std::size_t begin;
    std::size_t separator;
  };
  std::vector<Field> open;
  std::vector<int> change(to - from + 1,
                          0);  // of the number of instructions that a character is in
  for (std::size_t at = from; at < to; ++at) {
    if (text[at] == kFieldBegin) {
      open.push_back({at, kNone});
    } else if (text[at] == kFieldSeparator && !open.empty()) {
      if (open.back().separator == kNone) open.back().separator = at;
    } else if (text[at] == kFieldEnd && !open.empty()) {
      const Field field = open.back();
      open.pop_back();
      ++change[field.begin - from];
      --change[(field.separator == kNone ? at : field.separator + 1) - from];
    }
  }
  int inside = 0;
  for (std::size_t at = from; at < to; ++at) {
    inside += change[at - from];
    const bool mark = text[at] >= kFieldBegin && text[at] <= kFieldEnd;
    if (inside > 0 || mark) marks[at] = DocMark::kDropped;
  }
}

// What fonts without letters show, as far as it carries meaning; a bullet for the rest.
std::string Symbol(std::uint16_t character) {
  static constexpr std::array<std::pair<std::uint16_t, std::string_view>, 14> kKnown = {{
      {0xF0A8, "☐"},
      {0xF06F, "☐"},
      {0xF0FE, "☒"},
      {0xF0FD, "☒"},
      {0xF078, "☒"},
      {0xF0FC, "✓"},
      {0xF0FB, "✗"},
      {0xF0E0, "→"},
      {0xF0DF, "←"},
      {0xF04A, "☺"},
      {0xF061, "α"},
      {0xF062, "β"},
      {0xF06D, "μ"},
      {0xF0B0, "°"},
  }};
  for (const auto& [code, text] : kKnown) {
    if (code == character) return std::string(text);
  }
  if (character >= 0xF000 && character < 0xF100) return "•";
  std::string text;
  if (character >= 0x20 && (character < 0xD800 || character >= 0xE000)) AppendUtf8(text, character);
  return text;
}

void MarkFormatting(const DocText& text, const std::vector<DocRun>& runs, DocMarks& out) {
  std::size_t work = 0;
  for (const DocRun& run : runs) {
    bool deleted = false;
    bool hidden = false;
    bool shows = false;
    bool form = false;  // the place is not that of a picture
    std::uint32_t picture = 0;
    std::uint16_t symbol = 0;
    ForEachChange(run.changes, [&](std::uint16_t code, std::string_view operand) {
      const Bytes bytes(operand);
      if (code == 0x0800) deleted = (bytes.U8(0) & 1U) != 0;
      if (code == 0x083C) hidden = bytes.U8(0) == 1 || bytes.U8(0) == 0x81;
      if (code == 0x6A09) symbol = bytes.U16(2);
      if (code == 0x6A03) {
        shows = true;
        picture = bytes.U32(0);
      }
      if (code == 0x0806) form = bytes.U8(0) == 1;
    });
    shows = shows && !form;
    if (!deleted && !hidden && symbol == 0 && !shows) continue;
    work += text.Pieces();
    if (work > kMaxWork) return;
    text.ForFileRange(run.from, run.to, [&](std::size_t begin, std::size_t end) {
      for (std::size_t at = begin; at < end; ++at) {
        DocMark& mark = out.by_character[at];
        if (shows && text.Characters()[at] == kPicture && out.pictures.size() < kMaxSymbols) {
          out.pictures[at] = picture;
        }
        if (symbol != 0 && out.symbols.size() < kMaxSymbols) out.symbols[at] = Symbol(symbol);
        if (deleted || hidden) mark = std::max(mark, DocMark::kDropped);
        if (!deleted && hidden && mark == DocMark::kDropped && text.Characters()[at] >= 0x20) {
          mark = DocMark::kHidden;
        }
      }
    });
  }
}

}  // namespace

DocMarks MarkCharacters(const DocText& text, const std::vector<DocRun>& runs, bool word6) {
  DocMarks out;
  out.by_character.resize(text.Characters().size(), DocMark::kShown);
  std::vector<DocMark> fields(out.by_character.size(), DocMark::kShown);
  for (std::size_t story = 0; story < kDocStories; ++story) {
    const auto [from, to] = text.Story(static_cast<DocStory>(story));
    MarkFields(text.Characters(), from, to, fields);
  }
  if (!word6) MarkFormatting(text, runs, out);
  for (std::size_t at = 0; at < fields.size(); ++at) {
    if (fields[at] == DocMark::kDropped) out.by_character[at] = DocMark::kDropped;
  }
  return out;
}

}  // namespace wenyuan::parse
