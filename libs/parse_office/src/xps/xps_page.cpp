#include "xps/xps_page.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "part_names.h"
#include "placed/path_shapes.h"
#include "placed/run_text.h"
#include "placed/transform.h"
#include "xml_walk.h"
#include "xps/xps_run.h"

namespace wenyuan::parse {
namespace {

constexpr double kPointsPerUnit = 0.75;  // XPS counts in 96ths of an inch
constexpr std::size_t kMaxGlyphs = 2'000'000;
constexpr unsigned kWhite = 250;
constexpr std::size_t kMaxFonts = 10'000;
constexpr std::size_t kMaxFontSteps = 3'000'000;

double Number(pugi::xml_node element, std::string_view name) {
  const std::vector<double> numbers = Numbers(Attribute(element, name), 1);
  return numbers.empty() ? 0 : numbers[0];
}

struct Colour {
  bool drawn = true;
  bool white = false;
};

// "#RRGGBB", "#AARRGGBB"; of other notations only that something is drawn.
Colour ColourOf(std::string_view text) {
  if (text.empty()) return {false, false};
  if (!text.starts_with('#')) return {true, false};
  const unsigned long value = std::strtoul(std::string(text.substr(1)).c_str(), nullptr, 16);
  const bool has_alpha = text.size() > 7;
  const auto channel = [&](unsigned shift) { return (value >> shift) & 0xFFU; };
  return {!has_alpha || channel(24) != 0,
          channel(16) >= kWhite && channel(8) >= kWhite && channel(0) >= kWhite};
}

// The attribute, or the element that stands for it: <Canvas.RenderTransform>.
pugi::xml_node Property(pugi::xml_node element, std::string_view name) {
  for (const pugi::xml_node child : element.children()) {
    const std::string_view full = LocalName(child);
    const std::size_t dot = full.find('.');
    if (dot != std::string_view::npos && full.substr(dot + 1) == name) return child;
  }
  return {};
}

Transform RenderTransform(pugi::xml_node element) {
  const std::string_view attribute = Attribute(element, "RenderTransform");
  if (!attribute.empty()) return TransformOf(attribute);
  const pugi::xml_node matrix = Child(Property(element, "RenderTransform"), "MatrixTransform");
  return TransformOf(Attribute(matrix, "Matrix"));
}

class PageReader {
 public:
  PageReader(std::string_view part, XpsFonts& fonts, PlacedPage& page)
      : part_(part), fonts_(fonts), page_(page) {}

  void Run(pugi::xml_node root) {
    layers_.push_back({{kPointsPerUnit, 0, 0, kPointsPerUnit, 0, 0}, false});
    WalkXml(
        root, [this](pugi::xml_node node) { return Enter(node); },
        [this](pugi::xml_node node) {
          if (LocalName(node) == "Canvas" && layers_.size() > 1) layers_.pop_back();
        });
  }

 private:
  struct Layer {
    Transform transform;
    bool invisible = false;
  };

  bool Enter(pugi::xml_node node) {
    const std::string_view name = LocalName(node);
    if (name == "Canvas") {
      layers_.push_back(Inside(node));
      return true;
    }
    if (name == "Glyphs") {
      AddGlyphs(node);
    } else if (name == "Path") {
      AddPath(node);
    }
    return false;
  }

  [[nodiscard]] Layer Inside(pugi::xml_node node) const {
    Layer layer = layers_.back();
    layer.transform = layer.transform.After(RenderTransform(node));
    const std::string_view opacity = Attribute(node, "Opacity");
    if (!opacity.empty() && Number(node, "Opacity") <= 0) layer.invisible = true;
    return layer;
  }

  void AddGlyphs(pugi::xml_node node) {
    if (page_.glyphs.size() >= kMaxGlyphs) return;
    const Layer layer = Inside(node);
    std::string_view uri = Attribute(node, "FontUri");
    const FontFile& font = fonts_.Find(ResolveLink(part_, uri));
    RunLook look;
    look.size = Number(node, "FontRenderingEmSize");
    look.bold =
        font.IsBold() || Attribute(node, "StyleSimulations").find("Bold") != std::string_view::npos;
    const Colour colour = ColourOf(Attribute(node, "Fill"));
    look.white = colour.drawn && colour.white;
    look.invisible = layer.invisible || (!colour.drawn && !Property(node, "Fill"));
    AddXpsRun(node, font, look, layer.transform, page_.glyphs);
  }

  void AddPath(pugi::xml_node node) {
    const Layer layer = Inside(node);
    if (layer.invisible) return;
    PlacedShape look;
    const pugi::xml_node brush = Property(node, "Fill");
    const Colour fill = ColourOf(Attribute(node, "Fill"));
    look.filled = fill.drawn || brush;
    look.white = !brush && fill.white;
    look.picture = static_cast<bool>(Child(brush, "ImageBrush"));
    const bool stroked =
        ColourOf(Attribute(node, "Stroke")).drawn || static_cast<bool>(Property(node, "Stroke"));
    if (!look.filled && !stroked) return;
    std::string_view data = Attribute(node, "Data");
    const pugi::xml_node geometry = Child(Property(node, "Data"), "PathGeometry");
    if (data.empty()) data = Attribute(geometry, "Figures");
    if (data.starts_with('{')) return;  // named elsewhere
    AddPathShapes(data, PathDialect::kXps, layer.transform, look, page_.shapes);
    for (const pugi::xml_node figure : geometry.children()) {
      if (LocalName(figure) == "PathFigure") AddFigure(figure, layer.transform, look);
    }
  }

  void AddFigure(pugi::xml_node figure, const Transform& transform, const PlacedShape& look) {
    std::string path = "M " + std::string(Attribute(figure, "StartPoint"));
    for (const pugi::xml_node segment : figure.children()) {
      if (LocalName(segment) != "PolyLineSegment") return;
      path += " L " + std::string(Attribute(segment, "Points"));
    }
    AddPathShapes(path, PathDialect::kXps, transform, look, page_.shapes);
  }

  std::string_view part_;
  XpsFonts& fonts_;
  PlacedPage& page_;
  std::vector<Layer> layers_;
};

}  // namespace

const FontFile& XpsFonts::Find(const std::string& part) {
  const auto known = fonts_.find(part);
  if (known != fonts_.end()) return known->second;
  std::string bytes;
  if (fonts_.size() < kMaxFonts && steps_ < kMaxFontSteps) {
    if (auto read = package_.ReadBytes(part)) bytes = UnscrambledFont(*std::move(read), part);
  }
  const FontFile& font = fonts_.emplace(part, FontFile(bytes)).first->second;
  steps_ += font.Steps();
  return font;
}

PlacedPage ReadXpsPage(pugi::xml_node page, std::string_view part, XpsFonts& fonts) {
  PlacedPage placed;
  placed.width = static_cast<float>(Number(page, "Width") * kPointsPerUnit);
  placed.height = static_cast<float>(Number(page, "Height") * kPointsPerUnit);
  PageReader(part, fonts, placed).Run(page);
  return placed;
}

}  // namespace wenyuan::parse
