// Written by wenyuan_answer_pairs (libs/answer/bench), docs/decisions/0362.
// Do not edit; train again.
#pragma once

namespace wenyuan::answer {

// Of the logarithm of a sentence's chance, and of the model's log-odds.
constexpr double kChanceWeight = 0.7;
constexpr double kScoreWeight = 0.4;

// Of the log-odds of Answerability, of the model's, and what is added by the question's language.
constexpr double kAnswerabilityWeight = 0.742284;
constexpr double kPairWeight = 0.305148;
constexpr double kPairBiasHan = -0.254527;
constexpr double kPairBiasOther = 0.339645;

}  // namespace wenyuan::answer
