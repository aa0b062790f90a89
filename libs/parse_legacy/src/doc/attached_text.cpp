#include "doc/attached_text.h"

#include <algorithm>
#include <map>
#include <set>

#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kFootnoteData = 2;
constexpr std::size_t kCommentData = 30;
constexpr std::size_t kAnchorData = 26;
constexpr std::size_t kBoxData = 22;
constexpr std::size_t kSeparators =
    6;  // stories before those of the first section; Word 6: as needed
constexpr std::size_t kMaxEntries = 100'000;
constexpr std::size_t kMaxOwners = 10'000;

Bytes Slice(std::string_view table, DocRange range) {
  return Bytes(Bytes(table).Sub(range.at, range.bytes));
}

// Positions, one more than entries, and behind them the data of the entries.
struct PositionTable {
  PositionTable(std::string_view table, DocRange range, std::size_t entry_bytes)
      : bytes(Slice(table, range)),
        data_bytes(entry_bytes),
        count(bytes.size() < 4 ? 0
                               : std::min((bytes.size() - 4) / (4 + entry_bytes), kMaxEntries)) {}
  [[nodiscard]] std::size_t Position(std::size_t i) const { return bytes.U32(i * 4); }
  [[nodiscard]] Bytes Data(std::size_t i) const {
    return bytes.View((bytes.size() - 4) / (4 + data_bytes) * 4 + 4 + i * data_bytes, data_bytes);
  }

  Bytes bytes;
  std::size_t data_bytes;
  std::size_t count;
};

DocSpan SpanOf(const DocContext& context, DocStory story, std::size_t from, std::size_t to) {
  const auto [begin, end] = context.text.Story(story);
  from = std::min(from, end - begin);
  to = std::clamp(to, from, end - begin);
  return {begin + from, begin + to};
}

struct NoteKind {
  DocStory story;
  DocRange references;
  DocRange texts;
  std::size_t data_bytes;
};

void LoadKind(const NoteKind& kind, std::string_view table, const std::vector<std::string>& owners,
              DocContext& context) {
  const PositionTable references(table, kind.references, kind.data_bytes);
  const Bytes texts = Slice(table, kind.texts);
  std::size_t total = 0;  // notes of sound files do not overlap
  for (std::size_t i = 0; i < references.count; ++i) {
    const DocSpan span = SpanOf(context, kind.story, texts.U32(i * 4), texts.U32(i * 4 + 4));
    total += span.second - span.first;
    if (total > context.text.Characters().size()) return;
    std::string text = context.PlainText(span);
    if (text.empty()) continue;
    if (kind.data_bytes == kCommentData) {
      const std::size_t owner = references.Data(i).U16(20);
      if (owner < owners.size() && !owners[owner].empty()) text = owners[owner] + ": " + text;
    }
    std::string& note = context.notes[references.Position(i)];
    note += (note.empty() ? "" : "\n") + text;
  }
}

}  // namespace

void LoadDocNotes(const DocInformation& information, std::string_view table, DocContext& context) {
  std::vector<std::string> owners;
  const Bytes names = Slice(table, information.comment_owners);
  for (std::size_t at = 0; names.Has(at, 2) && owners.size() < kMaxOwners;) {
    const std::size_t length = names.U16(at);
    owners.push_back(WideToUtf8(names.Sub(at + 2, length * 2)));
    at += 2 + length * 2;
  }
  const NoteKind kinds[] = {
      {kFootnoteStory, information.footnote_references, information.footnote_texts, kFootnoteData},
      {kEndnoteStory, information.endnote_references, information.endnote_texts, kFootnoteData},
      {kCommentStory, information.comment_references, information.comment_texts,
       information.word6 ? 20 : kCommentData}};
  for (const NoteKind& kind : kinds) LoadKind(kind, table, owners, context);
}

std::vector<DocSpan> LoadDocBoxes(const DocInformation& information, std::string_view table,
                                  DocContext& context) {
  const PositionTable boxes(table, information.boxes, kBoxData);
  std::map<std::uint32_t, DocSpan> by_shape;
  std::vector<DocSpan> loose;
  std::size_t done = 0;
  for (std::size_t i = 0; i < boxes.count; ++i) {
    const std::size_t from = std::max(boxes.Position(i), done);
    const DocSpan span = SpanOf(context, kTextBoxStory, from, boxes.Position(i + 1));
    if (span.first == span.second) continue;
    done = std::max(done, boxes.Position(i + 1));
    const std::uint32_t shape = boxes.Data(i).U32(14);
    if (shape == 0 || !by_shape.emplace(shape, span).second) loose.push_back(span);
  }
  const PositionTable anchors(table, information.anchors, kAnchorData);
  for (std::size_t i = 0; i < anchors.count; ++i) {
    const auto found = by_shape.find(anchors.Data(i).U32(0));
    const std::size_t at = anchors.Position(i);
    const bool placed = found != by_shape.end() && at < context.text.Story(kMainStory).second &&
                        context.marks.by_character[at] == DocMark::kShown &&
                        context.boxes.emplace(at, found->second).second;
    if (placed) by_shape.erase(found);
  }
  for (const auto& [shape, span] : by_shape) loose.push_back(span);
  if (boxes.count == 0) loose.push_back(context.text.Story(kTextBoxStory));
  std::sort(loose.begin(), loose.end());
  return loose;
}

std::vector<std::string> LoadDocHeaders(const DocInformation& information, std::string_view table,
                                        const DocContext& context) {
  const Bytes positions = Slice(table, information.header_texts);
  const std::size_t count = std::min(positions.size() / 4, kMaxEntries);
  std::vector<std::string> headers;
  std::set<std::string> seen;
  std::size_t done = 0;
  for (std::size_t i = information.word6 ? 0 : kSeparators; i + 1 < count; ++i) {
    const std::size_t from = std::max<std::size_t>(positions.U32(i * 4), done);
    const DocSpan span = SpanOf(context, kHeaderStory, from, positions.U32(i * 4 + 4));
    done = std::max<std::size_t>(done, positions.U32(i * 4 + 4));
    std::string text = context.PlainText(span);
    if (!text.empty() && seen.insert(text).second) headers.push_back(std::move(text));
  }
  return headers;
}

}  // namespace wenyuan::parse
