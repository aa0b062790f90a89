#include "doc/reader.h"

#include <algorithm>

#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr char16_t kCellEnd = 0x07;
constexpr char16_t kLineBreak = 0x0B;
constexpr char16_t kPageEnd = 0x0C;
constexpr char16_t kParagraphEnd = 0x0D;
constexpr char16_t kColumnBreak = 0x0E;
constexpr char16_t kFixedHyphen = 0x1E;

// The text of a control character; empty for a hyphen that is not shown and for what is a place
// for something else.
std::string_view ControlText(char16_t c) {
  switch (c) {
    case '\t':
      return "\t";
    case kLineBreak:
    case kColumnBreak:
      return "\n";
    case kFixedHyphen:
      return "-";
    default:
      return {};
  }
}

void AppendCharacters(const DocContext& context, std::size_t& at, std::size_t end,
                      std::string& text, std::string& bytes) {
  const std::u16string& all = context.text.Characters();
  const char16_t c = all[at];
  if (const auto symbol = context.marks.symbols.find(at); symbol != context.marks.symbols.end()) {
    text += symbol->second;
  } else if (c < 0x20) {
    if (!bytes.empty()) text += CodePageToUtf8(std::exchange(bytes, {}), context.code_page);
    text += ControlText(c);
  } else if (context.word6) {
    bytes += static_cast<char>(c);
  } else if (c >= 0xD800 && c < 0xDC00 && at + 1 < end && all[at + 1] >= 0xDC00 &&
             all[at + 1] < 0xE000) {
    AppendUtf8(text, 0x10000 + ((char32_t{c} - 0xD800) << 10U) + (all[at + 1] - 0xDC00U));
    ++at;
  } else {
    AppendUtf8(text, c);
  }
}

}  // namespace

DocParagraph DocContext::PropertiesAt(std::size_t character) const {
  DocParagraph properties;
  const DocRun* run = FindRun(paragraphs, text.FilePosition(character));
  if (run == nullptr || run->changes.size() < 2) return properties;
  properties.style = Bytes(run->changes).U16(0);
  if (!word6) properties.Apply(run->changes.substr(2), data);
  return properties;
}

std::string DocContext::PlainText(DocSpan span) const {
  std::string out;
  std::string bytes;
  const std::u16string& all = text.Characters();
  for (std::size_t at = span.first; at < std::min(span.second, all.size()); ++at) {
    if (marks.by_character[at] != DocMark::kShown) continue;
    const char16_t c = all[at];
    const bool line = c == kParagraphEnd || c == kPageEnd || c == kCellEnd;
    if (line && !bytes.empty()) out += CodePageToUtf8(std::exchange(bytes, {}), code_page);
    if (line) {
      out += c == kCellEnd ? ' ' : '\n';
    } else {
      AppendCharacters(*this, at, span.second, out, bytes);
    }
  }
  out += CodePageToUtf8(bytes, code_page);
  return std::string(Trim(out));
}

void DocReader::Run(DocSpan span) {
  const std::u16string& all = context_.text.Characters();
  const std::size_t end = std::min(span.second, all.size());
  for (std::size_t at = span.first; at < end && !out_.Full(); ++at) {
    const DocMark mark = context_.marks.by_character[at];
    const char16_t c = all[at];
    // A deleted paragraph mark still ends a paragraph or cell: what is around it is not one text.
    if (c == kParagraphEnd || c == kPageEnd) {
      EndParagraph(at);
    } else if (c == kCellEnd) {
      EndCell(at);
    } else if (mark == DocMark::kShown) {
      Take(at);
      AppendCharacters(context_, at, end, text_, bytes_);
    } else if (mark == DocMark::kHidden) {
      std::string bytes;
      AppendCharacters(context_, at, end, hidden_, bytes);
    }
  }
  if (end > span.first) EndParagraph(end - 1);
  if (!cell_.empty()) table_.AddCell(std::exchange(cell_, {}));
  table_.Finish(out_);
  EmitWaiting();
}

// Notes, pictures and boxes that hang at this character.
void DocReader::Take(std::size_t at) {
  if (context_.pictures.Has(at)) pictures_.push_back(at);
  if (const auto note = context_.notes.find(at); note != context_.notes.end()) {
    notes_.push_back(note->second);
  }
  const auto box = context_.boxes.find(at);
  if (box == context_.boxes.end() || box_) return;
  boxes_.push_back(box->second);
  context_.boxes.erase(box);
}

std::string DocReader::TakeText() {
  if (!bytes_.empty()) text_ += CodePageToUtf8(std::exchange(bytes_, {}), context_.code_page);
  return std::exchange(text_, {});
}

void DocReader::EndParagraph(std::size_t at) {
  std::string text = TakeText();
  const DocParagraph properties = context_.PropertiesAt(at);
  const bool in_table = context_.word6 ? table_.RowOpen() : properties.in_table;
  if (!in_table) {
    if (!cell_.empty()) table_.AddCell(std::exchange(cell_, {}));
    if (!table_.Empty()) {
      table_.Finish(out_);
      EmitWaiting();
    }
    Emit(properties, std::move(text));
    EmitWaiting();
    return;
  }
  const std::string_view trimmed = Trim(text);
  if (properties.inner_row_end) {
    while (!cell_.empty() && (cell_.back() == ' ' || cell_.back() == '|')) cell_.pop_back();
    cell_ += '\n';
  } else if (!trimmed.empty()) {
    cell_ += trimmed;
    cell_ += properties.inner_cell_end ? " | " : "\n";
  }
}

void DocReader::EndCell(std::size_t at) {
  const DocParagraph properties = context_.PropertiesAt(at);
  const std::u16string& all = context_.text.Characters();
  cell_ += Trim(TakeText());
  const bool doubled =
      context_.word6 && at > 0 && all[at - 1] == kCellEnd && cell_.empty() && table_.RowOpen();
  if (properties.row_end || doubled) {
    if (!Trim(cell_).empty()) table_.AddCell(cell_);
    cell_.clear();
    table_.EndRow(properties);
    return;
  }
  table_.AddCell(std::string(Trim(std::exchange(cell_, {}))));
}

void DocReader::Emit(const DocParagraph& properties, std::string text) {
  if (!Trim(hidden_).empty()) out_.Add(BlockKind::kHidden, hidden_);
  hidden_.clear();
  if (Trim(text).empty()) return;
  const DocStyle style =
      properties.style < context_.styles.size() ? context_.styles[properties.style] : DocStyle();
  const int list = properties.list >= 0 ? properties.list : style.list;
  const int level = properties.level >= 0 ? properties.level : std::max(style.level, 0);
  const auto depth = static_cast<std::uint8_t>(level);
  DocLists::Marker marker;
  if (list > 0) marker = context_.lists.Next(list, depth);
  if (!marker.text.empty()) text = marker.text + " " + std::string(Trim(text));
  std::uint8_t heading = style.heading;
  if (properties.outline >= 0) {
    heading = properties.outline < 9 ? static_cast<std::uint8_t>(properties.outline + 1) : 0;
  }
  if (heading > 0 && !box_) {
    if (style.title) out_.SetTitle(text);
    out_.Add(BlockKind::kHeading, text, heading);
  } else if (style.caption) {
    out_.Add(BlockKind::kCaption, text);
  } else if (marker.item) {
    out_.Add(BlockKind::kListItem, text, static_cast<std::uint8_t>(depth + 1));
  } else {
    out_.Add(BlockKind::kParagraph, text);
  }
}

void DocReader::EmitWaiting() {
  for (const std::size_t at : std::exchange(pictures_, {})) context_.pictures.AddFigures(at, out_);
  for (const std::string& note : std::exchange(notes_, {})) out_.Add(BlockKind::kNote, note);
  const std::vector<DocSpan> boxes = std::exchange(boxes_, {});
  for (const DocSpan& box : boxes) {
    DocReader reader(context_, out_);
    reader.box_ = true;
    reader.Run(box);
  }
}

}  // namespace wenyuan::parse
