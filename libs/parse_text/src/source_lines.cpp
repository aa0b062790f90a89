#include "source_lines.h"

#include <algorithm>

namespace wenyuan::parse {
namespace {

class Scanner {
 public:
  explicit Scanner(const SourceLanguage& language) : language_(language) {}

  SourceLine Take(std::string_view text) {
    SourceLine line;
    line.text = text;
    const std::size_t start = text.find_first_not_of(" \t");
    line.blank = start == std::string_view::npos;
    line.indent = line.blank ? 0 : start;
    line.braces_before = braces_;
    line.in_string = !string_.empty();
    bool code = line.in_string;
    for (std::size_t at = line.blank ? text.size() : start; at < text.size();) {
      at = Step(text, at, code, line);
    }
    if (string_.size() == 1 && string_ != "`") string_ = {};  // ends with its line
    line.braces_after = braces_;
    line.parentheses_after = parentheses_;
    line.comment = !line.blank && !code;
    return line;
  }

 private:
  static bool At(std::string_view text, std::size_t at, std::string_view mark) {
    return !mark.empty() && text.substr(at, mark.size()) == mark;
  }

  std::size_t Step(std::string_view text, std::size_t at, bool& code, SourceLine& line) {
    if (in_comment_) {
      const std::size_t end = text.find(language_.close_comment, at);
      if (end == std::string_view::npos) return text.size();
      in_comment_ = false;
      return end + language_.close_comment.size();
    }
    if (!string_.empty()) return InString(text, at);
    if (At(text, at, language_.line_comment)) return text.size();
    if (At(text, at, language_.open_comment)) {
      in_comment_ = true;
      return at + language_.open_comment.size();
    }
    const char c = text[at];
    if (c == ' ' || c == '\t') return at + 1;
    code = true;
    const bool indented = language_.shape == SourceLanguage::Shape::kIndent;
    for (const std::string_view quote : {"\"\"\"", "'''"}) {
      if (indented && At(text, at, quote)) {
        string_ = quote;
        return at + 3;
      }
    }
    if (c == '"' || c == '`') {
      string_ = text.substr(at, 1);
    } else if (c == '\'') {
      // In some languages it also marks lifetimes and the like: only what closes is a string.
      const std::size_t end = text.find('\'', at + 1);
      if (end != std::string_view::npos) string_ = text.substr(at, 1);
    } else if (c == '{') {
      ++braces_;
    } else if (c == '}') {
      braces_ = std::max(0, braces_ - 1);
      parentheses_ = 0;
      line.closes = true;
    } else if (c == '(' || c == '[') {
      ++parentheses_;
    } else if (c == ')' || c == ']') {
      parentheses_ = std::max(0, parentheses_ - 1);
    }
    return at + 1;
  }

  std::size_t InString(std::string_view text, std::size_t at) {
    if (text[at] == '\\') return at + 2;
    if (!At(text, at, string_)) return at + 1;
    const std::size_t size = string_.size();
    string_ = {};
    return at + size;
  }

  const SourceLanguage& language_;
  std::string_view string_;  // the quote that opened it
  bool in_comment_ = false;
  int braces_ = 0;
  int parentheses_ = 0;
};

}  // namespace

std::vector<SourceLine> ReadSourceLines(std::string_view text, const SourceLanguage& language) {
  std::vector<SourceLine> lines;
  Scanner scanner(language);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(scanner.Take(text.substr(at, end - at)));
    at = end + 1;
  }
  return lines;
}

}  // namespace wenyuan::parse
