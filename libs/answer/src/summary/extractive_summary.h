#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "source_text.h"
#include "wenyuan/answer/summarizer.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// The most central sentences of the sources, word for word, in reading order.
struct ExtractiveSummary {
  std::vector<SummaryPoint> points;
  SummaryLeftOut left_out;
};
ExtractiveSummary Extract(const text::Analyzer& analyzer, std::span<const SourceText> sources,
                          std::size_t sentences);

// How much each passage says: the most central of its sentences, 1 being the mean. By source and
// chunk.
std::vector<std::vector<double>> CentralityOfPassages(const text::Analyzer& analyzer,
                                                      std::span<const SourceText> sources);

}  // namespace wenyuan::answer
