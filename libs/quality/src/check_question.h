#pragma once

#include <optional>

#include "wenyuan/eval/question_file.h"
#include "wenyuan/store/question_sets.h"

namespace wenyuan::quality {

inline constexpr std::size_t kMostTextBytes = 4096;
inline constexpr std::size_t kMostAnswers = 20;
inline constexpr std::size_t kMostAnswerBytes = 4000;
inline constexpr std::size_t kMostDocuments = 100;
inline constexpr std::size_t kMostKeyBytes = 200;
inline constexpr std::size_t kMostLanguageBytes = 20;

// What is wrong with a question, as words behind "the question" or "line 7"; nothing when it is
// good. `line` is 0.
std::optional<eval::LineProblem> Fault(const store::Question& question);

// "zh" when it has Han characters, else "en".
std::string GuessLanguage(std::string_view text);

}  // namespace wenyuan::quality
