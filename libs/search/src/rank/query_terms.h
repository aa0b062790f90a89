#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// The question's terms as passages and sentences are compared with them: Han characters alone and
// in pairs, every other word by its stem, codes whole. Dictionary words of three characters and
// more are left out, because their pairs say the same (docs/decisions/0080). Any thread.
class QueryTerms {
 public:
  // The analyzer must outlive it.
  QueryTerms(const text::Analyzer& analyzer, const text::AnalyzedQuery& query);

  // A term of the question in a text.
  struct Match {
    std::size_t term = 0;        // in weights()
    std::uint32_t position = 0;  // in units, as text::Token counts them
    std::uint32_t begin = 0;     // bytes
    std::uint32_t end = 0;
  };
  struct Reading {
    std::vector<Match> matches;  // in order of position
    std::uint32_t units = 0;     // of the whole text
  };
  [[nodiscard]] Reading In(std::string_view text) const;

  [[nodiscard]] std::size_t size() const { return weights_.size(); }
  [[nodiscard]] const std::vector<double>& weights() const { return weights_; }
  // Whether it is a Han character alone.
  [[nodiscard]] bool IsSingle(std::size_t term) const { return singles_[term]; }
  // Whether the term is a number or a code: a passage without it is about something else.
  [[nodiscard]] bool IsNumber(std::size_t term) const { return numbers_[term]; }

 private:
  void Add(std::string term, double weight);

  const text::Analyzer& analyzer_;
  std::unordered_map<std::string, std::size_t> terms_;
  std::vector<double> weights_;
  std::vector<bool> numbers_;
  std::vector<bool> singles_;
};

}  // namespace wenyuan::search
