#pragma once

#include <string>
#include <vector>

#include "spans/span_candidates.h"

namespace wenyuan::answer {

// The runs of one sentence.
struct SpanGroup {
  bool han = false;
  std::vector<float> rows;  // kSpanFeatures of each run
  std::vector<std::array<std::uint16_t, kEdges>> edges;
  std::vector<float> right;  // F1 of each

  void Add(const SpanCandidate& candidate, double f1);
};

struct SpanWeights {
  std::vector<double> features;
  std::vector<double> edges;
};

// Weights that make runs that are nearly the answer likely: softmax over the runs of a group, a
// group counts by the log of the chances of its runs, each times the fourth power of its F1.
// Stochastic gradient with a rate for each weight (Adagrad), in a fixed order of chance.
SpanWeights FitSpans(const std::vector<SpanGroup>& groups);

// As C++ for span_model.h.
std::string WeightsAsCode(const std::string& name, const SpanWeights& weights);

}  // namespace wenyuan::answer
