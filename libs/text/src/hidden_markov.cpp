#include "hidden_markov.h"

#include <charconv>
#include <cstddef>
#include <string>

#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

constexpr double kImpossible = -3.14e+100;
constexpr std::size_t kPlane = 0x10000;

Error Broken(std::string_view what) {
  return {ErrorCode::kCorruption, "cannot read the segmentation model: " + std::string(what) +
                                      "; install the program's data files again"};
}

// The next line that says something; empty at the end.
std::string_view NextLine(std::string_view& rest) {
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!line.empty() && line.front() != '#') return line;
  }
  return {};
}

bool ParseNumber(std::string_view word, double& number) {
  return std::from_chars(word.data(), word.data() + word.size(), number).ec == std::errc();
}

// The piece before `separator`, which is taken off as well.
std::string_view TakeUntil(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view piece = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return piece;
}

template <typename Row>
bool ParseRow(std::string_view line, Row& row) {
  for (double& number : row) {
    if (!ParseNumber(TakeUntil(line, ' '), number)) return false;
  }
  return true;
}

}  // namespace

HiddenMarkov::HiddenMarkov() : row_of_(kPlane, 0), emission_(1) {
  emission_.front().fill(kImpossible);
}

Result<HiddenMarkov> HiddenMarkov::Parse(std::string_view model) {
  HiddenMarkov parsed;
  if (!ParseRow(NextLine(model), parsed.start_)) return Broken("the start line is wrong");
  for (ByState& row : parsed.transition_) {
    if (!ParseRow(NextLine(model), row)) return Broken("a transition line is wrong");
  }
  for (std::size_t state = 0; state < kStates; ++state) {
    std::string_view line = NextLine(model);
    if (line.empty()) return Broken("an emission line is missing");
    while (!line.empty()) {
      std::string_view entry = TakeUntil(line, ',');
      if (entry.empty()) continue;
      std::size_t at = 0;
      const char32_t character = NextCharacter(entry, at);
      double number = 0;
      if (character >= kPlane || at >= entry.size() || entry[at] != ':' ||
          !ParseNumber(entry.substr(at + 1), number)) {
        return Broken("an emission is wrong");
      }
      std::uint16_t& row = parsed.row_of_[character];
      if (row == 0) {
        row = static_cast<std::uint16_t>(parsed.emission_.size());
        parsed.emission_.emplace_back().fill(kImpossible);
      }
      parsed.emission_[row][state] = number;
    }
  }
  return parsed;
}

const HiddenMarkov::ByState& HiddenMarkov::Emission(char32_t character) const {
  return emission_[character < kPlane ? row_of_[character] : 0];
}

// Viterbi. The order of additions and comparisons is cppjieba's, so that ties fall the same way.
void HiddenMarkov::Cut(std::u32string_view characters, std::vector<std::uint32_t>& lengths) const {
  thread_local std::vector<std::array<State, kStates>> came_from;
  came_from.resize(characters.size());
  ByState best;
  const ByState& first = Emission(characters.front());
  for (std::size_t state = 0; state < kStates; ++state) best[state] = start_[state] + first[state];
  for (std::size_t i = 1; i < characters.size(); ++i) {
    const ByState& emission = Emission(characters[i]);
    ByState next;
    for (std::size_t state = 0; state < kStates; ++state) {
      next[state] = kImpossible;
      came_from[i][state] = kEnd;
      for (std::size_t before = 0; before < kStates; ++before) {
        const double sum = best[before] + transition_[before][state] + emission[state];
        if (sum > next[state]) {
          next[state] = sum;
          came_from[i][state] = static_cast<State>(before);
        }
      }
    }
    best = next;
  }
  State state = best[kEnd] >= best[kSingle] ? kEnd : kSingle;
  const std::size_t first_length = lengths.size();
  std::uint32_t length = 0;
  for (std::size_t i = characters.size(); i-- > 0;) {
    if ((state == kEnd || state == kSingle) && length > 0) {
      lengths.push_back(length);
      length = 0;
    }
    ++length;
    if (i > 0) state = came_from[i][state];
  }
  lengths.push_back(length);
  std::reverse(lengths.begin() + static_cast<std::ptrdiff_t>(first_length), lengths.end());
}

}  // namespace wenyuan::text
