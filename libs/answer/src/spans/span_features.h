#pragma once

#include <vector>

#include "span_candidates.h"

namespace wenyuan::answer {

void FillSpanFeatures(const QuestionReading& question, const AskedFor& asked,
                      const SpanText& sentence, std::vector<SpanCandidate>& candidates);

}  // namespace wenyuan::answer
