#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

struct TermShare {
  std::uint32_t term = 0;
  double weight = 0;
};
using TermVector = std::vector<TermShare>;  // by term

// Texts as vectors of the terms they share. Terms count by how few of the texts that were given to
// Learn() have them. One thread.
class TermSpace {
 public:
  explicit TermSpace(const text::Analyzer& analyzer) : analyzer_(analyzer) {}

  // Its terms and how often each; known to all vectors from now on.
  TermVector Count(std::string_view text);
  void Learn(const TermVector& counts);
  // Of length 1; empty stays empty.
  [[nodiscard]] TermVector Weigh(const TermVector& counts) const;
  [[nodiscard]] const std::string& Name(std::uint32_t term) const { return names_[term]; }

 private:
  const text::Analyzer& analyzer_;
  std::unordered_map<std::string, std::uint32_t> terms_;
  std::vector<std::string> names_;
  std::vector<std::uint32_t> frequency_;
  std::size_t texts_ = 0;
};

double Dot(const TermVector& one, const TermVector& other);
void Normalise(TermVector& vector);
// into += share * other
void AddTo(TermVector& into, const TermVector& other, double share);

}  // namespace wenyuan::answer
