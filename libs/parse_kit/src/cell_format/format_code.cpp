#include "format_code.h"

#include <algorithm>
#include <charconv>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMostSections = 4;

bool StartsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool IsDateLetter(char lower) {
  return std::string_view("ymdhsaeg").find(lower) != std::string_view::npos;
}

class SectionReader {
 public:
  explicit SectionReader(std::string_view rest) : rest_(rest) {}

  FormatSection Read() {
    while (!rest_.empty() && rest_[0] != ';') Step();
    section_.date =
        std::any_of(section_.tokens.begin(), section_.tokens.end(), [](const FormatToken& token) {
          return token.part == FormatPart::kDate || token.part == FormatPart::kElapsed;
        });
    return std::move(section_);
  }
  // What stands behind the section, its semicolon first.
  [[nodiscard]] std::string_view Rest() const { return rest_; }

 private:
  std::string_view Take(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  void Add(FormatPart part, std::string_view text) {
    if (part == FormatPart::kText && !section_.tokens.empty() &&
        section_.tokens.back().part == FormatPart::kText) {
      section_.tokens.back().text += text;
    } else if (part != FormatPart::kText || !text.empty()) {
      section_.tokens.push_back({part, std::string(text)});
    }
  }

  static std::size_t CharacterBytes(std::string_view text) {
    std::size_t bytes = 1;
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80) {
      ++bytes;
    }
    return bytes;
  }

  void Step() {
    const char c = rest_[0];
    if (c == '"') {
      const std::size_t end = std::min(rest_.find('"', 1), rest_.size());
      Add(FormatPart::kText, rest_.substr(1, end - 1));
      Take(end + 1);
    } else if (c == '\\') {
      Take(1);
      Add(FormatPart::kText, Take(CharacterBytes(rest_)));
    } else if (c == '_' || c == '*') {  // a space of some width, a character that fills the cell
      Take(1);
      Take(CharacterBytes(rest_));
    } else if (c == '[') {
      const std::size_t end = std::min(rest_.find(']'), rest_.size());
      Bracket(rest_.substr(1, end - 1));
      Take(end + 1);
    } else if (FindIgnoringCase(rest_.substr(0, 7), "general") == 0) {
      Add(FormatPart::kGeneral, Take(7));
    } else if (!TakeHalfDay() && !TakeNumeric(c)) {
      const char lower = static_cast<char>(c | 0x20);
      if (IsDateLetter(lower)) {
        std::size_t length = 1;
        while (length < rest_.size() && (rest_[length] | 0x20) == lower) ++length;
        Add(FormatPart::kDate, AsciiLower(Take(length)));
      } else {
        Add(FormatPart::kText, Take(CharacterBytes(rest_)));
      }
    }
  }

  bool TakeHalfDay() {
    for (const std::string_view mark : {"am/pm", "a/p", "上午/下午"}) {
      if (AsciiLower(rest_.substr(0, mark.size())) != mark) continue;
      Add(FormatPart::kHalfDay, mark);
      Take(mark.size());
      return true;
    }
    return false;
  }

  bool TakeNumeric(char c) {
    const char lower = static_cast<char>(c | 0x20);
    const bool signed_next = rest_.size() > 1 && (rest_[1] == '+' || rest_[1] == '-');
    if (lower == 'e' && signed_next) {
      Add(FormatPart::kExponent, Take(2));
      return true;
    }
    static constexpr std::string_view kSigns = "0#?.,%/";
    static constexpr FormatPart kParts[] = {
        FormatPart::kDigit, FormatPart::kDigit,   FormatPart::kDigit, FormatPart::kPoint,
        FormatPart::kComma, FormatPart::kPercent, FormatPart::kSlash};
    const std::size_t sign = kSigns.find(c);
    if (sign == std::string_view::npos) return false;
    Add(kParts[sign], Take(1));
    return true;
  }

  void Bracket(std::string_view inside) {
    if (inside.empty()) return;
    const std::string lower = AsciiLower(inside);
    if (inside[0] == '$') {  // [$¥-804], [$-F800]
      const std::size_t dash = std::min(inside.rfind('-'), inside.size());
      Add(FormatPart::kText, inside.substr(1, dash - std::min<std::size_t>(dash, 1)));
      Locale(AsciiLower(inside.substr(std::min(dash + 1, inside.size()))));
    } else if (lower.find_first_not_of(lower[0]) == std::string::npos &&
               (lower[0] == 'h' || lower[0] == 'm' || lower[0] == 's')) {
      Add(FormatPart::kElapsed, lower);
    } else if (lower == "dbnum1") {
      section_.chinese_digits = true;
    } else {
      Condition(inside);
    }
  }

  void Locale(const std::string& code) {
    if (code == "f800") {  // the long date of the reader's country
      for (const std::string_view letters : {"yyyy", "-", "mm", "-", "dd"}) {
        Add(letters == "-" ? FormatPart::kText : FormatPart::kDate, letters);
      }
      Take(rest_.find(';') == std::string_view::npos ? rest_.size() : rest_.find(';'));
    }
    const bool chinese_code =
        code.size() >= 3 &&
        (EndsWithIgnoringCase(code, "804") || EndsWithIgnoringCase(code, "404") ||
         EndsWithIgnoringCase(code, "c04") || StartsWith(code, "zh"));
    section_.chinese = section_.chinese || chinese_code;
  }

  void Condition(std::string_view text) {
    static constexpr std::pair<std::string_view, Comparison> kSigns[] = {
        {"<=", Comparison::kLessEqual}, {">=", Comparison::kMoreEqual},
        {"<>", Comparison::kUnequal},   {"<", Comparison::kLess},
        {">", Comparison::kMore},       {"=", Comparison::kEqual}};
    for (const auto& [sign, comparison] : kSigns) {
      if (!StartsWith(text, sign)) continue;
      const std::string_view number = text.substr(sign.size());
      double bound = 0;
      const auto parsed = std::from_chars(number.data(), number.data() + number.size(), bound);
      if (parsed.ec != std::errc()) return;
      section_.comparison = comparison;
      section_.bound = bound;
      return;
    }
  }

  std::string_view rest_;
  FormatSection section_;
};

}  // namespace

FormatCode ReadFormatCode(std::string_view code) {
  FormatCode read;
  while (read.sections.size() < kMostSections) {
    SectionReader reader(code);
    read.sections.push_back(reader.Read());
    if (reader.Rest().empty()) break;
    code = reader.Rest().substr(1);
  }
  return read;
}

}  // namespace wenyuan::parse
