#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wenyuan/index/library_index.h"

namespace wenyuan::bench {

// BM25 of every passage by the formula of library_index.h, in double precision, from terms alone:
// what Search must find. Shares no code with it. One field.
class ExhaustiveScorer {
 public:
  enum class Lengths { kExact, kOneByte };  // kOneByte: rounded down as Lucene and Tantivy do
  // Only the terms of these questions can be asked.
  explicit ExhaustiveScorer(const std::vector<std::vector<std::string>>& questions,
                            Lengths lengths = Lengths::kExact);
  // In order: passage 0, 1, … Statistics are those of the open ones.
  void Add(const std::vector<std::string_view>& terms, bool open = true);

  struct Scored {
    std::uint32_t passage = 0;
    double score = 0;
  };
  // All permitted passages with a term, best first; ties by number.
  [[nodiscard]] std::vector<Scored> Answer(
      const std::vector<text::QueryTerm>& question, const index::ScoringOptions& options,
      const std::function<bool(std::uint32_t passage)>& permitted);

 private:
  struct Posting {
    std::uint32_t passage = 0;
    std::uint32_t frequency = 0;
  };
  struct List {
    std::vector<Posting> postings;
    std::uint32_t open = 0;
  };
  const Lengths rounding_;
  std::unordered_map<std::string, List> lists_;
  std::vector<std::uint32_t> lengths_;
  std::uint32_t open_ = 0;
  double open_lengths_ = 0;
  std::vector<double> scores_;  // by passage, 0 between questions
};

struct Found {
  std::uint32_t passage = 0;
  float score = 0;
};

// Why `found` is not the k best of `all`, or empty. Single precision may swap passages whose scores
// are that close and nothing more. `same_order` says whether it did not.
std::string WhyWrong(const std::vector<Found>& found,
                     const std::vector<ExhaustiveScorer::Scored>& all, std::size_t k,
                     bool& same_order);

}  // namespace wenyuan::bench
