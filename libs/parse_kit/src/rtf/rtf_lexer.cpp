#include "rtf/rtf_lexer.h"

#include <algorithm>

namespace wenyuan::parse {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

int HexDigit(char c) {
  if (IsDigit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

RtfToken RtfLexer::Next() {
  while (at_ < rtf_.size() && (rtf_[at_] == '\r' || rtf_[at_] == '\n' || rtf_[at_] == '\0')) ++at_;
  if (at_ >= rtf_.size()) return {};
  const char c = rtf_[at_];
  if (c == '{' || c == '}') {
    ++at_;
    return {c == '{' ? RtfToken::Kind::kGroupStart : RtfToken::Kind::kGroupEnd, {}, 0, false, {}};
  }
  if (c == '\\' && at_ + 1 < rtf_.size()) return Control();
  const std::size_t start = at_;
  constexpr std::string_view kSpecial("{}\\\r\n\0", 6);
  at_ = std::min(rtf_.find_first_of(kSpecial, at_ + 1), rtf_.size());
  return {RtfToken::Kind::kText, rtf_.substr(start, at_ - start), 0, false, {}};
}

RtfToken RtfLexer::Control() {
  ++at_;
  if (rtf_[at_] == '\'') {
    const int high = at_ + 2 < rtf_.size() ? HexDigit(rtf_[at_ + 1]) : -1;
    const int low = high < 0 ? -1 : HexDigit(rtf_[at_ + 2]);
    if (low < 0) {
      ++at_;
      return Next();
    }
    at_ += 3;
    return {RtfToken::Kind::kByte, {}, high * 16 + low, true, {}};
  }
  if (!IsLetter(rtf_[at_])) {
    const std::string_view symbol = rtf_.substr(at_++, 1);
    return {RtfToken::Kind::kSymbol, symbol, 0, false, {}};
  }
  RtfToken word{RtfToken::Kind::kWord, {}, 0, false, {}};
  const std::size_t start = at_;
  while (at_ < rtf_.size() && IsLetter(rtf_[at_])) ++at_;
  word.text = rtf_.substr(start, at_ - start);
  const bool minus = at_ + 1 < rtf_.size() && rtf_[at_] == '-' && IsDigit(rtf_[at_ + 1]);
  if (minus) ++at_;
  constexpr int kMost = 100'000'000;
  while (at_ < rtf_.size() && IsDigit(rtf_[at_])) {
    word.has_number = true;
    word.number = std::min(word.number, kMost) * 10 + (rtf_[at_++] - '0');
  }
  if (minus) word.number = -word.number;
  if (at_ < rtf_.size() && rtf_[at_] == ' ') ++at_;
  if (word.text == "bin" && word.number > 0) {
    word.data = rtf_.substr(at_, static_cast<std::size_t>(word.number));
    at_ += word.data.size();
  }
  return word;
}

}  // namespace wenyuan::parse
