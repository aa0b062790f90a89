#pragma once

#include <span>
#include <string>
#include <vector>

#include "wenyuan/eval/collection.h"

namespace wenyuan::eval {

// A document that either leg found, with what each gives it. Ties keep the order given.
struct FusionCandidate {
  std::string document;
  double dense = 0;     // normalised
  double coverage = 0;  // of the keywords
};

struct TuningQuestion {
  std::vector<FusionCandidate> candidates;
  Grades relevant;
};

struct TuningOptions {
  double default_weight = 0.5;
  std::size_t fewest_questions = 30;  // with fewer, the default stays
  double guard = 0.005;               // hit@1 never more than this below the better single leg
};

struct TunedWeight {
  enum class Choice {
    kDefault,    // too few questions
    kWeight,     // dense + weight · coverage
    kDenseOnly,  // no weight of the grid holds the guard …
    kKeywordsOnly,
  };
  Choice choice = Choice::kDefault;
  double weight = 0;  // r; of kDenseOnly 0, of kKeywordsOnly not used
  // On the questions given: of what was chosen, of the default and of each leg.
  double hit_at_1 = 0;
  double mrr_at_10 = 0;
  double default_hit_at_1 = 0;
  double dense_hit_at_1 = 0;
  double keywords_hit_at_1 = 0;
  std::size_t questions = 0;  // that have a relevant document
};

// The weight of the grid with the best hit@1, then MRR@10, then the nearest to the default. When it
// breaks the guard, the better leg (dense when they are alike). Questions without a relevant
// document do not count. Pure.
TunedWeight TuneOneWeight(std::span<const TuningQuestion> questions, std::span<const double> grid,
                          const TuningOptions& options = {});

}  // namespace wenyuan::eval
