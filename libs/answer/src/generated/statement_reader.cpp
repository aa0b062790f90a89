#include "statement_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kBlank = " \t\r\n";
constexpr std::size_t kLongestCitation = 48;
// Of "1-3".
constexpr std::size_t kLongestRange = 20;

struct Brackets {
  std::string_view open;
  std::string_view close;
};
constexpr std::array<Brackets, 2> kBrackets = {{{"[", "]"}, {"【", "】"}}};

// Behind a citation they still belong to its sentence: "…[1]。"
constexpr std::array<std::string_view, 13> kEnds = {"。", "！", "？", "；", "，", ".", "!",
                                                    "?",  ";",  " ",  "\t", "\r", "\n"};

// Before a number, or between two.
constexpr std::array kWords = {"citation"sv, "Citation"sv, "资料"sv, "source"sv, "Source"sv,
                               "sources"sv,  "Sources"sv,  "来源"sv, "webpage"sv};
constexpr std::array kSeparators = {","sv,  " "sv, ";"sv,  "，"sv, "、"sv,
                                    "；"sv, ":"sv, "："sv, "^"sv};
constexpr std::array kRanges = {"-"sv, "–"sv, "~"sv, "至"sv};

template <std::size_t N>
std::size_t LengthOf(const std::array<std::string_view, N>& words, std::string_view text) {
  std::size_t longest = 0;
  for (const std::string_view word : words) {
    if (text.starts_with(word)) longest = std::max(longest, word.size());
  }
  return longest;
}

// The numbers of "1", "1, 2", "1-3", "citation:3", "资料4"; nothing when it is something else.
std::optional<std::vector<std::size_t>> Numbers(std::string_view inside) {
  std::vector<std::size_t> numbers;
  bool in_number = false;
  bool to = false;  // the next number ends a range
  for (std::size_t at = 0; at < inside.size();) {
    const char letter = inside[at];
    if (letter >= '0' && letter <= '9') {
      if (!std::exchange(in_number, true)) numbers.push_back(0);
      if (numbers.back() > 1'000) return std::nullopt;
      numbers.back() = numbers.back() * 10 + static_cast<std::size_t>(letter - '0');
      ++at;
      const bool ended = at == inside.size() || inside[at] < '0' || inside[at] > '9';
      if (!ended || !std::exchange(to, false)) continue;
      const std::size_t last = numbers.back();
      numbers.pop_back();
      const std::size_t first = numbers.back();
      if (last < first || last - first > kLongestRange) return std::nullopt;
      for (std::size_t next = first + 1; next <= last; ++next) numbers.push_back(next);
      continue;
    }
    const std::string_view rest = inside.substr(at);
    std::size_t length = std::max(LengthOf(kWords, rest), LengthOf(kSeparators, rest));
    if (const std::size_t range = LengthOf(kRanges, rest); range > 0) {
      if (!in_number) return std::nullopt;
      to = true;
      length = range;
    }
    if (length == 0) return std::nullopt;
    in_number = false;
    at += length;
  }
  if (numbers.empty() || to) return std::nullopt;
  return numbers;
}

std::size_t CharacterBytes(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0xC0) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

void AddSource(Statement& statement, std::size_t number) {
  auto& sources = statement.sources;
  if (std::find(sources.begin(), sources.end(), number) == sources.end()) {
    sources.push_back(number);
  }
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(kBlank) == std::string_view::npos;
}

}  // namespace

bool StatementReader::GoesOn(std::string_view text) const {
  constexpr std::array kMarks = {"。"sv, "！"sv, "？"sv, "."sv, "!"sv, "?"sv};
  // Blanks at its ends may have been counted.
  constexpr std::size_t kBlanks = 2;
  const std::string_view said = text.substr(0, text.find_last_not_of(kBlank) + 1);
  const bool ends = std::any_of(kMarks.begin(), kMarks.end(),
                                [&](std::string_view mark) { return said.ends_with(mark); });
  return most_ > 0 && !ends && text::CountCharacters(said) + kBlanks >= most_;
}

void StatementReader::End() {
  Statement ended = std::exchange(statement_, {});
  if (!text::IsValidUtf8(ended.text))
    ended.text = text::RepairUtf8(ended.text);  // half a character
  const bool goes_on = GoesOn(ended.text);
  if (!begun_.text.empty()) {
    Statement begun = std::exchange(begun_, {});
    begun.text += ended.text;
    for (const std::size_t source : ended.sources) AddSource(begun, source);
    ended = std::move(begun);
  }
  if (goes_on) {
    begun_ = std::move(ended);
  } else {
    Finish(std::move(ended));
  }
}

void StatementReader::Finish(Statement statement) {
  std::string& text = statement.text;
  text.erase(0, std::min(text.find_first_not_of(kBlank), text.size()));
  text.erase(text.find_last_not_of(kBlank) + 1);
  if (!text.empty()) done_.push_back(std::move(statement));
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
  for (const std::size_t number : *numbers) AddSource(statement_, number);
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
  if (last) {
    End();
    Finish(std::exchange(begun_, {}));
  }
  return std::exchange(done_, {});
}

}  // namespace wenyuan::answer
