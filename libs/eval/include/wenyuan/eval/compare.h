#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/eval/interval.h"

namespace wenyuan::eval {

// What was measured of one question, by measure ("hit@1"); a measure that needs a judgment the
// question lacks is absent. In all of them more is better.
using Measures = std::map<std::string, double, std::less<>>;

// By question. Only questions that are in both lists are compared, so a question that was changed
// between two runs must have another name in the second.
using Results = std::map<std::string, Measures>;

// The mean over the questions that have this measure.
Estimate EstimateOf(const Results& results, std::string_view measure,
                    const BootstrapOptions& options = {});

struct Difference {
  std::size_t pairs = 0;
  double before = 0;  // means over the pairs
  double after = 0;
  double difference = 0;  // after - before
  Interval interval;      // of the difference, by paired bootstrap
  // How often a difference at least this large comes about when before and after are alike: exact
  // randomisation of the signs (of two-valued measures: the exact sign test); 10,000 drawn sign
  // vectors where there are more than 2^16 of them.
  double p_value = 1;
  std::size_t won = 0;   // pairs that are better after
  std::size_t lost = 0;  // pairs that are worse
};

Difference PairedDifference(std::span<const double> before, std::span<const double> after,
                            const BootstrapOptions& options = {});

Difference CompareOn(std::string_view measure, const Results& before, const Results& after,
                     const BootstrapOptions& options = {});

}  // namespace wenyuan::eval
