#pragma once

#include <string_view>

namespace wenyuan::answer {

enum class Form { kSentence, kRow };

// How a text stands to what was asked for.
enum class Fit {
  kFits,
  kDoubtful,  // it seems to say nobody, no place or no time to who asks for one
  kFitsNot,   // it has no weight, sum, number … to who asks for one, or is of another case
};

// `heading` is what stands right above the text. A row's names may say the kind in place of a unit.
Fit FitOf(std::string_view question, std::string_view text, Form form,
          std::string_view heading = {});

// Whether it fits for all that can be told with certainty (asked_kind.h, how_many.h,
// other_case.h).
bool IsAsAsked(std::string_view question, std::string_view text, Form form,
               std::string_view heading = {});

}  // namespace wenyuan::answer
