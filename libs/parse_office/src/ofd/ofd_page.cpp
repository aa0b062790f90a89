#include "ofd/ofd_page.h"

#include <algorithm>

#include "placed/path_shapes.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxObjects = 300'000;
constexpr double kWhite = 250;

bool IsTrue(pugi::xml_node node, std::string_view name, bool otherwise) {
  const std::string_view value = Attribute(node, name);
  return value.empty() ? otherwise : value == "true" || value == "1";
}

bool IsTransparent(pugi::xml_node node) {
  const std::vector<double> alpha = Numbers(Attribute(node, "Alpha"), 1);
  return !alpha.empty() && alpha[0] <= 0;
}

bool IsWhite(pugi::xml_node colour) {
  const std::vector<double> value = Numbers(Attribute(colour, "Value"), 3);
  return value.size() == 3 && *std::min_element(value.begin(), value.end()) >= kWhite;
}

class ObjectReader {
 public:
  ObjectReader(const OfdResources& resources, PlacedPage& page)
      : resources_(resources), page_(page) {}

  void Run(pugi::xml_node content, const Transform& origin, int depth) {
    WalkXml(
        content,
        [&](pugi::xml_node node) {
          if (++objects_ > kMaxObjects) return false;
          const std::string_view name = LocalName(node);
          if (name == "Layer" || name == "PageBlock") return IsTrue(node, "Visible", true);
          if (name == "TextObject") {
            AddText(node, origin);
          } else if (name == "PathObject") {
            AddPath(node, origin);
          } else if (name == "ImageObject") {
            AddImage(node, origin);
          } else if (name == "CompositeObject" && depth < kMaxDepth) {
            Run(resources_.Group(Attribute(node, "ResourceID")), Inside(node, origin), depth + 1);
          }
          return false;
        },
        [](pugi::xml_node) {});
  }

 private:
  // An object has coordinates of its own, changed by its matrix and moved to its boundary.
  static Transform Inside(pugi::xml_node object, const Transform& origin) {
    const OfdBox boundary = OfdBoxOf(Attribute(object, "Boundary"));
    const Transform move{1, 0, 0, 1, boundary.x, boundary.y};
    return origin.After(move).After(TransformOf(Attribute(object, "CTM")));
  }

  void AddText(pugi::xml_node object, const Transform& origin) {
    RunLook look;
    const std::vector<double> size = Numbers(Attribute(object, "Size"), 1);
    look.size = size.empty() ? 0 : size[0];
    const std::vector<double> weight = Numbers(Attribute(object, "Weight"), 1);
    look.bold =
        resources_.IsBold(Attribute(object, "Font")) || (!weight.empty() && weight[0] >= 600);
    const pugi::xml_node colour = Child(object, "FillColor");
    look.white = colour && IsWhite(colour);
    look.invisible =
        !IsTrue(object, "Visible", true) || IsTransparent(object) || IsTransparent(colour);
    AddOfdText(object, look, Inside(object, origin), page_.glyphs);
  }

  void AddPath(pugi::xml_node object, const Transform& origin) {
    if (!IsTrue(object, "Visible", true) || IsTransparent(object)) return;
    PlacedShape look;
    look.filled = IsTrue(object, "Fill", false);
    const pugi::xml_node colour = Child(object, "FillColor");
    look.white = look.filled && (IsWhite(colour) || IsTransparent(colour));
    if (!look.filled && !IsTrue(object, "Stroke", true)) return;
    AddPathShapes(Child(object, "AbbreviatedData").text().get(), PathDialect::kOfd,
                  Inside(object, origin), look, page_.shapes);
  }

  void AddImage(pugi::xml_node object, const Transform& origin) {
    if (!IsTrue(object, "Visible", true) || page_.shapes.size() >= kMaxShapes) return;
    const OfdBox boundary = OfdBoxOf(Attribute(object, "Boundary"));
    PlacedShape picture;
    picture.box = origin.Map(boundary.x, boundary.y, boundary.x + boundary.width,
                             boundary.y + boundary.height);
    picture.picture = true;
    page_.shapes.push_back(picture);
  }

  const OfdResources& resources_;
  PlacedPage& page_;
  std::size_t objects_ = 0;
};

}  // namespace

OfdBox OfdBoxOf(std::string_view text) {
  const std::vector<double> n = Numbers(text, 4);
  return n.size() < 4 ? OfdBox() : OfdBox{n[0], n[1], n[2], n[3]};
}

void AddOfdObjects(pugi::xml_node content, const OfdResources& resources, const Transform& origin,
                   PlacedPage& page) {
  ObjectReader(resources, page).Run(content, origin, 0);
}

}  // namespace wenyuan::parse
