#include "omml.h"

#include <string_view>
#include <utility>

#include "latex_symbols.h"
#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr int kMaxDepth = 60;

std::string LettersBelow(pugi::xml_node root) {
  std::string text;
  WalkXml(
      root,
      [&](pugi::xml_node node) {
        if (LocalName(node) == "t") text += node.text().get();
        return LocalName(node) != "t";
      },
      [](pugi::xml_node) {});
  return text;
}

std::string Braced(const std::string& latex) { return "{" + latex + "}"; }

class Converter {
 public:
  std::string Children(pugi::xml_node node) {
    if (depth_ >= kMaxDepth) return LatexOfText(LettersBelow(node));
    ++depth_;
    std::string latex;
    for (const pugi::xml_node child : node.children()) AppendLatex(latex, One(child));
    --depth_;
    return latex;
  }

 private:
  std::string Part(pugi::xml_node node, std::string_view name) {
    return Children(Child(node, name));
  }
  std::string Script(pugi::xml_node node, std::string_view name, char mark) {
    const std::string latex = Part(node, name);
    return latex.empty() ? "" : mark + Braced(latex);
  }

  std::string One(pugi::xml_node node) {
    const std::string_view name = LocalName(node);
    if (name == "r") return Run(node);
    if (name == "f") return Fraction(node);
    if (name == "rad") return Root(node);
    if (name == "nary") return Large(node);
    if (name == "d") return Delimited(node);
    if (name == "func") return Function(node);
    if (name == "m") return Matrix(node);
    if (name == "eqArr") return Rows(node, "e", "aligned");
    if (name == "acc" || name == "bar" || name == "groupChr") return Accent(node, name);
    if (name == "sSup" || name == "sSub" || name == "sSubSup") {
      return Base(node) + Script(node, "sub", '_') + Script(node, "sup", '^');
    }
    if (name == "sPre") {
      return "{}" + Script(node, "sub", '_') + Script(node, "sup", '^') + Part(node, "e");
    }
    if (name == "limLow") return Part(node, "e") + Script(node, "lim", '_');
    if (name == "limUpp") return "\\overset" + Braced(Part(node, "lim")) + Braced(Part(node, "e"));
    if (name == "borderBox") return "\\boxed" + Braced(Part(node, "e"));
    const bool properties = name.size() > 2 && name.substr(name.size() - 2) == "Pr";
    return properties || name == "del" ? std::string() : Children(node);
  }

  // Scripts bind to one letter, so that anything longer is held together.
  std::string Base(pugi::xml_node node) {
    std::string base = Part(node, "e");
    const bool single = base.size() <= 1 || LettersBelow(Child(node, "e")).size() <= 2;
    return single || base.back() == '}' || base.find("\\right") != std::string::npos ? base
                                                                                     : Braced(base);
  }

  std::string Run(pugi::xml_node run) {
    std::string text;
    for (const pugi::xml_node child : run.children()) {
      if (LocalName(child) == "t") text += child.text().get();
    }
    if (function_name_ && !Trim(text).empty()) return LatexOfFunction(Trim(text));
    const bool plain = IsOn(Child(Child(run, "rPr"), "nor"));
    return plain ? "\\text{" + text + "}" : LatexOfText(text);
  }

  std::string Fraction(pugi::xml_node node) {
    const std::string above = Part(node, "num");
    const std::string below = Part(node, "den");
    const std::string_view type = Attribute(Child(Child(node, "fPr"), "type"), "val");
    if (type == "lin") return above + "/" + below;
    if (type == "noBar") return "\\genfrac{}{}{0pt}{}" + Braced(above) + Braced(below);
    return "\\frac" + Braced(above) + Braced(below);
  }

  std::string Root(pugi::xml_node node) {
    const std::string degree = Part(node, "deg");
    return "\\sqrt" + (degree.empty() ? "" : "[" + degree + "]") + Braced(Part(node, "e"));
  }

  std::string Large(pugi::xml_node node) {
    const pugi::xml_node character = Child(Child(node, "naryPr"), "chr");
    std::string latex = character ? LatexOfText(Attribute(character, "val")) : "\\int";
    latex += Script(node, "sub", '_') + Script(node, "sup", '^');
    AppendLatex(latex, Part(node, "e"));
    return latex;
  }

  std::string Delimited(pugi::xml_node node) {
    const pugi::xml_node properties = Child(node, "dPr");
    const auto sign = [&](std::string_view name, std::string_view standard) {
      const pugi::xml_node own = Child(properties, name);
      return own ? LatexOfText(Attribute(own, "val")) : std::string(standard);
    };
    const auto shown = [](const std::string& latex) { return latex.empty() ? "." : latex; };
    std::string latex = "\\left" + shown(sign("begChr", "("));
    bool first = true;
    for (const pugi::xml_node child : node.children()) {
      if (LocalName(child) != "e") continue;
      if (!std::exchange(first, false)) AppendLatex(latex, sign("sepChr", "|"));
      AppendLatex(latex, Children(child));
    }
    return latex + "\\right" + shown(sign("endChr", ")"));
  }

  std::string Function(pugi::xml_node node) {
    const bool outer = std::exchange(function_name_, true);
    std::string latex = FunctionName(Child(node, "fName"));
    function_name_ = outer;
    AppendLatex(latex, Part(node, "e"));
    return latex;
  }

  // Only the name itself is set upright, not what stands under "lim".
  std::string FunctionName(pugi::xml_node name) {
    const pugi::xml_node limit = Child(name, "limLow");
    if (!limit) return Children(name);
    const std::string latex = Part(limit, "e");
    function_name_ = false;
    return latex + Script(limit, "lim", '_');
  }

  std::string Accent(pugi::xml_node node, std::string_view name) {
    const pugi::xml_node properties = Child(node, std::string(name) + "Pr");
    const std::string_view position = Attribute(Child(properties, "pos"), "val");
    const bool below = position == "bot" || (position.empty() && name != "acc");
    const pugi::xml_node own = Child(properties, "chr");
    std::string_view character = Attribute(own, "val");
    if (!own && name == "groupChr") character = "\xE2\x8F\x9F";  // the brace below
    if (name == "bar") character = below ? "\xCC\xB2" : "\xCC\x85";
    const std::string_view command = LatexOfAccent(character, below);
    const std::string inner = Part(node, "e");
    if (!command.empty()) return std::string(command) + Braced(inner);
    return (below ? "\\underset" : "\\overset") + Braced(LatexOfText(character)) + Braced(inner);
  }

  std::string Matrix(pugi::xml_node node) {
    std::string latex = "\\begin{matrix}";
    bool first = true;
    for (const pugi::xml_node row : node.children()) {
      if (LocalName(row) != "mr") continue;
      if (!std::exchange(first, false)) latex += " \\\\ ";
      bool first_cell = true;
      for (const pugi::xml_node cell : row.children()) {
        if (LocalName(cell) != "e") continue;
        if (!std::exchange(first_cell, false)) latex += " & ";
        latex += Children(cell);
      }
    }
    return latex + "\\end{matrix}";
  }

  std::string Rows(pugi::xml_node node, std::string_view name, const std::string& environment) {
    std::string latex = "\\begin{" + environment + "}";
    bool first = true;
    for (const pugi::xml_node row : node.children()) {
      if (LocalName(row) != name) continue;
      if (!std::exchange(first, false)) latex += " \\\\ ";
      latex += Children(row);
    }
    return latex + "\\end{" + environment + "}";
  }

  int depth_ = 0;
  bool function_name_ = false;
};

}  // namespace

std::string OmmlToLatex(pugi::xml_node math) {
  return std::string(Trim(Converter().Children(math)));
}

}  // namespace wenyuan::parse
