#include "latex_symbols.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace wenyuan::parse {
namespace {

constexpr std::array<std::string_view, 25> kSmallGreek = {
    "alpha", "beta",   "gamma",   "delta",  "epsilon", "zeta",    "eta",  "theta", "iota",
    "kappa", "lambda", "mu",      "nu",     "xi",      "omicron", "pi",   "rho",   "varsigma",
    "sigma", "tau",    "upsilon", "varphi", "chi",     "psi",     "omega"};
constexpr std::array<std::string_view, 25> kLargeGreek = {
    "",   "", "Gamma", "Delta", "", "",      "", "Theta",   "",    "", "Lambda", "",     "",
    "Xi", "", "Pi",    "",      "", "Sigma", "", "Upsilon", "Phi", "", "Psi",    "Omega"};
constexpr std::string_view kLargeAsLatin = "AB  EZH I K MN O P   T  X  ";

const std::unordered_map<char32_t, std::string_view>& Commands() {
  static const std::unordered_map<char32_t, std::string_view> kCommands = {
      {0xB1, "pm"},
      {0xB7, "cdot"},
      {0xD7, "times"},
      {0xF7, "div"},
      {0xAC, "neg"},
      {0x3D1, "vartheta"},
      {0x3D5, "phi"},
      {0x3D6, "varpi"},
      {0x3F1, "varrho"},
      {0x3F5, "epsilon"},
      {0x2016, "|"},
      {0x2026, "ldots"},
      {0x2032, "prime"},
      {0x210F, "hbar"},
      {0x2113, "ell"},
      {0x211C, "Re"},
      {0x2111, "Im"},
      {0x2135, "aleph"},
      {0x2190, "leftarrow"},
      {0x2191, "uparrow"},
      {0x2192, "to"},
      {0x2193, "downarrow"},
      {0x2194, "leftrightarrow"},
      {0x21D0, "Leftarrow"},
      {0x21D2, "Rightarrow"},
      {0x21D4, "Leftrightarrow"},
      {0x21CC, "rightleftharpoons"},
      {0x2200, "forall"},
      {0x2202, "partial"},
      {0x2203, "exists"},
      {0x2205, "emptyset"},
      {0x2206, "Delta"},
      {0x2207, "nabla"},
      {0x2208, "in"},
      {0x2209, "notin"},
      {0x220B, "ni"},
      {0x220F, "prod"},
      {0x2210, "coprod"},
      {0x2211, "sum"},
      {0x2213, "mp"},
      {0x2217, "ast"},
      {0x2218, "circ"},
      {0x2219, "cdot"},
      {0x221A, "surd"},
      {0x221D, "propto"},
      {0x221E, "infty"},
      {0x2220, "angle"},
      {0x2223, "mid"},
      {0x2225, "parallel"},
      {0x2227, "wedge"},
      {0x2228, "vee"},
      {0x2229, "cap"},
      {0x222A, "cup"},
      {0x222B, "int"},
      {0x222C, "iint"},
      {0x222D, "iiint"},
      {0x222E, "oint"},
      {0x222F, "oiint"},
      {0x2230, "oiiint"},
      {0x2234, "therefore"},
      {0x2235, "because"},
      {0x223C, "sim"},
      {0x2243, "simeq"},
      {0x2245, "cong"},
      {0x2248, "approx"},
      {0x2260, "neq"},
      {0x2261, "equiv"},
      {0x2264, "leq"},
      {0x2265, "geq"},
      {0x226A, "ll"},
      {0x226B, "gg"},
      {0x2282, "subset"},
      {0x2283, "supset"},
      {0x2286, "subseteq"},
      {0x2287, "supseteq"},
      {0x2295, "oplus"},
      {0x2297, "otimes"},
      {0x22A5, "perp"},
      {0x22C0, "bigwedge"},
      {0x22C1, "bigvee"},
      {0x22C2, "bigcap"},
      {0x22C3, "bigcup"},
      {0x22C5, "cdot"},
      {0x22EE, "vdots"},
      {0x22EF, "cdots"},
      {0x22F1, "ddots"},
      {0x2308, "lceil"},
      {0x2309, "rceil"},
      {0x230A, "lfloor"},
      {0x230B, "rfloor"},
      {0x27E8, "langle"},
      {0x27E9, "rangle"},
      {0x2329, "langle"},
      {0x232A, "rangle"},
      {0x27F6, "longrightarrow"},
      {0x2A00, "bigodot"},
      {0x2A01, "bigoplus"},
      {0x2A02, "bigotimes"},
      {'\\', "backslash"}};
  return kCommands;
}

// Plain letters for the mathematical alphabets (bold, italic, script …), else the same.
char32_t PlainLetter(char32_t c) {
  if (c == 0x210E) return U'h';
  if (c >= 0x1D400 && c <= 0x1D6A3) {
    const char32_t letter = (c - 0x1D400) % 52;
    return letter < 26 ? U'A' + letter : U'a' + letter - 26;
  }
  if (c >= 0x1D6A8 && c <= 0x1D7CB) {
    const char32_t letter = (c - 0x1D6A8) % 58;
    if (letter < 25) return 0x391 + letter;
    if (letter == 25) return 0x2207;
    if (letter < 51) return 0x3B1 + letter - 26;
    constexpr std::array<char32_t, 7> kVariants = {0x2202, 0x3F5, 0x3D1, 0x3BA,
                                                   0x3D5,  0x3F1, 0x3D6};
    return kVariants[letter - 51];
  }
  if (c >= 0x1D7CE && c <= 0x1D7FF) return U'0' + (c - 0x1D7CE) % 10;
  if (c == 0x2212) return U'-';
  return c;
}

char32_t Next(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<char32_t>(static_cast<unsigned char>(text[i])) : 0;
  };
  const char32_t lead = byte(at);
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t c = size == 1 ? lead : lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) c = c << 6U | (byte(at + i) & 0x3FU);
  at += size;
  return c;
}

// What stands for a plain letter; empty when it stands for itself.
std::string CommandOf(char32_t c) {
  if (c >= 0x3B1 && c <= 0x3C9) return "\\" + std::string(kSmallGreek[c - 0x3B1]);
  if (c >= 0x391 && c <= 0x3A9) {
    const std::string_view name = kLargeGreek[c - 0x391];
    return name.empty() ? std::string(1, kLargeAsLatin[c - 0x391]) : "\\" + std::string(name);
  }
  const auto found = Commands().find(c);
  if (found != Commands().end()) return "\\" + std::string(found->second);
  if (c < 0x80 &&
      std::string_view("%#&$_{}").find(static_cast<char>(c)) != std::string_view::npos) {
    return std::string("\\") + static_cast<char>(c);
  }
  return {};
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

void AppendLatex(std::string& latex, std::string_view piece) {
  if (piece.empty()) return;
  std::size_t letters = latex.size();
  while (letters > 0 && IsLetter(latex[letters - 1])) --letters;
  const bool command = letters < latex.size() && letters > 0 && latex[letters - 1] == '\\';
  if (command && IsLetter(piece[0])) latex += ' ';
  latex += piece;
}

std::string LatexOfText(std::string_view text) {
  std::string latex;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = Next(text, at);
    const char32_t plain = PlainLetter(c);
    if (const std::string command = CommandOf(plain); !command.empty()) {
      AppendLatex(latex, command);
    } else if (plain < 0x80) {
      AppendLatex(latex, std::string(1, static_cast<char>(plain)));
    } else {
      AppendLatex(latex, text.substr(begin, at - begin));
    }
  }
  return latex;
}

std::string LatexOfFunction(std::string_view name) {
  static constexpr std::array<std::string_view, 32> kKnown = {
      "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot",  "coth", "csc",    "deg",    "det",
      "dim",    "exp",    "gcd",    "hom", "inf", "ker",  "lg",   "lim",  "liminf", "limsup", "ln",
      "log",    "max",    "min",    "Pr",  "sec", "sin",  "sinh", "sup",  "tan",    "tanh"};
  if (std::find(kKnown.begin(), kKnown.end(), name) != kKnown.end()) {
    return "\\" + std::string(name);
  }
  return "\\operatorname{" + std::string(name) + "}";
}

std::string_view LatexOfAccent(std::string_view character, bool below) {
  std::size_t at = 0;
  switch (character.empty() ? 0x302 : Next(character, at)) {
    case 0x300:
      return "\\grave";
    case 0x301:
      return "\\acute";
    case 0x302:
    case U'^':
      return "\\hat";
    case 0x303:
    case U'~':
      return "\\tilde";
    case 0x304:
    case 0x305:
    case 0xAF:
      return below ? "\\underline" : "\\overline";
    case 0x306:
      return "\\breve";
    case 0x307:
      return "\\dot";
    case 0x308:
      return "\\ddot";
    case 0x30C:
      return "\\check";
    case 0x20D7:
    case 0x2192:
      return "\\vec";
    case 0x332:
      return "\\underline";
    case 0x23DE:
      return "\\overbrace";
    case 0x23DF:
      return "\\underbrace";
    default:
      return {};
  }
}

}  // namespace wenyuan::parse
