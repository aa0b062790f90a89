// Numbers of `wenyuan_answer_across pairs` (libs/answer/bench), docs/decisions/0363.
#pragma once

namespace wenyuan::answer {

// Of a sentence's nearness beside the log-odds of the model that reads it with the question.
constexpr double kNearnessWeight = 20;

// Of the log-odds by features alone, of the model's, and what is added.
constexpr double kFeaturesWeight = 0.45379;
constexpr double kTogetherWeight = 0.347017;
constexpr double kTogetherBias = 0.790984;
constexpr double kTogetherThreshold = 0.78;

}  // namespace wenyuan::answer
