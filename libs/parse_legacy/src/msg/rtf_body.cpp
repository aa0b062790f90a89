#include "msg/rtf_body.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <utility>
#include <vector>

#include "kit/wide_text.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxDepth = 10'000;

unsigned CodePageOfFont(int charset) {
  static constexpr std::array<std::pair<int, unsigned>, 14> kKnown = {{{0, 1252},
                                                                       {77, 10000},
                                                                       {128, 932},
                                                                       {129, 949},
                                                                       {134, 936},
                                                                       {136, 950},
                                                                       {161, 1253},
                                                                       {162, 1254},
                                                                       {163, 1258},
                                                                       {177, 1255},
                                                                       {178, 1256},
                                                                       {186, 1257},
                                                                       {204, 1251},
                                                                       {238, 1250}}};
  for (const auto& [number, page] : kKnown) {
    if (number == charset) return page;
  }
  return 0;
}

// Groups whose text is not of the body.
bool IsOtherDestination(std::string_view word) {
  static constexpr std::array<std::string_view, 14> kWords = {
      "colortbl", "stylesheet", "info",    "pict",   "header",    "footer",    "headerl",
      "headerr",  "footerl",    "footerr", "object", "listtable", "generator", "listoverridetable"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

struct Group {
  bool skipped = false;  // a destination that we do not read
  bool font_table = false;
  bool html_tag = false;  // the tag itself, in wrapped HTML
  bool rtf_only = false;  // what stands beside it for readers of RTF
  int skip_after_unicode = 1;
  int font = -1;
};

class Reader {
 public:
  explicit Reader(std::string_view rtf) : rtf_(rtf) {}

  RtfBody Run() {
    groups_.emplace_back();
    while (at_ < rtf_.size()) {
      const char c = rtf_[at_];
      if (c == '{') {
        if (groups_.size() < kMaxDepth) groups_.push_back(groups_.back());
        ++at_;
      } else if (c == '}') {
        FlushBytes();
        if (groups_.size() > 1) groups_.pop_back();
        ++at_;
      } else if (c == '\\') {
        TakeControl();
      } else {
        ++at_;
        if (c != '\r' && c != '\n') AddByte(c);
      }
    }
    FlushBytes();
    return {html_, charset::Clean(std::move(text_))};
  }

 private:
  [[nodiscard]] Group& Now() { return groups_.back(); }

  [[nodiscard]] bool Shown() {
    const Group& group = Now();
    if (group.skipped || group.font_table) return false;
    return !html_ || group.html_tag || !group.rtf_only;
  }

  void AddByte(char c) {
    if (skip_ > 0) {
      --skip_;
      return;
    }
    if (Shown()) bytes_ += c;
  }

  void FlushBytes() {
    if (bytes_.empty()) return;
    const auto font = fonts_.find(Now().font);
    const unsigned page = font == fonts_.end() || font->second == 0 ? code_page_ : font->second;
    text_ += CodePageToUtf8(std::exchange(bytes_, {}), page);
  }

  void AddText(std::string_view text) {
    if (!Shown()) return;
    FlushBytes();
    text_ += text;
  }

  void TakeControl() {
    ++at_;
    if (at_ >= rtf_.size()) return;
    const char c = rtf_[at_];
    if (std::isalpha(static_cast<unsigned char>(c)) == 0) {
      TakeSymbol(c);
      return;
    }
    const std::size_t start = at_;
    while (at_ < rtf_.size() && std::isalpha(static_cast<unsigned char>(rtf_[at_])) != 0) ++at_;
    const std::string_view word = rtf_.substr(start, at_ - start);
    const bool negative = at_ < rtf_.size() && rtf_[at_] == '-';
    if (negative) ++at_;
    int value = -1;
    const std::size_t digits = at_;
    while (at_ < rtf_.size() && at_ - digits < 9 && rtf_[at_] >= '0' && rtf_[at_] <= '9') {
      value = std::max(value, 0) * 10 + (rtf_[at_++] - '0');
    }
    if (negative) value = -value;
    if (at_ < rtf_.size() && rtf_[at_] == ' ') ++at_;
    TakeWord(word, value);
  }

  void TakeSymbol(char c) {
    ++at_;
    if (c == '\'') {
      const auto digit = [](char d) {
        const char lower = static_cast<char>(d | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : (d - '0') & 0xF;
      };
      if (at_ + 2 > rtf_.size()) return;
      AddByte(static_cast<char>(digit(rtf_[at_]) * 16 + digit(rtf_[at_ + 1])));
      at_ += 2;
    } else if (c == '*') {
      // Unless its word says otherwise, a destination that programs may skip.
      if (rtf_.substr(at_, 8) != "\\htmltag" && rtf_.substr(at_, 9) != "\\mhtmltag") {
        Now().skipped = true;
      }
    } else if (c == '\\' || c == '{' || c == '}') {
      AddByte(c);
    } else if (c == '~') {
      AddText("\xC2\xA0");
    } else if (c == '_') {
      AddText("-");
    } else if (c == '\r' || c == '\n') {
      AddText("\n");
    }
  }

  void TakeWord(std::string_view word, int value) {
    Group& now = Now();
    if (word == "fromhtml") {
      html_ = true;
    } else if (word == "htmltag") {
      FlushBytes();
      now.html_tag = true;
      now.rtf_only = false;
    } else if (word == "mhtmltag") {
      now.skipped = true;
    } else if (word == "htmlrtf") {
      FlushBytes();
      now.rtf_only = value != 0;
    } else if (word == "ansicpg") {
      if (value > 0) code_page_ = static_cast<unsigned>(value);
    } else if (word == "fonttbl") {
      now.font_table = true;
    } else if (word == "f") {
      FlushBytes();
      now.font = value;
    } else if (word == "fcharset" && now.font_table) {
      if (fonts_.size() < kMaxDepth) fonts_[now.font] = CodePageOfFont(value);
    } else if (word == "uc") {
      now.skip_after_unicode = std::clamp(value, 0, 16);
    } else if (word == "u") {
      AddUnicode(value);
    } else if (word == "bin") {
      at_ += std::min(static_cast<std::size_t>(std::max(value, 0)), rtf_.size() - at_);
    } else if (word == "par" || word == "line" || word == "row" || word == "sect") {
      AddText(html_ ? "\r\n" : "\n");
    } else if (word == "tab" || word == "cell") {
      AddText("\t");
    } else if (IsOtherDestination(word)) {
      now.skipped = true;
    } else {
      AddNamedCharacter(word);
    }
  }

  void AddNamedCharacter(std::string_view word) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kNames = {
        {{"lquote", "‘"},
         {"rquote", "’"},
         {"ldblquote", "“"},
         {"rdblquote", "”"},
         {"bullet", "•"},
         {"endash", "–"},
         {"emdash", "—"},
         {"emspace", " "},
         {"enspace", " "}}};
    for (const auto& [name, text] : kNames) {
      if (name == word) AddText(text);
    }
  }

  void AddUnicode(int value) {
    const auto unit = static_cast<char32_t>(value < 0 ? value + 65'536 : value) & 0xFFFFU;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
    } else {
      char32_t c = unit;
      if (unit >= 0xDC00 && unit < 0xE000) {
        c = high_ == 0 ? 0xFFFD : 0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00);
      }
      high_ = 0;
      std::string text;
      AppendUtf8(text, c);
      AddText(text);
    }
    skip_ = Now().skip_after_unicode;
  }

  std::string_view rtf_;
  std::size_t at_ = 0;
  std::vector<Group> groups_;
  std::map<int, unsigned> fonts_;  // code page by number
  unsigned code_page_ = 1252;
  bool html_ = false;
  int skip_ = 0;
  char32_t high_ = 0;
  std::string bytes_;  // of the code page, not yet text
  std::string text_;
};

}  // namespace

RtfBody ReadRtfBody(std::string_view rtf) { return Reader(rtf).Run(); }

}  // namespace wenyuan::parse
