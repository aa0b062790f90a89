#pragma once

#include <string_view>

namespace wenyuan::answer {

enum class Form { kSentence, kRow };

// Whether a text is what was asked for: of the kind (a weight, a sum; in a row its names may say it
// in place of a unit), of the case (asked_kind.h, other_case.h), and with a number where a sentence
// is to say how many. `heading` is what stands right above the text.
bool IsAsAsked(std::string_view question, std::string_view text, Form form,
               std::string_view heading = {});

}  // namespace wenyuan::answer
