#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tensor.h"
#include "wenyuan/base/result.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan::ocr {

// What the classes of the recognition model mean: 0 is the blank, then one character each, the last
// is the space.
class Alphabet {
 public:
  // `lines`: one character a line, as the model's description has it.
  explicit Alphabet(std::string_view lines);
  [[nodiscard]] std::size_t classes() const { return characters_.size() + 2; }
  // Requires 0 < index < classes().
  [[nodiscard]] std::string_view Character(std::size_t index) const;

 private:
  std::vector<std::string> characters_;
};

// The likeliest class at every step (of `answer`, whose steps are probabilities); repeats and
// blanks go. `used` is the share of the steps that the line takes up, the rest is padding. Fills
// text, words and confidence. kInternal when the answer does not fit the alphabet.
Result<void> DecodeLine(const TensorView& answer, const Alphabet& alphabet, double used,
                        parse::RecognisedLine& line);

}  // namespace wenyuan::ocr
