#include "mail_header.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

struct EncodedWord {
  std::string charset;
  std::string bytes;
  std::size_t end = 0;  // behind "?="
};

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string DecodeQ(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_') {
      out += ' ';
    } else if (text[i] == '=' && i + 2 < text.size() && HexDigit(text[i + 1]) >= 0 &&
               HexDigit(text[i + 2]) >= 0) {
      out += static_cast<char>(HexDigit(text[i + 1]) * 16 + HexDigit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string DecodeBase64(std::string_view text) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) continue;
    bits = (bits << 6U | static_cast<unsigned>(value)) & 0xFFFFFFU;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>(bits >> static_cast<unsigned>(count));
    }
  }
  return out;
}

// "=?charset*language?B?text?=" at `at`.
std::optional<EncodedWord> WordAt(std::string_view raw, std::size_t at) {
  if (raw.substr(at, 2) != "=?") return std::nullopt;
  const std::size_t charset = raw.find('?', at + 2);
  if (charset == std::string_view::npos || charset + 2 >= raw.size() || raw[charset + 2] != '?') {
    return std::nullopt;
  }
  const std::size_t end = raw.find("?=", charset + 3);
  if (end == std::string_view::npos) return std::nullopt;
  EncodedWord word;
  const std::string_view name = raw.substr(at + 2, charset - at - 2);
  word.charset = AsciiLower(name.substr(0, name.find('*')));
  const std::string_view text = raw.substr(charset + 3, end - charset - 3);
  const char encoding = static_cast<char>(raw[charset + 1] | 0x20);
  if (encoding != 'q' && encoding != 'b') return std::nullopt;
  word.bytes = encoding == 'q' ? DecodeQ(text) : DecodeBase64(text);
  word.end = end + 2;
  return word;
}

}  // namespace

std::string DecodeMailHeader(std::string_view raw) {
  std::string out;
  std::string plain;  // raw bytes since the last word
  std::string word_charset;
  std::string word_bytes;  // neighbours of one charset are decoded together
  const auto flush_word = [&] {
    if (!word_bytes.empty()) out += charset::ToUtf8(word_bytes, word_charset).utf8;
    word_bytes.clear();
  };
  const auto flush_plain = [&] {
    if (!plain.empty()) out += charset::ToUtf8(plain).utf8;
    plain.clear();
  };
  for (std::size_t at = 0; at < raw.size();) {
    const auto word = WordAt(raw, at);
    if (!word) {
      plain += raw[at++];
      continue;
    }
    const bool only_space = Trim(plain).empty();
    if (only_space && !word_bytes.empty()) {
      plain.clear();  // white space between words is not text
      if (word_charset != word->charset) flush_word();
    } else {
      flush_word();
      flush_plain();
    }
    word_charset = word->charset;
    word_bytes += word->bytes;
    at = word->end;
  }
  flush_word();
  flush_plain();
  return Collapse(charset::Clean(std::move(out)));
}

}  // namespace wenyuan::parse
