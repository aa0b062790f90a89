// Written by wenyuan_answer_pairs (libs/answer/bench), docs/decisions/0362.
// Do not edit; train again.
#pragma once

namespace wenyuan::answer {

// Of the logarithm of a sentence's chance, and of the model's log-odds.
constexpr double kChanceWeight = 0.5;
constexpr double kScoreWeight = 0.5;

// Of the log-odds of Answerability, of the model's, and what is added by the question's language.
constexpr double kAnswerabilityWeight = 0.713309;
constexpr double kPairWeight = 0.365041;
constexpr double kPairBiasHan = -0.178762;
constexpr double kPairBiasOther = 0.628629;

}  // namespace wenyuan::answer
