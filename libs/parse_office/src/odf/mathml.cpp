#include "odf/mathml.h"

#include <string_view>
#include <utility>
#include <vector>

#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr int kMaxDepth = 100;

std::string Operator(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"∑", "\\sum"},
      {"∏", "\\prod"},
      {"∫", "\\int"},
      {"√", "\\sqrt"},
      {"×", "\\times"},
      {"⋅", "\\cdot"},
      {"·", "\\cdot"},
      {"÷", "\\div"},
      {"±", "\\pm"},
      {"∓", "\\mp"},
      {"≤", "\\leq"},
      {"≥", "\\geq"},
      {"≠", "\\neq"},
      {"≈", "\\approx"},
      {"≡", "\\equiv"},
      {"→", "\\to"},
      {"⇒", "\\Rightarrow"},
      {"⇔", "\\Leftrightarrow"},
      {"∞", "\\infty"},
      {"∂", "\\partial"},
      {"∇", "\\nabla"},
      {"∈", "\\in"},
      {"∉", "\\notin"},
      {"⊂", "\\subset"},
      {"∪", "\\cup"},
      {"∩", "\\cap"},
      {"∀", "\\forall"},
      {"∃", "\\exists"},
      {"−", "-"},
      {"…", "\\ldots"},
      {"α", "\\alpha"},
      {"β", "\\beta"},
      {"γ", "\\gamma"},
      {"δ", "\\delta"},
      {"ε", "\\epsilon"},
      {"θ", "\\theta"},
      {"λ", "\\lambda"},
      {"μ", "\\mu"},
      {"π", "\\pi"},
      {"ρ", "\\rho"},
      {"σ", "\\sigma"},
      {"τ", "\\tau"},
      {"φ", "\\phi"},
      {"ω", "\\omega"},
      {"Δ", "\\Delta"},
      {"Σ", "\\Sigma"},
      {"Φ", "\\Phi"},
      {"Ω", "\\Omega"},
      {"{", "\\{"},
      {"}", "\\}"},
      {"%", "\\%"},
      {"&", "\\&"},
      {"#", "\\#"},
      {"_", "\\_"}};
  for (const auto& [sign, name] : kNames) {
    if (text == sign) return std::string(name);
  }
  return std::string(text);
}

void Append(std::string& latex, const std::string& piece) {
  if (piece.empty()) return;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  // "\pi" and "x" must not become "\pix".
  const std::size_t command = latex.rfind('\\');
  bool open = command != std::string::npos && command + 1 < latex.size();
  for (std::size_t i = command + 1; open && i < latex.size(); ++i) open = letter(latex[i]);
  if (open && letter(piece[0])) latex += ' ';
  latex += piece;
}

class Writer {
 public:
  std::string Write(pugi::xml_node node) {
    if (node.type() != pugi::node_element || depth_ >= kMaxDepth) return {};
    ++depth_;
    std::string latex = WriteElement(node);
    --depth_;
    return latex;
  }

 private:
  std::string WriteElement(pugi::xml_node node) {
    const std::string_view name = LocalName(node);
    if (name == "annotation" || name == "annotation-xml") return {};
    if (name == "mi" || name == "mn" || name == "mo") return Operator(Collapse(node.text().get()));
    if (name == "mtext") return "\\text{" + Collapse(node.text().get()) + "}";
    if (name == "mspace") return " ";
    if (name == "mtable") return Matrix(node);
    if (name == "mfenced") return Fenced(node);
    if (name == "msqrt") return "\\sqrt{" + Row(node) + "}";
    const std::vector<std::string> parts = Parts(node);
    const auto part = [&](std::size_t i) { return i < parts.size() ? parts[i] : std::string(); };
    if (name == "mfrac") return "\\frac{" + part(0) + "}{" + part(1) + "}";
    if (name == "mroot") return "\\sqrt[" + part(1) + "]{" + part(0) + "}";
    if (name == "msup") return Base(part(0)) + "^{" + part(1) + "}";
    if (name == "msub" || name == "munder") return Base(part(0)) + "_{" + part(1) + "}";
    if (name == "mover") return Over(part(0), part(1));
    if (name == "msubsup" || name == "munderover") {
      return Base(part(0)) + "_{" + part(1) + "}^{" + part(2) + "}";
    }
    return Row(node);
  }

  static std::string Base(const std::string& base) {
    const bool simple = base.size() <= 1 || (base[0] == '\\' && base.find('{') == base.npos);
    return simple ? base : "{" + base + "}";
  }

  static std::string Over(const std::string& base, const std::string& mark) {
    if (mark == "¯" || mark == "‾") return "\\overline{" + base + "}";
    if (mark == "^" || mark == "ˆ") return "\\hat{" + base + "}";
    if (mark == "~" || mark == "˜") return "\\tilde{" + base + "}";
    if (mark == "\\to" || mark == "⃗") return "\\vec{" + base + "}";
    return Base(base) + "^{" + mark + "}";
  }

  std::vector<std::string> Parts(pugi::xml_node node) {
    std::vector<std::string> parts;
    for (const pugi::xml_node child : node.children()) {
      if (child.type() == pugi::node_element) parts.push_back(Write(child));
    }
    return parts;
  }

  std::string Row(pugi::xml_node node) {
    std::string latex;
    for (const std::string& part : Parts(node)) Append(latex, part);
    return latex;
  }

  std::string Matrix(pugi::xml_node table) {
    std::string latex = "\\begin{matrix}";
    for (const pugi::xml_node row : table.children()) {
      if (LocalName(row) != "mtr") continue;
      if (!latex.ends_with("}")) latex += " \\\\ ";
      std::string cells;
      for (const std::string& cell : Parts(row)) cells += (cells.empty() ? "" : " & ") + cell;
      latex += cells + " ";
    }
    return latex + "\\end{matrix}";
  }

  std::string Fenced(pugi::xml_node node) {
    std::string inner;
    for (const std::string& part : Parts(node)) inner += (inner.empty() ? "" : ",") + part;
    const std::string_view open = Attribute(node, "open");
    const std::string_view close = Attribute(node, "close");
    return Operator(open.empty() ? "(" : open) + inner + Operator(close.empty() ? ")" : close);
  }

  int depth_ = 0;
};

}  // namespace

std::string LatexOfMathml(pugi::xml_node math) { return Collapse(Writer().Write(math)); }

}  // namespace wenyuan::parse
