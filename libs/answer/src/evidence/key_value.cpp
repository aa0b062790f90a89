#include "key_value.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kLongestKey = 16;  // characters of Chinese; three times as many of others
constexpr std::array kMarks = {"，"sv, "。"sv, "；"sv, ","sv, "."sv, ";"sv, "？"sv, "\n"sv};

}  // namespace

std::optional<KeyValue> ReadKeyValue(std::string_view sentence) {
  const std::size_t full = sentence.find("：");
  const std::size_t half = sentence.find(": ");
  const std::size_t at = std::min(full, half);
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  std::size_t key_begin = 0;
  // A sign that begins a list item is no part of the name.
  for (const std::string_view sign : {"- "sv, "• "sv, "* "sv, "· "sv}) {
    if (sentence.starts_with(sign)) key_begin = sign.size();
  }
  const std::string_view key = sentence.substr(key_begin, at - key_begin);
  const std::size_t most =
      key.find_first_not_of(" abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
              std::string_view::npos
          ? 3 * kLongestKey
          : kLongestKey;
  if (key.empty() || text::CountCharacters(key) > most) return std::nullopt;
  for (const std::string_view mark : kMarks) {
    if (key.find(mark) != std::string_view::npos) return std::nullopt;
  }
  std::size_t begin = at + (at == full ? "："sv : ": "sv).size();
  std::size_t end = sentence.size();
  while (begin < end && sentence[begin] == ' ') ++begin;
  for (const std::string_view mark : {"。"sv, "；"sv, ";"sv, "."sv}) {
    if (sentence.substr(begin, end - begin).ends_with(mark)) end -= mark.size();
  }
  if (begin >= end) return std::nullopt;
  return KeyValue{
      key_begin, at, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
}

}  // namespace wenyuan::answer
