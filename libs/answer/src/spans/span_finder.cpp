#include "span_finder.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

#include "../evidence/chances.h"
#include "../words.h"
#include "span_model.h"
#include "yes_no.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kCompared = 60;  // of the likeliest runs

double Likeness(const SpanCandidate& left, const SpanCandidate& right) {
  const std::size_t begin = std::max(left.begin, right.begin);
  const std::size_t end = std::min(left.end, right.end);
  if (end <= begin) return 0;
  return 2 * static_cast<double>(end - begin) /
         static_cast<double>(left.end - left.begin + right.end - right.begin);
}

}  // namespace

std::vector<double> SpanChances(bool han, const std::vector<SpanCandidate>& candidates) {
  const SpanFeatures& weights = han ? kSpanWeightsHan : kSpanWeightsOther;
  const std::span<const double> edges(han ? kEdgeWeightsHan : kEdgeWeightsOther);
  const std::size_t words = EdgeWords();
  std::vector<double> scores;
  scores.reserve(candidates.size());
  for (const SpanCandidate& candidate : candidates) {
    double sum =
        std::inner_product(weights.begin(), weights.end(), candidate.features.begin(), 0.0);
    for (std::size_t edge = 0; edge < kEdges; ++edge) {
      sum += edges[edge * words + candidate.edges[edge]];
    }
    scores.push_back(sum);
  }
  return AsChances(std::move(scores));
}

std::optional<FoundSpan> BestSpan(const text::Analyzer& analyzer, const QuestionReading& question,
                                  std::string_view sentence) {
  const SpanText read = ReadSpanText(analyzer, &question, sentence);
  const AskedFor asked = ReadAskedFor(analyzer, question);
  const std::vector<SpanCandidate> candidates = SpanCandidates(question, asked, read);
  const std::vector<double> chances = SpanChances(HasHan(sentence), candidates);
  std::vector<std::size_t> order(candidates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::size_t kept = std::min(kCompared, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                    [&chances](std::size_t left, std::size_t right) {
                      return chances[left] != chances[right] ? chances[left] > chances[right]
                                                             : left < right;
                    });
  order.resize(kept);
  // Not the likeliest run, but the one that the likely ones overlap most.
  std::optional<FoundSpan> best;
  for (const std::size_t one : order) {
    double expected = 0;
    for (const std::size_t other : order) {
      expected += chances[other] * Likeness(candidates[one], candidates[other]);
    }
    if (best && best->expected >= expected) continue;
    best = {{static_cast<std::uint32_t>(candidates[one].begin),
             static_cast<std::uint32_t>(candidates[one].end)},
            expected};
  }
  return best;
}

std::vector<AnswerSpan> SpansToShow(const text::Analyzer& analyzer, const QuestionReading& question,
                                    std::string_view sentence) {
  if (WantsYesOrNo(question.text)) {
    const auto said = YesOrNoIn(ReadSpanText(analyzer, &question, sentence));
    return said ? std::vector{*said} : std::vector<AnswerSpan>{};
  }
  const auto best = BestSpan(analyzer, question, sentence);
  if (!best || best->expected < kLeastExpected) return {};
  return {best->span};
}

}  // namespace wenyuan::answer
