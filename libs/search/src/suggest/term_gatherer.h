#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// Keeps of a stream of terms those that a person would write, at most `most` of them: the most
// frequent. Which ones does not depend on their order.
class TermGatherer {
 public:
  TermGatherer(const text::Analyzer& analyzer, std::size_t most)
      : analyzer_(analyzer), most_(most) {}

  struct Term {
    std::string text;
    std::uint32_t count = 0;
  };
  void Add(std::string_view term, std::uint64_t count);
  // In order of term.
  [[nodiscard]] std::vector<Term> Take() &&;

 private:
  [[nodiscard]] bool IsWritten(std::string_view term, std::uint64_t count) const;
  void Trim();
  void DropStems();
  void DropCompactCodes();

  const text::Analyzer& analyzer_;
  const std::size_t most_;
  std::vector<Term> terms_;
};

}  // namespace wenyuan::search
