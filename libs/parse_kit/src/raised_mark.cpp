#include "wenyuan/parse_kit/raised_mark.h"

#include <cctype>

namespace wenyuan::parse {
namespace {

bool IsDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

bool IsLetter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

}  // namespace

std::string_view RaisedMark(std::string_view raised, std::string_view before) {
  if (raised.empty() || before.empty()) return {};
  if (!IsDigit(before.back()) && !IsLetter(before.back()) && before.back() != ')') return {};
  const bool sign = raised[0] == '-' || raised[0] == '+';
  const bool number = IsDigit(raised[0]) || (raised.size() > 1 && sign);
  const bool letter = raised.size() == 1 && IsLetter(raised[0]);
  return number || letter ? "^" : "";
}

}  // namespace wenyuan::parse
