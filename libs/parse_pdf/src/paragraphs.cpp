#include "paragraphs.h"

#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "footnotes.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr std::size_t kTableBytes = 200;  // what a table counts as
constexpr float kFormulaIndent = 1.5F;    // of the size
constexpr float kSameSize = 0.12F;
constexpr float kLoosePitch = 2.2F;  // of the font size: further apart is another paragraph
constexpr float kPitchTolerance = 0.25F;

bool EndsSentence(std::string_view text) {
  for (const std::string_view mark :
       {".", "?", "!", ":", ";", "。", "？", "！", "：", "；", "”", ".)"}) {
    if (text.ends_with(mark)) return true;
  }
  return false;
}

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsLetterOrDigit(char c) {
  return IsLower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::size_t DigitsAt(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && text[at + count] >= '0' && text[at + count] <= '9') ++count;
  return count;
}

bool StartsWithNumber(std::string_view text) {
  const bool bracket = text.starts_with('(');
  const std::size_t begin = bracket ? 1 : 0;
  std::size_t length = DigitsAt(text, begin);
  if (length == 0 && begin < text.size() && IsLower(text[begin])) length = 1;  // "a)" or "(b)"
  if (length == 0 || length > 3 || begin + length + 1 >= text.size()) return false;
  const char mark = text[begin + length];
  const bool letter = IsLower(text[begin]);
  if (bracket || letter) return mark == ')' && text[begin + length + 1] == ' ';
  return (mark == '.' || mark == ')') && text[begin + length + 1] == ' ';
}

parse::Block MakeBlock(const PageItem& item, const LaidOutPage& page, parse::BlockKind kind) {
  parse::Block block;
  block.kind = kind;
  block.page = page.number;
  block.text = item.line.text;
  block.confidence = item.line.confidence;
  const Box& box = item.line.box;
  block.spans.push_back({0,
                         static_cast<std::uint32_t>(block.text.size()),
                         {page.number, box.left, box.top, box.right, box.bottom}});
  return block;
}

bool Centred(const Box& a, const Box& b) {
  return std::abs(a.middle_x() - b.middle_x()) < 3 && std::abs(a.left - b.left) > 3;
}

// Around all lines, which stand on one page.
PageBox BoxOf(const parse::Block& block) {
  PageBox all = block.spans.front().box;
  for (const TextSpan& span : block.spans) {
    all.left = std::min(all.left, span.box.left);
    all.top = std::min(all.top, span.box.top);
    all.right = std::max(all.right, span.box.right);
    all.bottom = std::max(all.bottom, span.box.bottom);
  }
  return all;
}

}  // namespace

bool StartsListItem(std::string_view text) {
  for (const std::string_view bullet : {"•", "●", "○", "▪", "■", "◦", "◆", "►", "➢", "✓", "·"}) {
    if (text.starts_with(bullet)) return true;
  }
  for (const std::string_view dash : {"- ", "– ", "— ", "* "}) {
    if (text.starts_with(dash)) return true;
  }
  constexpr std::array kNumbers = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
  for (const std::string_view number : kNumbers) {
    for (const std::string_view open : {"（", "("}) {
      if (text.starts_with(open) && text.substr(open.size()).starts_with(number)) return true;
    }
  }
  for (const std::string_view circled : {"①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩"}) {
    if (text.starts_with(circled)) return true;
  }
  return StartsWithNumber(text);
}

void ParagraphBuilder::AddPage(LaidOutPage page) {
  std::size_t turned = 0;
  std::size_t upright = 0;
  for (const PageItem& item : page.items) {
    (item.line.turned ? turned : upright) += item.is_table ? kTableBytes : item.line.text.size();
  }
  for (PageItem& item : page.items) {
    if (item.line.running) {
      waiting_.push_back({MakeBlock(item, page, parse::BlockKind::kPageHeader), 0, false, 1});
    } else if (item.line.note) {
      AddNote(item, page);
    } else if (item.line.turned && turned < upright) {
      waiting_.push_back({MakeBlock(item, page, parse::BlockKind::kParagraph), 0, false, 1});
    } else if (item.is_table) {
      Finish();
      Paragraph& table = done_.emplace_back();
      table.block.kind = parse::BlockKind::kTable;
      table.block.page = page.number;
      table.block.table = std::move(item.table);
      table.block.confidence = item.line.confidence;
    } else {
      AddLine(item, page);
    }
  }
}

// Notes do not end the paragraph that goes on behind them.
void ParagraphBuilder::AddNote(const PageItem& item, const LaidOutPage& page) {
  const bool goes_on = !waiting_.empty() && !StartsFootnote(item.line.text) &&
                       waiting_.back().block.kind == parse::BlockKind::kNote &&
                       waiting_.back().block.page == page.number;
  if (goes_on) {
    JoinText(waiting_.back().block, last_note_, item.line, page.number);
  } else {
    waiting_.push_back({MakeBlock(item, page, parse::BlockKind::kNote), item.line.size, false, 1});
  }
  last_note_ = item.line;
}

std::vector<Paragraph> ParagraphBuilder::Take() {
  Finish();
  return std::move(done_);
}

void ParagraphBuilder::AddLine(const PageItem& item, const LaidOutPage& page) {
  if (open_.lines > 0 && Continues(item, page)) {
    Join(item, page);
  } else {
    Finish();
    const bool starts_item = item.line.place.item > 0 ? StartsTaggedItem(item.line, page)
                                                      : StartsListItem(item.line.text);
    open_.block = MakeBlock(item, page,
                            IsFormula(item, page) ? parse::BlockKind::kFormula
                            : starts_item         ? parse::BlockKind::kListItem
                                                  : parse::BlockKind::kParagraph);
    if (open_.block.kind == parse::BlockKind::kListItem) {
      open_.block.level = std::max<std::uint8_t>(item.line.place.depth, 1);
    }
    open_.size = item.line.size;
    open_.bold = item.line.bold;
    open_.heading = item.line.heading;
    open_.tagged = item.line.tagged;
    left_ = item.line.box.left;
    right_ = item.line.box.right;
    pitch_ = 0;
  }
  ++open_.lines;
  last_ = item;
  last_.table = {};
  last_page_ = page.number;
}

// Only the first paragraph of an item is one.
bool ParagraphBuilder::StartsTaggedItem(const TextLine& line, const LaidOutPage& page) const {
  return page.number != last_page_ || line.place.item != last_.line.place.item;
}

// A formula set apart has room at both sides; what reaches an edge may be part of a sentence.
bool ParagraphBuilder::IsFormula(const PageItem& item, const LaidOutPage& page) const {
  if (item.line.turned || (!item.line.formula && !item.line.formula_number)) return false;
  const bool goes_on = open_.lines > 0 && open_.block.kind == parse::BlockKind::kFormula &&
                       page.number == last_page_ && item.column == last_.column;
  const float room = kFormulaIndent * item.line.size;
  const bool apart = item.line.box.left > item.column_left + room &&
                     item.line.box.right < item.column_right - room;
  return goes_on || (item.line.formula && apart);
}

bool ParagraphBuilder::Continues(const PageItem& item, const LaidOutPage& page) const {
  const TextLine& line = item.line;
  if (line.heading != last_.line.heading) return false;
  if (page.number == last_page_ && (line.place.part > 0 || last_.line.place.part > 0)) {
    const TagPlace& last = last_.line.place;
    const bool label = last.part == last.item && last.item > 0;  // what stands directly in an item
    return line.place.part == last.part || (label && line.place.item == last.item);
  }
  const bool formula = IsFormula(item, page);
  if (formula != (open_.block.kind == parse::BlockKind::kFormula)) return false;
  if (formula) {
    return page.number == last_page_ && item.column == last_.column &&
           line.box.top - last_.line.box.bottom < line.size;
  }
  if (line.turned != last_.line.turned || line.bold != open_.bold) return false;
  if (std::abs(line.size - open_.size) > kSameSize * open_.size) return false;
  if (StartsListItem(line.text) || last_.line.leader) return false;
  if (line.turned)
    return page.number == last_page_ && line.box.left < last_.line.box.right + line.size;
  const bool here = page.number == last_page_ && item.column == last_.column;
  return here ? ContinuesInColumn(item) : ContinuesElsewhere(item);
}

bool ParagraphBuilder::ContinuesInColumn(const PageItem& item) const {
  const TextLine& line = item.line;
  const TextLine& last = last_.line;
  const float size = std::max(line.size, 1.0F);
  const float pitch = line.box.bottom - last.box.bottom;
  if (pitch <= 0.3F * size) return false;  // beside, not below
  if (pitch > kLoosePitch * size) return false;
  if (pitch_ > 0 && pitch > pitch_ * (1 + kPitchTolerance)) return false;
  if (pitch_ > 0 && pitch < pitch_ * (1 - kPitchTolerance)) return false;
  if (Overlap(line.box.left, line.box.right, last.box.left, last.box.right) <= 0) return false;
  if (Centred(line.box, last.box)) return true;
  // Where the next word had fitted, somebody ended the line on purpose.
  const float edge = std::max(right_, item.column_right);
  const bool room = last.box.right + line.first_word_width + size < edge;
  if (room &&
      (last.box.right < edge - 0.3F * (edge - item.column_left) || EndsSentence(last.text))) {
    return false;
  }
  const float indent = line.box.left - left_;
  if (open_.lines == 1) {
    return open_.block.kind == parse::BlockKind::kListItem ? indent > -0.5F * size
                                                           : indent < 1.2F * size;
  }
  return std::abs(indent) < 0.8F * size;
}

bool ParagraphBuilder::ContinuesElsewhere(const PageItem& item) const {
  const TextLine& line = item.line;
  const TextLine& last = last_.line;
  if (EndsSentence(last.text) || last.text.empty()) return false;
  const float edge = last_.column_right;
  if (last.box.right < edge - 4 * last.size) return false;  // not a full line
  return last.hyphen_end || IsLower(line.text.front()) || (line.wide_start && last.wide_end);
}

// Adds the line that follows `last` in `block`.
void ParagraphBuilder::JoinText(parse::Block& block, const TextLine& last, const TextLine& line,
                                std::uint32_t page) const {
  std::string& text = block.text;
  if (last.hyphen_end && text.size() > 1 && IsLetterOrDigit(text[text.size() - 2])) {
    if (IsLower(line.text.front()) && IsLower(text[text.size() - 2]) &&
        !hyphens_.Stay(text, line.text)) {
      text.pop_back();
      --block.spans.back().end;
    }
  } else if (!(last.wide_end && line.wide_start)) {
    text += ' ';
  }
  const auto begin = static_cast<std::uint32_t>(text.size());
  text += line.text;
  block.confidence = std::min(block.confidence, line.confidence);
  const Box& box = line.box;
  block.spans.push_back({begin,
                         static_cast<std::uint32_t>(text.size()),
                         {page, box.left, box.top, box.right, box.bottom}});
}

void ParagraphBuilder::Join(const PageItem& item, const LaidOutPage& page) {
  const TextLine& last = last_.line;
  const Box& box = item.line.box;
  JoinText(open_.block, last, item.line, page.number);
  if (page.number == last_page_ && item.column == last_.column) {
    pitch_ = box.bottom - last.box.bottom;
  }
  if (open_.lines == 1) left_ = box.left;
  right_ = std::max(right_, box.right);
}

void ParagraphBuilder::Finish() {
  if (open_.lines > 0) {
    if (open_.block.kind == parse::BlockKind::kFormula) open_.block.box = BoxOf(open_.block);
    done_.push_back(std::exchange(open_, {}));
  }
  for (Paragraph& running : waiting_) done_.push_back(std::move(running));
  waiting_.clear();
}

}  // namespace wenyuan::parse_pdf
