#include "exhaustive.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace wenyuan::bench {
namespace {

constexpr double kTolerance = 1e-5;  // of the best score: 60 additions in single precision

// The length that one byte of Lucene stands for: exact below 24, then a mantissa of four bits.
std::uint32_t RoundedLength(std::uint32_t length) {
  constexpr std::uint32_t kExact = 24;
  if (length < kExact + 8) return length;
  const std::uint32_t rest = length - kExact;
  const int shift = std::bit_width(rest) - 4;
  return kExact + (rest >> shift << shift);
}

}  // namespace

ExhaustiveScorer::ExhaustiveScorer(const std::vector<std::vector<std::string>>& questions,
                                   Lengths lengths)
    : rounding_(lengths) {
  for (const auto& question : questions) {
    for (const std::string& term : question) lists_[term];
  }
}

void ExhaustiveScorer::Add(const std::vector<std::string_view>& terms, bool open) {
  const auto passage = static_cast<std::uint32_t>(lengths_.size());
  std::string key;
  for (const std::string_view term : terms) {
    key = term;
    const auto asked = lists_.find(key);
    if (asked == lists_.end()) continue;
    std::vector<Posting>& postings = asked->second.postings;
    if (postings.empty() || postings.back().passage != passage) {
      postings.push_back({passage, 0});
      asked->second.open += open ? 1 : 0;
    }
    ++postings.back().frequency;
  }
  const auto length = static_cast<std::uint32_t>(terms.size());
  lengths_.push_back(rounding_ == Lengths::kExact ? length : RoundedLength(length));
  if (!open) return;
  ++open_;
  open_lengths_ += static_cast<double>(length);
}

std::vector<ExhaustiveScorer::Scored> ExhaustiveScorer::Answer(
    const std::vector<text::QueryTerm>& question, const index::ScoringOptions& options,
    const std::function<bool(std::uint32_t passage)>& permitted) {
  scores_.resize(lengths_.size());
  const double average = open_lengths_ / open_;
  const double k1 = options.k1;
  const double b = options.b;
  std::vector<Scored> all;
  for (const auto& [term, weight] : question) {
    const List& list = lists_.at(term);
    const double idf = weight * std::log(1 + (open_ - list.open + .5) / (list.open + .5));
    for (const auto& [passage, frequency] : list.postings) {
      if (scores_[passage] == 0) all.push_back({passage, 0});
      scores_[passage] +=
          idf * frequency / (frequency + k1 * (1 - b + b * lengths_[passage] / average));
    }
  }
  for (Scored& one : all) {
    one.score = scores_[one.passage];
    scores_[one.passage] = 0;
  }
  std::erase_if(all, [&](const Scored& one) { return !permitted(one.passage); });
  std::sort(all.begin(), all.end(), [](const Scored& left, const Scored& right) {
    return left.score != right.score ? left.score > right.score : left.passage < right.passage;
  });
  return all;
}

std::string WhyWrong(const std::vector<Found>& found,
                     const std::vector<ExhaustiveScorer::Scored>& all, std::size_t k,
                     bool& same_order) {
  same_order = true;
  if (found.size() != std::min(k, all.size())) {
    return std::to_string(found.size()) + " hits, and " + std::to_string(all.size()) +
           " passages match";
  }
  const double tolerance = all.empty() ? 0 : kTolerance * all[0].score;
  std::vector<std::uint32_t> seen;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto& [passage, score] = found[i];
    const std::string rank =
        "rank " + std::to_string(i + 1) + ", passage " + std::to_string(passage);
    if (std::find(seen.begin(), seen.end(), passage) != seen.end()) return rank + ": twice";
    seen.push_back(passage);
    same_order = same_order && passage == all[i].passage;
    const auto held = std::find_if(all.begin(), all.end(), [&, number = passage](const auto& one) {
      return one.passage == number;
    });
    if (held == all.end()) return rank + ": does not match or is not permitted";
    if (std::abs(held->score - score) > tolerance) {
      return rank + ": scored " + std::to_string(score) + ", is " + std::to_string(held->score);
    }
    if (std::abs(held->score - all[i].score) > tolerance) {
      return rank + ": scores " + std::to_string(held->score) + "; passage " +
             std::to_string(all[i].passage) + " scores " + std::to_string(all[i].score);
    }
  }
  return {};
}

}  // namespace wenyuan::bench
