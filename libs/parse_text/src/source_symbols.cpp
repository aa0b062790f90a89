#include "source_symbols.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kLongestHeader = 600;
constexpr std::size_t kLongestName = 120;

bool IsWordByte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '!' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool Contains(std::string_view list, std::string_view word) {
  const std::string all = " " + std::string(list) + " ";
  return all.find(" " + std::string(word) + " ") != std::string::npos;
}

// The code of the first lines up to the body.
std::string Header(const std::vector<SourceLine>& lines, std::size_t begin, std::size_t end) {
  std::string header;
  for (std::size_t i = begin; i < end && header.size() < kLongestHeader; ++i) {
    if (lines[i].comment || lines[i].blank) continue;
    const std::string_view text = Trim(lines[i].text);
    const bool annotation =
        text[0] == '@' || text.substr(0, 2) == "#[" || (text[0] == '[' && text.back() == ']');
    if (annotation) continue;
    const std::size_t stop = text.find_first_of("{;");
    header += (header.empty() ? "" : " ") + std::string(text.substr(0, stop));
    if (stop != std::string_view::npos || text.back() == ':') break;
  }
  return header;
}

// "template <class T>" in front names parameters, not symbols.
std::string_view WithoutTemplate(std::string_view header) {
  if (header.substr(0, 8) != "template") return header;
  int depth = 0;
  for (std::size_t i = 8; i < header.size(); ++i) {
    if (header[i] == '<') ++depth;
    if (header[i] == '>' && --depth == 0) return Trim(header.substr(i + 1));
  }
  return header;
}

std::string CutName(std::string_view text) {
  std::string name = Collapse(text);
  if (name.size() > kLongestName) {
    std::size_t cut = kLongestName;
    while ((static_cast<unsigned char>(name[cut]) & 0xC0U) == 0x80) --cut;
    name.resize(cut);
  }
  return name;
}

// "static int Foo::Bar(int x)" → "Foo::Bar()".
std::string FunctionName(std::string_view header) {
  const std::size_t open = header.find('(');
  if (open == std::string_view::npos ||
      header.substr(0, open).find('=') != std::string_view::npos) {
    return {};
  }
  std::size_t end = open;
  while (end > 0 && header[end - 1] == ' ') --end;
  std::size_t start = end;
  while (start > 0 &&
         (IsWordByte(header[start - 1]) ||
          std::string_view(":~.$-").find(header[start - 1]) != std::string_view::npos)) {
    --start;
  }
  const std::string_view name = header.substr(start, end - start);
  if (name.empty() || Contains("if for while switch catch return else do foreach elif", name))
    return {};
  return CutName(name) + "()";
}

}  // namespace

SourceSymbol FindSymbol(const std::vector<SourceLine>& lines, std::size_t begin, std::size_t end,
                        const SourceLanguage& language) {
  SourceSymbol symbol;
  const std::string all = Header(lines, begin, end);
  const std::string_view header = WithoutTemplate(all);
  const std::size_t parameters = std::min(header.find('('), header.size());
  for (std::size_t at = 0; at < header.size();) {
    if (!IsWordByte(header[at])) {
      ++at;
      continue;
    }
    std::size_t stop = at;
    while (stop < header.size() && IsWordByte(header[stop])) ++stop;
    const std::string word = AsciiLower(header.substr(at, stop - at));
    // A type in a list of parameters or behind "=" declares nothing.
    const bool may_declare = at < parameters && header.substr(0, at).find('=') == std::string::npos;
    if (may_declare && Contains(language.words, word)) {
      symbol.container = Contains(
          "class struct interface namespace impl trait object mod module extension protocol union "
          "package service",
          word);
      symbol.transparent = word == "namespace" || word == "package";
      // A function that returns a struct: the name is the function's.
      const bool returns = symbol.container && parameters < header.size() && language.name == "c++";
      if (returns) {
        symbol = {};
        break;
      }
      const bool flat = language.shape == SourceLanguage::Shape::kFlat;
      const std::size_t next = std::min(header.find_first_not_of(' ', stop), header.size());
      if (word == "func" && next < header.size() && header[next] == '(') {  // Go: a receiver first
        const std::size_t receiver = std::min(header.find(')', next), header.size() - 1) + 1;
        symbol.name = "func " + FunctionName(header.substr(receiver));
        return symbol;
      }
      symbol.name = CutName(header.substr(at, header.find_first_of(flat ? "(" : "({:=", at) - at));
      return symbol;
    }
    at = stop;
  }
  const bool body = language.shape == SourceLanguage::Shape::kBraces && end > begin &&
                    std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                                lines.begin() + static_cast<std::ptrdiff_t>(end),
                                [](const SourceLine& line) { return line.closes; });
  if (body) symbol.name = FunctionName(header);
  return symbol;
}

std::string CommentText(const std::vector<SourceLine>& lines, std::size_t begin, std::size_t end) {
  std::string text;
  bool joins = false;
  for (std::size_t i = begin; i < end; ++i) {
    std::string_view line = Trim(lines[i].text);
    while (!line.empty() && std::string_view("/*#!-;%=").find(line[0]) != std::string_view::npos) {
      line.remove_prefix(1);
    }
    while (!line.empty() && std::string_view("/*#-=").find(line.back()) != std::string_view::npos) {
      line.remove_suffix(1);
    }
    line = Trim(line);
    if (line.empty()) {
      joins = false;
      continue;
    }
    if (!text.empty()) text += joins ? ' ' : '\n';
    text += line;
    joins = true;
  }
  return text;
}

}  // namespace wenyuan::parse
