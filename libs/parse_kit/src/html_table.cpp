#include "html_table.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "html_content.h"
#include "html_walk.h"
#include "wenyuan/parse_kit/raised_mark.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/table_grid.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kLayoutCellBytes = 3'000;

bool IsCell(GumboTag tag) { return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH; }

std::uint32_t Span(const GumboNode* cell, const char* name) {
  const std::string_view value = Trim(Attribute(cell, name));
  std::uint32_t span = 1;
  std::from_chars(value.data(), value.data() + value.size(), span);
  return span;
}

// Rows and cells of this table, not of the tables inside its cells.
template <typename OnRow, typename OnCell>
void VisitCells(const GumboNode* table, OnRow on_row, OnCell on_cell) {
  bool in_head = false;
  WalkHtml(
      table,
      [&](const GumboNode* node) {
        const GumboTag tag = TagOf(node);
        if (node != table && tag == GUMBO_TAG_TABLE) return false;
        if (HtmlContent::IsInvisible(node)) return false;
        if (tag == GUMBO_TAG_THEAD) in_head = true;
        if (tag == GUMBO_TAG_TR) on_row();
        if (IsCell(tag)) {
          on_cell(node, in_head || tag == GUMBO_TAG_TH);
          return false;
        }
        return true;
      },
      [&](const GumboNode* node) {
        if (TagOf(node) == GUMBO_TAG_THEAD) in_head = false;
      });
}

bool HasTableInside(const GumboNode* table) {
  bool found = false;
  WalkHtml(
      table,
      [&](const GumboNode* node) {
        found = found || (node != table && TagOf(node) == GUMBO_TAG_TABLE);
        return !found;
      },
      [](const GumboNode*) {});
  return found;
}

// Pages carry the source of an equation beside its drawing.
std::string TexOf(const GumboNode* math) {
  std::string tex;
  bool inside = false;
  WalkHtml(
      math,
      [&](const GumboNode* node) {
        const bool source = IsElement(node) && Attribute(node, "encoding") == "application/x-tex";
        inside = inside || source;
        if (inside && node->type == GUMBO_NODE_TEXT) tex += node->v.text.text;
        return true;
      },
      [&](const GumboNode* node) {
        if (IsElement(node) && Attribute(node, "encoding") == "application/x-tex") inside = false;
      });
  if (tex.empty()) tex = Attribute(math, "alttext");
  tex = Collapse(tex);
  return tex.empty() ? tex : "$" + tex + "$";
}

}  // namespace

std::string RaisedMark(const GumboNode* node, const std::string& before) {
  if (TagOf(node) != GUMBO_TAG_SUP) return {};
  return std::string(RaisedMark(TextBelow(node), std::string_view(before)));
}

bool IsBlockElement(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_BODY:
      return true;
    default:
      return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
  }
}

std::string Replacement(const GumboNode* node) {
  switch (TagOf(node)) {
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_AREA:
      return std::string(Attribute(node, "alt"));
    case GUMBO_TAG_MATH:
      return TexOf(node);
    case GUMBO_TAG_INPUT: {
      const std::string type = AsciiLower(Attribute(node, "type"));
      if (type == "hidden" || type == "password" || type == "file") return {};
      const bool box = type == "checkbox" || type == "radio";
      if (box) {
        const bool on = gumbo_get_attribute(&node->v.element.attributes, "checked") != nullptr;
        return on ? "[x]" : "[ ]";
      }
      return std::string(Attribute(node, "value"));
    }
    default:
      return {};
  }
}

std::string TextBelow(const GumboNode* node) {
  std::string text;
  WalkHtml(
      node,
      [&](const GumboNode* inner) {
        if (HtmlContent::IsInvisible(inner)) return false;
        if (inner->type == GUMBO_NODE_TEXT || inner->type == GUMBO_NODE_CDATA ||
            inner->type == GUMBO_NODE_WHITESPACE) {
          for (const char c : std::string_view(inner->v.text.text)) text += c == '\n' ? ' ' : c;
          return false;
        }
        const GumboTag tag = TagOf(inner);
        if (tag == GUMBO_TAG_BR || IsBlockElement(tag)) text += '\n';
        if (inner != node) text += RaisedMark(inner, text);
        if (const std::string value = Replacement(inner); !value.empty()) {
          text += " " + value + " ";
          return tag != GUMBO_TAG_MATH;
        }
        return true;
      },
      [&](const GumboNode* inner) {
        if (IsBlockElement(TagOf(inner))) text += '\n';
      });
  std::string lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (const std::string line = Collapse(std::string_view(text).substr(at, end - at));
        !line.empty()) {
      lines += (lines.empty() ? "" : "\n") + line;
    }
    at = end + 1;
  }
  return lines;
}

bool IsDataTable(const GumboNode* table) {
  if (Attribute(table, "role") == "presentation") return false;
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::size_t in_row = 0;
  std::size_t longest = 0;
  bool headed = false;
  VisitCells(
      table,
      [&] {
        ++rows;
        in_row = 0;
      },
      [&](const GumboNode* cell, bool header) {
        columns = std::max(columns, ++in_row);
        headed = headed || header;
        longest = std::max(longest, TextBelow(cell).size());
      });
  if (headed) return columns >= 1 && rows >= 1;
  return rows >= 2 && columns >= 2 && longest <= kLayoutCellBytes && !HasTableInside(table);
}

Table ReadHtmlTable(const GumboNode* table) {
  TableGrid grid;
  VisitCells(
      table, [&] { grid.StartRow(); },
      [&](const GumboNode* cell, bool header) {
        grid.AddCell(TextBelow(cell), Span(cell, "rowspan"), Span(cell, "colspan"), header);
      });
  return grid.Finish();
}

}  // namespace wenyuan::parse
