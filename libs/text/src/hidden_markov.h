#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::text {

// cppjieba's model of where words that no dictionary knows begin and end. Any thread.
class HiddenMarkov {
 public:
  // Requires the text of hmm_model.utf8.
  static Result<HiddenMarkov> Parse(std::string_view model);

  // Appends the lengths of the words of `characters`, which are not empty.
  void Cut(std::u32string_view characters, std::vector<std::uint32_t>& lengths) const;

 private:
  enum State : std::uint8_t { kBegin, kEnd, kMiddle, kSingle, kStates };
  using ByState = std::array<double, kStates>;

  HiddenMarkov();
  [[nodiscard]] const ByState& Emission(char32_t character) const;

  ByState start_{};
  std::array<ByState, kStates> transition_{};
  std::vector<std::uint16_t> row_of_;  // by character of the first plane; 0 when unknown
  std::vector<ByState> emission_;
};

}  // namespace wenyuan::text
