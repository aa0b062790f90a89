#include "statement_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace wenyuan::answer {
namespace {

constexpr std::string_view kBlank = " \t\r\n";
constexpr std::size_t kLongestCitation = 24;

struct Brackets {
  std::string_view open;
  std::string_view close;
};
constexpr std::array<Brackets, 2> kBrackets = {{{"[", "]"}, {"【", "】"}}};

// Behind a citation they still belong to its sentence: "…[1]。"
constexpr std::array<std::string_view, 13> kEnds = {"。", "！", "？", "；", "，", ".", "!",
                                                    "?",  ";",  " ",  "\t", "\r", "\n"};

// The numbers of "1", "1, 2", "citation:3", "资料4"; nothing when it is something else.
std::optional<std::vector<std::size_t>> Numbers(std::string_view inside) {
  for (const std::string_view word : {std::string_view("citation:"), std::string_view("资料")}) {
    if (inside.starts_with(word)) inside.remove_prefix(word.size());
  }
  std::vector<std::size_t> numbers;
  bool in_number = false;
  for (const char letter : inside) {
    if (letter >= '0' && letter <= '9') {
      if (!std::exchange(in_number, true)) numbers.push_back(0);
      if (numbers.back() > 1'000) return std::nullopt;
      numbers.back() = numbers.back() * 10 + static_cast<std::size_t>(letter - '0');
    } else if (letter == ',' || letter == ' ' || letter == ';') {
      in_number = false;
    } else {
      return std::nullopt;
    }
  }
  if (numbers.empty()) return std::nullopt;
  return numbers;
}

std::size_t CharacterBytes(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0xC0) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(kBlank) == std::string_view::npos;
}

}  // namespace

void StatementReader::End() {
  std::string& text = statement_.text;
  text.erase(0, std::min(text.find_first_not_of(kBlank), text.size()));
  text.erase(text.find_last_not_of(kBlank) + 1);
  if (!text.empty()) done_.push_back(std::move(statement_));
  statement_ = {};
}

void StatementReader::TakeCharacter(std::string_view character) {
  if (!IsBlank(character)) first_ = false;
  const bool is_end = std::find(kEnds.begin(), kEnds.end(), character) != kEnds.end();
  if (in_front_ && character == "\n" && !statement_.text.empty()) End();
  if (!in_front_ && !statement_.sources.empty() && !is_end) End();
  statement_.text += character;
}

bool StatementReader::TakeCitation(std::string_view inside) {
  const auto numbers = Numbers(inside);
  if (!numbers) return false;
  if (std::exchange(first_, false)) in_front_ = true;
  if (in_front_ && !IsBlank(statement_.text)) End();
  for (const std::size_t number : *numbers) {
    auto& sources = statement_.sources;
    if (std::find(sources.begin(), sources.end(), number) == sources.end()) {
      sources.push_back(number);
    }
  }
  return true;
}

std::vector<Statement> StatementReader::Take(std::string_view piece, bool last) {
  buffer_ += piece;
  std::string_view left = buffer_;
  while (!left.empty()) {
    const std::size_t bytes = CharacterBytes(left.front());
    if (bytes > left.size() && !last) break;
    const std::string_view character = left.substr(0, bytes);
    const auto brackets = std::find_if(kBrackets.begin(), kBrackets.end(),
                                       [&](const Brackets& one) { return one.open == character; });
    if (brackets != kBrackets.end()) {
      const std::size_t close = left.find(brackets->close);
      const bool unfinished = close == std::string_view::npos && left.size() < kLongestCitation;
      if (unfinished && !last) break;
      if (close < kLongestCitation && TakeCitation(left.substr(bytes, close - bytes))) {
        left.remove_prefix(close + brackets->close.size());
        continue;
      }
    }
    TakeCharacter(character);
    left.remove_prefix(character.size());
  }
  buffer_ = std::string(left);
  if (last) End();
  return std::exchange(done_, {});
}

}  // namespace wenyuan::answer
