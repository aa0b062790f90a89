#include "markdown_reader.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <memory>
#include <string>
#include <vector>

#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/html_reader.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/table_grid.h"

namespace wenyuan::parse {
namespace {

constexpr int kOptions = CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8;

struct NodeFree {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct ParserFree {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct IteratorFree {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

std::string_view Literal(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string_view() : std::string_view(literal);
}

// Lines of Chinese are joined without a space.
void JoinLine(std::string& text) {
  const bool han = text.size() >= 3 && static_cast<unsigned char>(text[text.size() - 3]) >= 0xE3;
  text += han ? '\x02' : ' ';
}

std::string ResolveJoins(std::string text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\x02') {
      out += text[i];
    } else if (i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xE3) {
      out += ' ';
    }
  }
  return out;
}

class Reader {
 public:
  explicit Reader(DocumentBuilder& out) : out_(out) {}

  Result<void> Run(cmark_node* root) {
    const std::unique_ptr<cmark_iter, IteratorFree> iterator(cmark_iter_new(root));
    for (cmark_event_type event = cmark_iter_next(iterator.get());
         event != CMARK_EVENT_DONE && !out_.Full(); event = cmark_iter_next(iterator.get())) {
      cmark_node* node = cmark_iter_get_node(iterator.get());
      if (event == CMARK_EVENT_ENTER) {
        WY_CHECK(Enter(node));
      } else {
        Leave(node);
      }
    }
    return {};
  }

 private:
  struct List {
    bool numbered = false;
    int next = 1;
  };

  Result<void> Enter(cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
    // The types of extensions have names only.
    const std::string_view name = cmark_node_get_type_string(node);
    if (name == "table_row" || name == "table_header") {
      grid_.StartRow();
      header_row_ = name == "table_header";
    } else if (name == "table_cell") {
      text_.clear();
    } else if (type == CMARK_NODE_CODE_BLOCK) {
      out_.Add(BlockKind::kCode, Literal(node));
    } else if (type == CMARK_NODE_HTML_BLOCK) {
      return ReadHtml(std::string(Literal(node)), false, out_);
    } else if (type == CMARK_NODE_LIST) {
      lists_.push_back(
          {cmark_node_get_list_type(node) == CMARK_ORDERED_LIST, cmark_node_get_list_start(node)});
    } else if (type == CMARK_NODE_ITEM) {
      EnterItem();
    } else if (type == CMARK_NODE_FOOTNOTE_DEFINITION) {
      ++notes_;
    } else {
      EnterInline(node, type);
    }
    return {};
  }

  void EnterItem() {
    marker_.clear();
    if (lists_.empty()) return;
    if (lists_.back().numbered) marker_ = std::to_string(lists_.back().next++) + ". ";
    first_in_item_ = true;
  }

  void EnterInline(cmark_node* node, cmark_node_type type) {
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) {
      text_ += Literal(node);
    } else if (type == CMARK_NODE_SOFTBREAK) {
      JoinLine(text_);
    } else if (type == CMARK_NODE_LINEBREAK) {
      text_ += '\n';
    } else if (type == CMARK_NODE_HTML_INLINE && AsciiLower(Literal(node).substr(0, 3)) == "<br") {
      text_ += '\n';
    }
  }

  void Leave(cmark_node* node) {
    const cmark_node_type type = cmark_node_get_type(node);
    const std::string_view name = cmark_node_get_type_string(node);
    if (type == CMARK_NODE_HEADING) {
      AddText(BlockKind::kHeading, static_cast<std::uint8_t>(cmark_node_get_heading_level(node)));
    } else if (type == CMARK_NODE_PARAGRAPH) {
      LeaveParagraph();
    } else if (type == CMARK_NODE_LIST) {
      lists_.pop_back();
    } else if (type == CMARK_NODE_FOOTNOTE_DEFINITION) {
      --notes_;
    } else if (name == "table_cell") {
      grid_.AddCell(ResolveJoins(std::move(text_)), 1, 1, header_row_);
      text_.clear();
    } else if (name == "table") {
      out_.AddTable(grid_.Finish());
    }
  }

  void LeaveParagraph() {
    if (notes_ > 0) {
      AddText(BlockKind::kNote, 0);
    } else if (!lists_.empty() && first_in_item_) {
      text_.insert(0, marker_);
      AddText(BlockKind::kListItem,
              static_cast<std::uint8_t>(std::min<std::size_t>(lists_.size(), 9)));
      first_in_item_ = false;
    } else {
      AddText(BlockKind::kParagraph, 0);
    }
  }

  void AddText(BlockKind kind, std::uint8_t level) {
    out_.Add(kind, ResolveJoins(std::move(text_)), level);
    text_.clear();
  }

  DocumentBuilder& out_;
  std::string text_;
  std::string marker_;
  std::vector<List> lists_;
  TableGrid grid_;
  bool first_in_item_ = false;
  bool header_row_ = false;
  int notes_ = 0;
};

// "---", lines of "key: value", "---" at the very start, or "+++" and "key = value"; returns what
// follows.
std::string_view TakeFrontMatter(std::string_view text, DocumentBuilder& out) {
  const std::string_view fence = text.substr(0, 3);
  const bool toml = fence == "+++";
  if ((fence != "---" && !toml) ||
      text.substr(3, text.find('\n') - 3).find_first_not_of("\r \t") != std::string_view::npos) {
    return text;
  }
  const std::size_t end = text.find("\n" + std::string(fence), 3);
  if (end == std::string_view::npos || end > 64 * 1024) return text;
  const std::string_view matter = text.substr(4, end > 4 ? end - 4 : 0);
  for (std::size_t at = 0; at < matter.size();) {
    const std::size_t stop = std::min(matter.find('\n', at), matter.size());
    const std::string_view line = matter.substr(at, stop - at);
    at = stop + 1;
    const std::size_t colon = line.find(toml ? '=' : ':');
    if (colon == std::string_view::npos || line[0] == ' ' || line[0] == '#') continue;
    std::string_view value = Trim(line.substr(colon + 1));
    if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0]) {
      value = value.substr(1, value.size() - 2);
    }
    const std::string key = AsciiLower(Trim(line.substr(0, colon)));
    if (key == "title") {
      out.SetTitle(value);
    } else {
      out.AddMetadata(key, value);
    }
  }
  const std::size_t rest = text.find('\n', end + 1);
  return rest == std::string_view::npos ? std::string_view() : text.substr(rest + 1);
}

}  // namespace

void WarmUpMarkdown() { cmark_gfm_core_extensions_ensure_registered(); }

Result<void> ReadMarkdown(std::string_view utf8, DocumentBuilder& out) {
  const std::string_view body = TakeFrontMatter(utf8, out);
  const std::unique_ptr<cmark_parser, ParserFree> parser(cmark_parser_new(kOptions));
  for (const char* name : {"table", "strikethrough"}) {
    cmark_syntax_extension* extension = cmark_find_syntax_extension(name);
    if (extension != nullptr) cmark_parser_attach_syntax_extension(parser.get(), extension);
  }
  cmark_parser_feed(parser.get(), body.data(), body.size());
  const std::unique_ptr<cmark_node, NodeFree> root(cmark_parser_finish(parser.get()));
  return Reader(out).Run(root.get());
}

}  // namespace wenyuan::parse
