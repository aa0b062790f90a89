#include "data_writer.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "data_table.h"
#include "wenyuan/parse_kit/html_reader.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

using Kind = DataTree::Kind;

constexpr std::size_t kRowsPerTable = 200;
constexpr std::size_t kLongText = 240;
constexpr std::size_t kLongLabel = 120;

class Writer {
 public:
  Writer(const DataTree& tree, DocumentBuilder& out) : tree_(tree), out_(out) {}

  void Root(std::size_t root) {
    if (tree_.KindOf(root) == Kind::kObject) {
      out_.SetTitle(Label(root));
      Object(root, 1);
    } else if (tree_.KindOf(root) == Kind::kArray) {
      Array(root, "", 1);
    } else {
      out_.Add(BlockKind::kParagraph, tree_.TextOf(root));
    }
    Flush();
  }

 private:
  // What people would call an object: its title, name or the like.
  [[nodiscard]] std::string_view Label(std::size_t object) const {
    static constexpr std::array<std::string_view, 8> kNames = {
        "title", "name", "question", "subject", "heading", "label", "id", "key"};
    std::size_t best = kNames.size();
    std::string_view label;
    for (const std::size_t child : tree_.ChildrenOf(object)) {
      if (tree_.KindOf(child) != Kind::kScalar) continue;
      const auto* found = std::find(kNames.begin(), kNames.end(), AsciiLower(tree_.KeyOf(child)));
      const auto rank = static_cast<std::size_t>(found - kNames.begin());
      if (rank < best && tree_.TextOf(child).size() <= kLongLabel) {
        best = rank;
        label = tree_.TextOf(child);
      }
    }
    return label;
  }

  void Object(std::size_t object, std::size_t level) {
    for (const std::size_t child : tree_.ChildrenOf(object)) {
      if (out_.Full()) return;
      const std::string key(tree_.KeyOf(child));
      const bool scalar = tree_.KindOf(child) == Kind::kScalar;
      if (scalar && key == kCommentKey) {
        comment_ = tree_.TextOf(child);
      } else if (scalar) {
        Line(key, tree_.TextOf(child));
      } else if (FitsOnOneLine(tree_, child) && !AsTable(tree_, child)) {
        Line(key, OnOneLine(tree_, child));
      } else {
        Flush();
        Heading(key, level);
        if (tree_.KindOf(child) == Kind::kObject) {
          Object(child, level + 1);
        } else {
          Array(child, key, level + 1);
        }
        Flush();
      }
    }
  }

  void Array(std::size_t array, const std::string& key, std::size_t level) {
    if (auto table = AsTable(tree_, array)) {
      Table(std::move(*table));
      return;
    }
    std::size_t number = 0;
    for (const std::size_t child : tree_.ChildrenOf(array)) {
      if (out_.Full()) return;
      ++number;
      if (tree_.KindOf(child) == Kind::kScalar) {
        out_.Add(BlockKind::kListItem, tree_.TextOf(child), 1);
      } else if (tree_.KindOf(child) == Kind::kArray && FitsOnOneLine(tree_, child)) {
        out_.Add(BlockKind::kListItem, OnOneLine(tree_, child), 1);
      } else {
        const bool object = tree_.KindOf(child) == Kind::kObject;
        std::string label = Collapse(object ? Label(child) : std::string_view());
        if (label.empty()) label = (key.empty() ? "" : key + " ") + std::to_string(number);
        Heading(label, level);
        if (object) {
          Object(child, level + 1);
        } else {
          Array(child, label, level + 1);
        }
        Flush();
      }
    }
  }

  // Later pieces repeat the header, so that each can be understood alone.
  void Table(DataTable table) {
    const std::size_t first = table.header ? 1 : 0;
    for (std::size_t at = first; at < table.rows.size() && !out_.Full(); at += kRowsPerTable) {
      std::vector<std::vector<std::string>> rows;
      if (table.header) rows.push_back(table.rows[0]);
      const std::size_t end = std::min(at + kRowsPerTable, table.rows.size());
      for (std::size_t i = at; i < end; ++i) rows.push_back(std::move(table.rows[i]));
      out_.AddTable(TableFromRows(rows, table.header ? 1 : 0));
    }
  }

  void Heading(std::string_view text, std::size_t level) {
    out_.Add(BlockKind::kHeading, Collapse(text),
             static_cast<std::uint8_t>(std::min<std::size_t>(level, 9)));
    out_.Add(BlockKind::kParagraph, std::exchange(comment_, {}));
  }

  // Pages and texts with marks are often kept as values.
  static bool LooksLikeHtml(std::string_view text) {
    if (text.size() < 40 || text.find("</") == std::string_view::npos) return false;
    for (const std::string_view tag : {"</p>", "</div>", "</td>", "</li>", "</span>"}) {
      if (FindIgnoringCase(text, tag) != std::string_view::npos) return true;
    }
    const std::string_view start = Trim(text);
    return start[0] == '<' && start.back() == '>';
  }

  void Line(const std::string& key, std::string_view text) {
    if (LooksLikeHtml(text)) {
      Flush();
      if (key != "text") out_.Add(BlockKind::kParagraph, key + ":");
      if (ReadHtml(std::string(text), false, out_)) return;
    }
    const bool is_long = text.size() > kLongText || text.find('\n') != std::string_view::npos;
    if (is_long || !comment_.empty()) Flush();
    if (!comment_.empty()) lines_ = std::exchange(comment_, {});
    if (!lines_.empty()) lines_ += '\n';
    lines_ += key;
    lines_ += is_long && text.find('\n') != std::string_view::npos ? ":\n" : ": ";
    lines_ += text;
    if (is_long) Flush();
  }

  void Flush() { out_.Add(BlockKind::kParagraph, std::exchange(lines_, {})); }

  const DataTree& tree_;
  DocumentBuilder& out_;
  std::string lines_;
  std::string comment_;  // on what comes next
};

}  // namespace

void WriteData(const DataTree& tree, std::size_t root, DocumentBuilder& out) {
  if (root < tree.Size()) Writer(tree, out).Root(root);
}

}  // namespace wenyuan::parse
