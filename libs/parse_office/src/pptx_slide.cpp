#include "pptx_slide.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "drawing_text.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

using Position = PptxLayout::Position;

// Shapes whose tops differ by less stand beside each other: 0.1 inch in English metric units.
constexpr long long kSameRow = 91'440;

struct Shape {
  pugi::xml_node node;
  pugi::xml_node placeholder;
  Position position;
  bool title = false;
};

pugi::xml_node PlaceholderOf(pugi::xml_node shape) {
  for (const pugi::xml_node part : shape.children()) {
    const std::string_view name = LocalName(part);
    if (name == "nvSpPr" || name == "nvGraphicFramePr" || name == "nvPicPr") {
      return Child(Child(part, "nvPr"), "ph");
    }
  }
  return {};
}

Position OwnPosition(pugi::xml_node shape) {
  pugi::xml_node transform = Child(Child(shape, "spPr"), "xfrm");
  if (!transform) transform = Child(shape, "xfrm");
  const pugi::xml_node offset = Child(transform, "off");
  if (!offset) return {};
  return {std::atoll(offset.attribute("y").value()), std::atoll(offset.attribute("x").value()),
          true};
}

bool IsShape(std::string_view name) {
  return name == "sp" || name == "graphicFrame" || name == "cxnSp" || name == "pic";
}

template <typename Visit>
void VisitShapes(pugi::xml_node root, Visit visit) {
  // Shapes of a group have coordinates of their own; they stay where the group's first one is.
  std::vector<Position> groups;
  WalkXml(
      root,
      [&](pugi::xml_node node) {
        const std::string_view name = LocalName(node);
        if (name == "Fallback") return false;
        if (name == "grpSp") {
          const pugi::xml_node offset = Child(Child(Child(node, "grpSpPr"), "xfrm"), "off");
          groups.push_back({std::atoll(offset.attribute("y").value()),
                            std::atoll(offset.attribute("x").value()), static_cast<bool>(offset)});
          return true;
        }
        if (!IsShape(name)) return true;
        visit(node, groups.empty() ? Position{} : groups.front());
        return false;
      },
      [&](pugi::xml_node node) {
        if (LocalName(node) == "grpSp") groups.pop_back();
      });
}

bool IsTitle(std::string_view type) { return type == "title" || type == "ctrTitle"; }

void AddText(const Shape& shape, DocumentBuilder& out) {
  const std::string_view type = Attribute(shape.placeholder, "type");
  const bool page_text = type == "dt" || type == "ftr" || type == "sldNum" || type == "hdr";
  const bool body = shape.placeholder && (type.empty() || type == "body" || type == "obj");
  const auto paragraphs = DrawingParagraphs(shape.node);
  if (shape.title) {
    std::string title;
    for (const auto& paragraph : paragraphs) title += (title.empty() ? "" : " ") + paragraph.text;
    out.Add(BlockKind::kHeading, title, 1);
    return;
  }
  for (const DrawingParagraph& paragraph : paragraphs) {
    const auto level = static_cast<std::uint8_t>(paragraph.depth + 1);
    if (page_text) {
      out.Add(BlockKind::kPageHeader, paragraph.text);
    } else if (!paragraph.marker.empty() || (body && !paragraph.bullet_off)) {
      out.Add(BlockKind::kListItem, paragraph.marker + paragraph.text, level);
    } else {
      out.Add(BlockKind::kParagraph, paragraph.text);
    }
  }
}

void AddShape(const Shape& shape, const AddPart& add_part, PartPictures& pictures,
              DocumentBuilder& out) {
  bool table = false;
  std::string description;  // comes before its picture
  WalkXml(
      shape.node,
      [&](pugi::xml_node node) {
        const std::string_view name = LocalName(node);
        if (name == "Fallback") return false;
        if (name == "cNvPr") {
          out.AddFigure(description, 0);
          description = Attribute(node, "descr");
        }
        if (name == "blip") {
          out.AddFigure(std::exchange(description, {}), pictures.Add(Attribute(node, "embed")));
        }
        if (name == "chart") add_part(Attribute(node, "id"));
        if (name == "relIds") add_part(Attribute(node, "dm"));
        if (name != "tbl") return name != "txBody";
        table = true;
        out.AddTable(ReadDrawingTable(node));
        return false;
      },
      [](pugi::xml_node) {});
  out.AddFigure(description, 0);
  if (!table) AddText(shape, out);
}

}  // namespace

void PptxLayout::Load(pugi::xml_node layout) {
  VisitShapes(layout, [&](pugi::xml_node shape, Position) {
    const pugi::xml_node placeholder = PlaceholderOf(shape);
    const Position position = OwnPosition(shape);
    if (!placeholder || !position.known) return;
    const std::string type(Attribute(placeholder, "type"));
    const std::string index(Attribute(placeholder, "idx"));
    positions_[{type, index}] = position;
    positions_.emplace(std::pair{"#", index}, position);
  });
}

std::vector<std::string> FixedTexts(pugi::xml_node layout) {
  std::vector<std::string> texts;
  VisitShapes(layout, [&](pugi::xml_node shape, Position) {
    if (PlaceholderOf(shape)) return;
    for (const auto& paragraph : DrawingParagraphs(shape)) texts.push_back(paragraph.text);
  });
  return texts;
}

Position PptxLayout::Find(pugi::xml_node placeholder) const {
  const std::string index(Attribute(placeholder, "idx"));
  auto found = positions_.find({std::string(Attribute(placeholder, "type")), index});
  if (found == positions_.end() && !index.empty()) found = positions_.find({"#", index});
  return found == positions_.end() ? Position{} : found->second;
}

void AddSlideShapes(pugi::xml_node slide, const PptxLayout& layout, const AddPart& add_part,
                    PartPictures& pictures, DocumentBuilder& out) {
  std::vector<Shape> shapes;
  Position last;
  VisitShapes(slide, [&](pugi::xml_node node, Position group) {
    Shape shape;
    shape.node = node;
    shape.placeholder = PlaceholderOf(node);
    shape.title = IsTitle(Attribute(shape.placeholder, "type"));
    shape.position = group.known ? group : OwnPosition(node);
    if (!shape.position.known && shape.placeholder) shape.position = layout.Find(shape.placeholder);
    if (!shape.position.known) shape.position = last;
    last = shape.position;
    shapes.push_back(shape);
  });
  std::stable_sort(shapes.begin(), shapes.end(), [](const Shape& a, const Shape& b) {
    if (a.title != b.title) return a.title;
    const long long row_a = a.position.top / kSameRow;
    const long long row_b = b.position.top / kSameRow;
    return row_a != row_b ? row_a < row_b : a.position.left < b.position.left;
  });
  for (const Shape& shape : shapes) AddShape(shape, add_part, pictures, out);
}

}  // namespace wenyuan::parse
