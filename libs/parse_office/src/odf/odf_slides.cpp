#include "odf/odf_slides.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "odf/odf_reader.h"
#include "odf/odf_text.h"
#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

// "1.4cm" in millimetres.
double Length(std::string_view text) {
  const std::string copy(text);
  char* unit = nullptr;
  const double value = std::strtod(copy.c_str(), &unit);
  if (!std::isfinite(value)) return 0;
  const std::string_view name = unit;
  if (name == "cm") return value * 10;
  if (name == "in") return value * 25.4;
  if (name == "pt") return value * 25.4 / 72;
  return value;
}

struct Shape {
  pugi::xml_node node;
  double top = 0;
  double left = 0;
};

// Where a shape starts; of a group the topmost of its shapes.
Shape Place(pugi::xml_node node) {
  Shape shape{node, Length(Attribute(node, "y")), Length(Attribute(node, "x"))};
  if (LocalName(node) != "g") return shape;
  bool first = true;
  for (const pugi::xml_node inner : node.children()) {
    const double top = Length(Attribute(inner, "y"));
    if (Attribute(inner, "y").empty() || (!first && top >= shape.top)) continue;
    shape.top = top;
    shape.left = Length(Attribute(inner, "x"));
    first = false;
  }
  return shape;
}

class SlideReader {
 public:
  SlideReader(OdfFile& file, const OdfStyles& styles, DocumentBuilder& out)
      : file_(file), styles_(styles), out_(out) {}

  void Run(pugi::xml_node presentation) {
    ReadFooters(presentation);
    int number = 0;
    for (const pugi::xml_node page : presentation.children()) {
      if (LocalName(page) != "page" || out_.Full()) continue;
      ++number;
      out_.AddPage(std::to_string(number),
                   styles_.IsHidden("drawing-page", Attribute(page, "style-name")));
      ReadPage(page);
    }
  }

 private:
  // What the slides may say at their edges: presentation:footer-decl and so on, by kind and name.
  void ReadFooters(pugi::xml_node presentation) {
    for (const pugi::xml_node node : presentation.children()) {
      const std::string_view name = LocalName(node);
      if (!name.ends_with("-decl")) continue;
      const std::string key =
          std::string(name.substr(0, name.size() - 5)) + ":" + std::string(Attribute(node, "name"));
      footers_.emplace(key, Collapse(node.text().get()));
    }
  }

  void ReadPage(pugi::xml_node page) {
    std::vector<Shape> shapes;
    OdfReader reader(file_, styles_, out_);
    for (const pugi::xml_node node : page.children()) {
      const std::string_view name = LocalName(node);
      if (node.type() != pugi::node_element || name == "notes" || name == "annotation") continue;
      const std::string_view role = Attribute(node, "class");
      if (role == "title") {
        out_.Add(BlockKind::kHeading, OdfTextBelow(node), 1);
      } else if (role == "footer" || role == "header" || role == "date-time") {
        AddPageHeader(OdfTextBelow(node));
      } else if (role != "page-number") {
        shapes.push_back(Place(node));
      }
    }
    std::stable_sort(shapes.begin(), shapes.end(), [](const Shape& a, const Shape& b) {
      return std::pair(a.top, a.left) < std::pair(b.top, b.left);
    });
    for (const Shape& shape : shapes) reader.Run(shape.node);
    for (const pugi::xml_node node : page.children()) {
      if (LocalName(node) == "annotation") out_.Add(BlockKind::kNote, OdfComment(node));
      if (LocalName(node) == "notes") ReadNotes(node);
    }
    ReadEdges(page);
  }

  void ReadNotes(pugi::xml_node notes) {
    for (const pugi::xml_node frame : notes.children()) {
      const std::string_view role = Attribute(frame, "class");
      if (role == "notes" || role.empty()) out_.Add(BlockKind::kNote, OdfTextBelow(frame));
    }
  }

  void ReadEdges(pugi::xml_node page) {
    for (const std::string_view kind : {"header", "footer", "date-time"}) {
      const std::string_view name = Attribute(page, "use-" + std::string(kind) + "-name");
      const auto found = footers_.find(std::string(kind) + ":" + std::string(name));
      if (!name.empty() && found != footers_.end()) AddPageHeader(found->second);
    }
    for (const pugi::xml_node master : Child(file_.Styles(), "master-styles").children()) {
      if (LocalName(master) != "master-page" ||
          Attribute(master, "name") != Attribute(page, "master-page-name")) {
        continue;
      }
      for (const pugi::xml_node frame : master.children()) {
        const std::string_view role = Attribute(frame, "class");
        if (role == "footer" || role == "header") AddPageHeader(OdfTextBelow(frame));
      }
    }
  }

  // Once each, on the first page that shows it.
  void AddPageHeader(const std::string& text) {
    if (!text.empty() && edges_.insert(text).second) out_.Add(BlockKind::kPageHeader, text);
  }

  OdfFile& file_;
  const OdfStyles& styles_;
  DocumentBuilder& out_;
  std::map<std::string, std::string> footers_;
  std::set<std::string> edges_;
};

}  // namespace

void ReadOdfSlides(pugi::xml_node presentation, OdfFile& file, const OdfStyles& styles,
                   DocumentBuilder& out) {
  SlideReader(file, styles, out).Run(presentation);
}

}  // namespace wenyuan::parse
