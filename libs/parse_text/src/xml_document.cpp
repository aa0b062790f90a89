#include "xml_document.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/parse_kit/strings.h"
#include "xml_roles.h"
#include "xml_text.h"

namespace wenyuan::parse {
namespace {

class Reader {
 public:
  explicit Reader(DocumentBuilder& out) : out_(out) {}

  void Visit(pugi::xml_node node, std::uint8_t level) {
    for (const pugi::xml_node child : node.children()) {
      if (out_.Full()) return;
      if (IsTextNode(child)) {
        Add(BlockKind::kParagraph, Collapse(child.value()));
      } else if (IsElement(child)) {
        Element(child, level);
      }
    }
  }

 private:
  void Element(pugi::xml_node node, std::uint8_t level) {
    switch (XmlRoleOf(LocalName(node))) {
      case XmlRole::kSkip:
        break;
      case XmlRole::kContainer:
        Container(node, level);
        break;
      case XmlRole::kSection:
        Section(node, static_cast<std::uint8_t>(std::min<int>(level + 1, 9)));
        break;
      case XmlRole::kTitle:
        Title(node, level);
        break;
      case XmlRole::kParagraph:
        Paragraph(node, level);
        break;
      case XmlRole::kList:
        List(node, level);
        break;
      case XmlRole::kItem:
        Item(node, level, "");
        break;
      case XmlRole::kTable:
        Add(BlockKind::kCaption, XmlText(XmlChild(node, "title")));
        out_.AddTable(ReadXmlTable(node));
        break;
      case XmlRole::kFloat:
        Float(node, level);
        break;
      case XmlRole::kCode:
        Add(BlockKind::kCode, AllText(node));
        break;
      case XmlRole::kFormula:
        Add(BlockKind::kFormula, XmlFormula(node));
        break;
      case XmlRole::kNote:
        Notes(node);
        break;
      case XmlRole::kNames:
        Names(node);
        break;
      case XmlRole::kUnknown:
        Unknown(node, level);
        break;
    }
  }

  void Container(pugi::xml_node node, std::uint8_t level) {
    if (HasOwnText(node)) {
      Paragraph(node, level);
    } else {
      Visit(node, level);
    }
  }

  // An element that no map knows is a container when it holds blocks, else a paragraph.
  void Unknown(pugi::xml_node node, std::uint8_t level) {
    const bool holds_blocks = std::any_of(node.begin(), node.end(), [](pugi::xml_node child) {
      return IsElement(child) &&
             (XmlRoleOf(LocalName(child)) != XmlRole::kUnknown || child.first_child());
    });
    if (!HasOwnText(node) && holds_blocks) {
      Visit(node, level);
    } else {
      Paragraph(node, level);
    }
  }

  void Section(pugi::xml_node node, std::uint8_t level) {
    const std::string_view name = LocalName(node);
    const pugi::xml_node info = XmlChild(node, "info");
    pugi::xml_node title = XmlChild(node, "title");
    if (!title) title = XmlChild(info, "title");
    if (!title) title = XmlChild(node, "head");
    std::string heading = XmlText(XmlChild(node, "label"));
    if (title) heading += (heading.empty() ? "" : " ") + XmlText(title);
    if (heading.empty() && name == "abstract") heading = "Abstract";
    if (heading.empty() && name == "ref-list") heading = "References";
    Add(BlockKind::kHeading, heading, level);
    for (const pugi::xml_node child : node.children()) {
      if (out_.Full()) return;
      if (child == title || LocalName(child) == "label" || child == info) continue;
      if (IsElement(child)) Element(child, level);
      if (IsTextNode(child)) Add(BlockKind::kParagraph, Collapse(child.value()));
    }
  }

  void Title(pugi::xml_node node, std::uint8_t level) {
    const std::string text = XmlText(node);
    out_.SetTitle(text);
    Add(BlockKind::kHeading, text, std::max<std::uint8_t>(level, 1));
  }

  // Blocks inside of a paragraph end it; what follows is a paragraph of its own.
  void Paragraph(pugi::xml_node node, std::uint8_t level) {
    const auto is_block = [](pugi::xml_node child) {
      const XmlRole role = XmlRoleOf(LocalName(child));
      return IsElement(child) &&
             (role == XmlRole::kTable || role == XmlRole::kFloat || role == XmlRole::kList ||
              role == XmlRole::kCode || role == XmlRole::kFormula);
    };
    if (std::none_of(node.begin(), node.end(), is_block)) {
      std::vector<std::string> notes;
      Add(BlockKind::kParagraph, XmlText(node, &notes));
      for (const std::string& note : notes) Add(BlockKind::kNote, note);
      return;
    }
    pugi::xml_document part;
    pugi::xml_node text = part.append_child("p");
    const auto flush = [&] {
      Add(BlockKind::kParagraph, XmlText(text));
      part.reset();
      text = part.append_child("p");
    };
    for (const pugi::xml_node child : node.children()) {
      if (!is_block(child)) {
        text.append_copy(child);
        continue;
      }
      flush();
      Element(child, level);
    }
    flush();
  }

  void List(pugi::xml_node node, std::uint8_t level) {
    const std::string_view name = LocalName(node);
    const std::string_view type = XmlAttribute(node, "list-type");
    const bool numbered = name == "ol" || name == "orderedlist" || name == "procedure" ||
                          type == "order" || type == "number";
    int number = 0;
    ++list_depth_;
    for (const pugi::xml_node child : node.children()) {
      if (!IsElement(child) || out_.Full()) continue;
      if (XmlRoleOf(LocalName(child)) == XmlRole::kItem) {
        Item(child, level, numbered ? std::to_string(++number) + ". " : "");
      } else {
        Element(child, level);
      }
    }
    --list_depth_;
  }

  void Item(pugi::xml_node node, std::uint8_t level, const std::string& marker) {
    const auto depth = static_cast<std::uint8_t>(std::clamp(list_depth_, 1, 9));
    if (const std::string_view title = XmlAttribute(node, "navtitle"); !title.empty()) {
      Add(BlockKind::kListItem, std::string(title), depth);
    }
    pugi::xml_document part;
    pugi::xml_node text = part.append_child("item");
    std::vector<pugi::xml_node> blocks;
    for (const pugi::xml_node child : node.children()) {
      const XmlRole role = XmlRoleOf(LocalName(child));
      const bool block = role == XmlRole::kList || role == XmlRole::kTable ||
                         role == XmlRole::kFloat || role == XmlRole::kCode ||
                         role == XmlRole::kItem || role == XmlRole::kFormula ||
                         role == XmlRole::kContainer;
      if (IsElement(child) && block) {
        blocks.push_back(child);
      } else {
        text.append_copy(child);
      }
    }
    std::vector<std::string> notes;
    const std::string own = XmlText(text, &notes);
    if (!own.empty()) Add(BlockKind::kListItem, marker + own, depth);
    for (const std::string& note : notes) Add(BlockKind::kNote, note);
    for (const pugi::xml_node block : blocks) {
      const bool nested = XmlRoleOf(LocalName(block)) == XmlRole::kItem;
      list_depth_ += nested ? 1 : 0;
      Element(block, level);
      list_depth_ -= nested ? 1 : 0;
    }
  }

  void Float(pugi::xml_node node, std::uint8_t level) {
    std::string caption = XmlText(XmlChild(node, "label"));
    for (const std::string_view name : {"caption", "title"}) {
      const std::string text = XmlText(XmlChild(node, name));
      if (!text.empty()) caption += (caption.empty() ? "" : " ") + text;
    }
    const std::string_view shown = XmlAttribute(node, "alt");
    Add(BlockKind::kFigure, std::string(shown));
    Add(BlockKind::kCaption, caption);
    for (const pugi::xml_node child : node.children()) {
      const std::string_view name = LocalName(child);
      if (!IsElement(child) || name == "label" || name == "caption" || name == "title") continue;
      if (name == "alt" || name == "alt-text" || name == "textobject" || name == "long-desc") {
        Add(BlockKind::kFigure, XmlText(child));
      } else {
        Element(child, level);
      }
    }
  }

  void Notes(pugi::xml_node node) {
    bool inner = false;
    for (const pugi::xml_node child : node.children()) {
      if (XmlRoleOf(LocalName(child)) != XmlRole::kNote && LocalName(child) != "fn-group") continue;
      inner = true;
      Notes(child);
    }
    if (!inner) Add(BlockKind::kNote, XmlText(node));
  }

  // "Given Surname, Given Surname".
  void Names(pugi::xml_node node) {
    std::string names;
    for (const pugi::xml_node contributor : node.children()) {
      pugi::xml_node name = XmlChild(contributor, "name");
      if (!name) name = XmlChild(XmlChild(contributor, "name-alternatives"), "name");
      if (!name) name = XmlChild(contributor, "string-name");
      std::string text;
      if (name) {
        text = XmlText(XmlChild(name, "given-names"));
        const std::string surname = XmlText(XmlChild(name, "surname"));
        text += (text.empty() || surname.empty() ? "" : " ") + surname;
      } else {
        text = XmlText(XmlChild(contributor, "collab"));
      }
      if (!text.empty()) names += (names.empty() ? "" : ", ") + text;
    }
    out_.AddMetadata("author", names);
    Add(BlockKind::kParagraph, names);
    for (const pugi::xml_node child : node.children()) {
      if (LocalName(child) == "aff") Add(BlockKind::kParagraph, XmlText(child));
    }
  }

  static std::string AllText(pugi::xml_node node) {
    std::string text;
    for (const pugi::xml_node child : node.children()) {
      text += IsTextNode(child) ? std::string(child.value()) : AllText(child);
    }
    return text;
  }

  void Add(BlockKind kind, const std::string& text, std::uint8_t level = 0) {
    out_.Add(kind, text, level);
  }

  DocumentBuilder& out_;
  int list_depth_ = 0;
};

std::size_t CountParagraphs(pugi::xml_node root, std::size_t enough) {
  std::size_t count = 0;
  const auto found = root.find_node([&](pugi::xml_node node) {
    const std::string_view name = LocalName(node);
    if (name == "p" || name == "para" || name == "shortdesc") ++count;
    return count >= enough;
  });
  (void)found;
  return count;
}

}  // namespace

bool IsXmlDocument(pugi::xml_node root) {
  const std::string_view format = XmlDocumentFormat(root);
  return format != "xml" || CountParagraphs(root, 3) >= 3;
}

const char* XmlDocumentFormat(pugi::xml_node root) {
  const std::string_view name = LocalName(root);
  if (name == "article" && (XmlChild(root, "front") || XmlChild(root, "body"))) return "jats";
  for (const std::string_view known :
       {"topic", "concept", "task", "reference", "dita", "map", "bookmap", "troubleshooting"}) {
    if (name == known && (XmlChild(root, "title") || name == "dita" || XmlChild(root, "topicref") ||
                          XmlChild(root, "concept"))) {
      return "dita";
    }
  }
  for (const std::string_view known : {"book", "article", "chapter", "section", "refentry"}) {
    if (name == known && (XmlChild(root, "title") || XmlChild(root, "info"))) return "docbook";
  }
  return "xml";
}

void ReadXmlDocument(pugi::xml_node root, DocumentBuilder& out) {
  // The root itself may be a section with a title (a DITA topic).
  Reader reader(out);
  if (XmlRoleOf(LocalName(root)) == XmlRole::kSection) {
    out.SetTitle(XmlText(XmlChild(root, "title")));
    pugi::xml_node top = root.parent();
    reader.Visit(top, 0);
  } else {
    reader.Visit(root, 1);
  }
}

}  // namespace wenyuan::parse
