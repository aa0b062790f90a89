#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/llm_llama/text_model.h"

namespace wenyuan::model {

// Told what is done now, how much of it and of how much.
using ToolProgress = std::function<void(std::string_view, std::uint64_t, std::uint64_t)>;

// A model that is compared, and what decodes with it, one sequence at a time.
struct Measured {
  std::unique_ptr<llm_llama::TextModel> model;
  std::unique_ptr<serving::Decoder> decoder;  // goes first
};
Result<Measured> LoadMeasured(const std::string& file, std::uint32_t threads);

// Tokens a second, the best of the rounds: other work on the machine only takes away.
struct Speed {
  double prefill = 0;  // of a prompt of `prompt_tokens`
  double decode = 0;   // of one stream
  std::uint32_t prompt_tokens = 0;
};
// One round more; of several models round by round, so that all meet the same weather.
Result<void> MeasureSpeed(Measured& measured, Speed& best);

// How two models continue a text, token by token, each knowing what stands before it (at least half
// a window).
struct TextDifference {
  std::uint64_t tokens = 0;  // that were judged
  double perplexity_source = 0;
  double perplexity_other = 0;
  double perplexity_error = 0;  // standard error of the source's
  double change = 0;            // of the logarithm: ln(other / source), and its standard error
  double change_error = 0;
  double divergence = 0;  // Kullback-Leibler, of the other from the source: mean and 99th percent
  double divergence_error = 0;
  double divergence_99 = 0;
  std::uint64_t same_first = 0;  // both find the same token the most likely
};
// kInvalidArgument for models with different vocabularies, or a text of less than a window.
Result<TextDifference> CompareText(Measured& source, Measured& other, const std::string& text,
                                   std::uint64_t most_tokens, const ToolProgress& progress);

struct AnswerPair {
  std::string question;
  std::string source;
  std::string other;
  std::uint64_t tokens = 0;       // of the source's answer
  std::uint64_t same_tokens = 0;  // before the first difference
  bool same = false;
};
// Both answer greedily, in their own template.
Result<std::vector<AnswerPair>> CompareAnswers(Measured& source, Measured& other,
                                               const std::vector<std::string>& questions,
                                               std::uint32_t most_tokens,
                                               const ToolProgress& progress);

}  // namespace wenyuan::model
