#include "wenyuan/parse_kit/html_reader.h"

#include <charconv>
#include <memory>
#include <utility>
#include <vector>

#include "html_content.h"
#include "html_table.h"
#include "html_tree.h"
#include "html_walk.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

bool IsHeading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

class Reader {
 public:
  Reader(const HtmlContent* content, const HtmlPictures& pictures, DocumentBuilder& out)
      : content_(content), pictures_(pictures), out_(out) {}

  void Run(const GumboNode* start) {
    WalkHtml(
        start, [this](const GumboNode* node) { return Enter(node); },
        [this](const GumboNode* node) { Leave(node); });
    Flush();
  }

 private:
  struct List {
    bool numbered = false;
    long next = 1;
  };
  struct State {
    BlockKind kind;
    std::uint8_t level;
    std::string marker;
  };

  bool Enter(const GumboNode* node) {
    if (out_.Full() || HtmlContent::IsInvisible(node)) return false;
    if (content_ != nullptr && content_->IsFrame(node)) return false;
    if (!IsElement(node)) {
      EnterText(node);
      return node->type == GUMBO_NODE_DOCUMENT;
    }
    const GumboTag tag = TagOf(node);
    if (tag == GUMBO_TAG_BR) text_ += pre_ ? '\n' : '\x01';
    text_ += RaisedMark(node, text_);
    if (const std::string value = Replacement(node); !value.empty()) {
      text_ += " " + value + " ";
      if (tag == GUMBO_TAG_MATH) return false;
    }
    if (IsBlockElement(tag)) Flush();
    if (tag == GUMBO_TAG_IMG) AddPicture(Attribute(node, "src"));
    if (tag == GUMBO_TAG_TABLE && IsDataTable(node)) {
      AddTable(node);
      return false;
    }
    EnterKind(node, tag);
    return true;
  }

  void EnterText(const GumboNode* node) {
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
        node->type == GUMBO_NODE_WHITESPACE) {
      text_ += node->v.text.text;
    }
  }

  void EnterKind(const GumboNode* node, GumboTag tag) {
    if (IsHeading(tag)) {
      Push(BlockKind::kHeading, static_cast<std::uint8_t>(tag - GUMBO_TAG_H1 + 1), "");
    } else if (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL) {
      List list{tag == GUMBO_TAG_OL, 1};
      const std::string_view start = Attribute(node, "start");
      std::from_chars(start.data(), start.data() + start.size(), list.next);
      lists_.push_back(list);
    } else if (tag == GUMBO_TAG_LI) {
      std::string marker;
      if (!lists_.empty() && lists_.back().numbered) {
        marker = std::to_string(lists_.back().next) + ". ";
        if (lists_.back().next < 1'000'000'000) ++lists_.back().next;
      }
      Push(BlockKind::kListItem,
           static_cast<std::uint8_t>(
               std::min<std::size_t>(std::max<std::size_t>(lists_.size(), 1), 9)),
           std::move(marker));
    } else if (tag == GUMBO_TAG_CAPTION || tag == GUMBO_TAG_FIGCAPTION) {
      Push(BlockKind::kCaption, 0, "");
    } else if (tag == GUMBO_TAG_PRE) {
      Push(BlockKind::kCode, 0, "");
      ++pre_;
    }
  }

  void Leave(const GumboNode* node) {
    const GumboTag tag = TagOf(node);
    if (IsBlockElement(tag)) Flush();
    if (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL) lists_.pop_back();
    if (tag == GUMBO_TAG_PRE) --pre_;
    if (IsHeading(tag) || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_CAPTION ||
        tag == GUMBO_TAG_FIGCAPTION || tag == GUMBO_TAG_PRE) {
      state_ = std::move(outer_.back());
      outer_.pop_back();
    }
  }

  void Push(BlockKind kind, std::uint8_t level, std::string marker) {
    outer_.push_back(std::move(state_));
    state_ = {kind, level, std::move(marker)};
  }

  void AddPicture(std::string_view address) {
    const std::uint32_t picture = address.starts_with("data:") ? PictureOfData(address)
                                  : pictures_                  ? pictures_(address)
                                                               : 0;
    if (picture != 0) waiting_.push_back(picture);
  }

  std::uint32_t PictureOfData(std::string_view address) {
    constexpr std::string_view kMark = ";base64,";
    const std::size_t mark = address.substr(0, kLongestType).find(kMark);
    if (!address.starts_with("data:image/") || mark == std::string_view::npos) return 0;
    const std::string name = "data:" + std::to_string(std::hash<std::string_view>()(address));
    return out_.AddPicture(name, [&] { return FromBase64(address.substr(mark + kMark.size())); });
  }

  void AddTable(const GumboNode* table) {
    WalkHtml(
        table,
        [&](const GumboNode* node) {
          if (TagOf(node) == GUMBO_TAG_CAPTION) out_.Add(BlockKind::kCaption, TextBelow(node));
          return node == table;
        },
        [](const GumboNode*) {});
    out_.AddTable(ReadHtmlTable(table));
  }

  void Flush() {
    FlushText();
    for (const std::uint32_t picture : std::exchange(waiting_, {})) out_.AddFigure({}, picture);
  }

  void FlushText() {
    if (text_.empty()) return;
    if (pre_ > 0) {
      out_.Add(BlockKind::kCode, text_);
      text_.clear();
      return;
    }
    std::string lines;
    for (std::size_t at = 0; at <= text_.size();) {
      const std::size_t end = std::min(text_.find('\x01', at), text_.size());
      if (const std::string line = Collapse(std::string_view(text_).substr(at, end - at));
          !line.empty()) {
        lines += (lines.empty() ? "" : "\n") + line;
      }
      at = end + 1;
    }
    text_.clear();
    if (lines.empty()) return;
    out_.Add(state_.kind, state_.marker + lines, state_.level);
    // What follows in the same item is text of its own.
    if (state_.kind == BlockKind::kListItem) state_ = {BlockKind::kParagraph, 0, ""};
  }

  static constexpr std::size_t kLongestType = 100;

  const HtmlContent* content_;
  const HtmlPictures& pictures_;
  DocumentBuilder& out_;
  std::vector<std::uint32_t> waiting_;  // pictures, for the end of the text they stand in
  std::string text_;
  State state_{BlockKind::kParagraph, 0, ""};
  std::vector<State> outer_;
  std::vector<List> lists_;
  int pre_ = 0;
};

void ReadMeta(const GumboNode* node, DocumentBuilder& out) {
  const std::string_view name =
      Attribute(node, "name").empty() ? Attribute(node, "property") : Attribute(node, "name");
  const std::string lower = AsciiLower(name);
  const std::string_view content = Attribute(node, "content");
  if (lower == "author" || lower == "description" || lower == "keywords" || lower == "date") {
    out.AddMetadata(lower, content);
  } else if (lower == "article:published_time" || lower == "dc.date") {
    out.AddMetadata("date", content);
  }
}

void ReadHead(const GumboNode* root, DocumentBuilder& out) {
  WalkHtml(
      root,
      [&](const GumboNode* node) {
        const GumboTag tag = TagOf(node);
        if (tag == GUMBO_TAG_TITLE) {
          const GumboVector* children = Children(node);
          for (unsigned i = 0; i < children->length; ++i) {
            const auto* child = static_cast<const GumboNode*>(children->data[i]);
            if (child->type == GUMBO_NODE_TEXT) out.SetTitle(child->v.text.text);
          }
        }
        if (tag == GUMBO_TAG_META) ReadMeta(node, out);
        return tag != GUMBO_TAG_BODY;
      },
      [](const GumboNode*) {});
}

}  // namespace

Result<void> ReadHtml(std::string utf8, bool whole, DocumentBuilder& out,
                      const HtmlPictures& pictures) {
  WY_TRY(const HtmlTree tree, HtmlTree::Parse(std::move(utf8)));
  if (!whole) {
    Reader(nullptr, pictures, out).Run(tree.Root());
    return {};
  }
  ReadHead(tree.Root(), out);
  const HtmlContent content(tree.Root());
  Reader(&content, pictures, out).Run(content.Start());
  return {};
}

}  // namespace wenyuan::parse
