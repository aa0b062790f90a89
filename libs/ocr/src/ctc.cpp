#include "ctc.h"

#include <algorithm>

namespace wenyuan::ocr {
namespace {

// Probabilities add up to 1: what is above a half is the largest. Most steps are the blank, or what
// the step before was, and thousands of classes need not be looked at.
std::size_t Likeliest(std::span<const float> row, std::size_t last) {
  constexpr float kHalf = 0.5F;
  if (row[0] > kHalf) return 0;
  if (row[last] > kHalf) return last;
  return static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
}

}  // namespace

Alphabet::Alphabet(std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    characters_.emplace_back(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

std::string_view Alphabet::Character(std::size_t index) const {
  return index == characters_.size() + 1 ? std::string_view(" ") : characters_[index - 1];
}

Result<void> DecodeLine(const TensorView& answer, const Alphabet& alphabet, double used,
                        parse::RecognisedLine& line) {
  if (answer.shape.size() != 3 || answer.shape[0] != 1 || answer.shape[1] <= 0 ||
      answer.shape[2] != static_cast<std::int64_t>(alphabet.classes())) {
    return Error{ErrorCode::kInternal, "the recognition model does not fit its alphabet"};
  }
  const std::size_t classes = alphabet.classes();
  const std::size_t steps = answer.values.size() / classes;
  const double visible = std::max(1.0, static_cast<double>(steps) * used);
  const auto place = [&](std::size_t step) {
    return static_cast<float>(std::min(1.0, static_cast<double>(step) / visible));
  };
  std::size_t last = 0;
  std::size_t count = 0;
  float sum = 0;
  bool apart = true;  // the next character begins a word
  for (std::size_t step = 0; step < steps; ++step) {
    const auto row = answer.values.subspan(step * classes, classes);
    const std::size_t best = Likeliest(row, last);
    if (best == last) {  // still the same character: its word ends later
      if (best != 0 && !apart) line.words.back().end = place(step + 1);
      continue;
    }
    last = best;
    if (best == 0) continue;
    const std::string_view character = alphabet.Character(best);
    if (character == " " || character == "\u3000") {
      apart = true;
      continue;
    }
    if (apart) {
      if (!line.text.empty()) line.text += ' ';
      line.words.push_back({{}, place(step), 0});
      apart = false;
    }
    line.text += character;
    line.words.back().text += character;
    line.words.back().end = place(step + 1);
    sum += row[best];
    ++count;
  }
  line.confidence = count == 0 ? 0 : sum / static_cast<float>(count);
  return {};
}

}  // namespace wenyuan::ocr
