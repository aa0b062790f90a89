#include "tex_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr int kDeepest = 24;
constexpr std::size_t kLongestGroup = 16 << 10U;  // beyond, a brace was forgotten

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool IsOneOf(std::string_view name, std::string_view list) {
  return (" " + std::string(list) + " ").find(" " + std::string(name) + " ") != std::string::npos;
}

// Marks that combine with the letter before.
std::string_view Accent(char name) {
  static constexpr std::array<std::pair<char, std::string_view>, 14> kAccents = {{{'\'', "\u0301"},
                                                                                  {'`', "\u0300"},
                                                                                  {'^', "\u0302"},
                                                                                  {'"', "\u0308"},
                                                                                  {'~', "\u0303"},
                                                                                  {'=', "\u0304"},
                                                                                  {'.', "\u0307"},
                                                                                  {'u', "\u0306"},
                                                                                  {'v', "\u030C"},
                                                                                  {'H', "\u030B"},
                                                                                  {'c', "\u0327"},
                                                                                  {'k', "\u0328"},
                                                                                  {'r', "\u030A"},
                                                                                  {'d', "\u0323"}}};
  for (const auto& [sign, mark] : kAccents) {
    if (sign == name) return mark;
  }
  return {};
}

std::string_view Symbol(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 26> kSymbols = {
      {{"ldots", "…"},
       {"dots", "…"},
       {"ss", "ß"},
       {"ae", "æ"},
       {"AE", "Æ"},
       {"oe", "œ"},
       {"OE", "Œ"},
       {"o", "ø"},
       {"O", "Ø"},
       {"l", "ł"},
       {"L", "Ł"},
       {"aa", "å"},
       {"AA", "Å"},
       {"i", "ı"},
       {"copyright", "©"},
       {"S", "§"},
       {"P", "¶"},
       {"pounds", "£"},
       {"euro", "€"},
       {"textbackslash", "\\"},
       {"LaTeX", "LaTeX"},
       {"TeX", "TeX"},
       {"textasciitilde", "~"},
       {"textless", "<"},
       {"textgreater", ">"},
       {"textbar", "|"}}};
  for (const auto& [known, text] : kSymbols) {
    if (known == name) return text;
  }
  return {};
}

class Converter {
 public:
  Converter(std::vector<std::string>& notes, int depth) : notes_(notes), depth_(depth) {}

  std::string Run(std::string_view tex) {
    for (std::size_t at = 0; at < tex.size();) at = Step(tex, at);
    return std::move(out_);
  }

 private:
  std::size_t Step(std::string_view tex, std::size_t at) {
    const char c = tex[at];
    if (c == '\\') return Command(tex, at);
    if (c == '$') {
      const std::size_t end = tex.find('$', at + 1);
      if (end == std::string_view::npos) return at + 1;
      out_ += tex.substr(at, end - at + 1);
      return end + 1;
    }
    if (c == '{' || c == '}') return at + 1;
    if (c == '~') {
      out_ += ' ';
      return at + 1;
    }
    for (const auto& [from, to] : {std::pair<std::string_view, std::string_view>{"``", "“"},
                                   {"''", "”"},
                                   {"---", "—"},
                                   {"--", "–"}}) {
      if (tex.substr(at, from.size()) != from) continue;
      out_ += to;
      return at + from.size();
    }
    out_ += c;
    return at + 1;
  }

  std::size_t Command(std::string_view tex, std::size_t start) {
    const TexCommand command = TexCommandAt(tex, start);
    const std::string_view name = command.name;
    std::size_t at = command.end;
    if (name.empty()) return at;
    if (name.size() == 1 && !IsLetter(name[0])) {
      if (IsOneOf(name, "& % $ # _ { } -")) {
        if (name != "-") out_ += name;
        return at;
      }
      if (name == "(" || name == ")") {
        out_ += '$';
        return at;
      }
      if (name == "\\" || name == " " || name == "\n" || name == "," || name == ";") {
        out_ += ' ';
        if (name == "\\") TexGroup(tex, at, '[');
        return at;
      }
    }
    if (const std::string_view mark = name.size() == 1 ? Accent(name[0]) : ""; !mark.empty()) {
      return AddAccent(tex, at, mark);
    }
    if (const std::string_view symbol = Symbol(name); !symbol.empty()) {
      out_ += symbol;
      return at;
    }
    return CommandWithArguments(tex, at, name);
  }

  std::size_t AddAccent(std::string_view tex, std::size_t at, std::string_view mark) {
    const std::string_view group = TexGroup(tex, at);
    if (!group.empty()) {
      out_ += Inside(group);
    } else if (tex.substr(at, 2) == "\\i") {
      out_ += 'i';
      at += 2;
    } else if (at < tex.size() && IsLetter(tex[at])) {
      out_ += tex[at++];
    }
    out_ += mark;
    return at;
  }

  std::size_t CommandWithArguments(std::string_view tex, std::size_t at, std::string_view name) {
    const std::string_view bare = name.back() == '*' ? name.substr(0, name.size() - 1) : name;
    const std::string_view option = TexGroup(tex, at, '[');
    if (IsOneOf(bare,
                "label index vspace hspace includegraphics setlength pagestyle thispagestyle "
                "bibliographystyle bibliography addcontentsline phantomsection input include "
                "color fontsize selectfont hypersetup setcounter addtocounter ref eqref pageref "
                "autoref cref Cref graphicspath vskip hskip")) {
      TexGroup(tex, at);
      if (IsOneOf(bare, "setlength setcounter addtocounter fontsize")) TexGroup(tex, at);
      return at;
    }
    if (IsOneOf(bare, "footnote footnotetext thanks")) {
      const std::string_view group = TexGroup(tex, at);
      if (!group.empty()) notes_.push_back(Inside(group));
      return at;
    }
    if (bare.substr(0, 4) == "cite" || IsOneOf(bare, "parencite textcite autocite nocite")) {
      out_ += "[" + std::string(TexGroup(tex, at)) + "]";
      return at;
    }
    if (IsOneOf(bare, "href textcolor colorbox")) {
      TexGroup(tex, at);
      return at;
    }
    if (IsOneOf(bare, "url verb path")) {
      const std::string_view group = TexGroup(tex, at);
      out_ += group;
      if (group.empty() && at < tex.size()) {  // \verb|text|
        const std::size_t end = tex.find(tex[at], at + 1);
        if (end == std::string_view::npos) return at;
        out_ += tex.substr(at + 1, end - at - 1);
        return end + 1;
      }
      return at;
    }
    if (bare == "item" && !option.empty()) out_ += Inside(option) + ": ";
    return at;  // what stands in braces behind it is read as text
  }

  std::string Inside(std::string_view tex) {
    return depth_ >= kDeepest ? std::string(tex) : Converter(notes_, depth_ + 1).Run(tex);
  }

  std::vector<std::string>& notes_;
  int depth_;
  std::string out_;
};

// The bytes of an environment in which "%" is no comment: 0 when none starts here, npos when it
// does not end.
std::size_t CodeAt(std::string_view tex, std::size_t at) {
  if (tex.substr(at, 7) != "\\begin{") return 0;
  for (const std::string_view name : {"verbatim}", "lstlisting}", "minted}", "Verbatim}"}) {
    if (tex.substr(at + 7, name.size()) != name) continue;
    const std::size_t end = tex.find("\\end{" + std::string(name), at);
    return end == std::string_view::npos ? end : end - at;
  }
  return 0;
}

}  // namespace

TexCommand TexCommandAt(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && IsLetter(text[end])) ++end;
  if (end == at + 1) {
    end = std::min(end + 1, text.size());
    return {text.substr(at + 1, end - at - 1), end};
  }
  if (end < text.size() && text[end] == '*') ++end;
  const std::string_view name = text.substr(at + 1, end - at - 1);
  // White space behind a word only ends it; an empty line is more.
  std::size_t next = end;
  while (next < text.size() && (text[next] == ' ' || text[next] == '\t')) ++next;
  return {name, next};
}

std::string_view TexGroup(std::string_view text, std::size_t& at, char open) {
  std::size_t start = at;
  while (start < text.size() && (text[start] == ' ' || text[start] == '\n')) ++start;
  if (start >= text.size() || text[start] != open) return {};
  const char close = open == '{' ? '}' : ']';
  int depth = 0;
  const std::size_t last = std::min(text.size(), start + kLongestGroup);
  for (std::size_t i = start; i < last; ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == open) {
      ++depth;
    } else if (text[i] == close && --depth == 0) {
      at = i + 1;
      return text.substr(start + 1, i - start - 1);
    }
  }
  return {};
}

std::string TexText(std::string_view tex, std::vector<std::string>& notes) {
  return Collapse(Converter(notes, 0).Run(tex));
}

std::string WithoutTexComments(std::string_view tex) {
  std::string out;
  out.reserve(tex.size());
  bool unclosed = false;
  for (std::size_t at = 0; at < tex.size(); ++at) {
    const std::size_t code = unclosed ? 0 : CodeAt(tex, at);
    unclosed = unclosed || code == std::string_view::npos;
    if (code > 0 && !unclosed) {
      out += tex.substr(at, code);
      at += code - 1;
    } else if (tex[at] == '\\' && at + 1 < tex.size()) {
      out += tex.substr(at, 2);
      ++at;
    } else if (tex[at] == '%') {
      at = std::min(tex.find('\n', at), tex.size());
      const bool alone = out.empty() || out.back() == '\n';
      if (!alone) out += '\n';
    } else {
      out += tex[at];
    }
  }
  return out;
}

}  // namespace wenyuan::parse
