#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/text/analyzer.h"

namespace wenyuan::quality {

// A question as it is compared with others.
struct FaqKey {
  std::string exact;  // its letters, digits and characters, folded; no signs, no blanks
  struct Term {
    std::string text;
    bool light = false;  // says nothing about what is asked: 请问, the, 的
    friend bool operator==(const Term&, const Term&) = default;
  };
  std::vector<Term> terms;  // in order
};

FaqKey MakeFaqKey(const text::Analyzer& analyzer, std::string_view question);

// How surely two questions ask the same, 0-1. 1: they are equal but for signs, blanks, width and
// case. Else the share of the longer one's characters that both have, in the same order; 0 when it
// is less than kLeastCommon, and when the two differ by more than light terms. Symmetric.
inline constexpr double kLeastCommon = 0.6;
double Likeness(const FaqKey& one, const FaqKey& other);

}  // namespace wenyuan::quality
