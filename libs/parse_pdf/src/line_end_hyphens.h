#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "page_layout.h"

namespace wenyuan::parse_pdf {

// Whether a hyphen at the end of a line belongs to the word, told by how the document writes the
// word elsewhere, and by whether it breaks words at all.
class LineEndHyphens {
 public:
  LineEndHyphens() = default;
  explicit LineEndHyphens(const std::vector<LaidOutPage>& pages);

  // `text` ends with the hyphen, `next` is the line after it.
  [[nodiscard]] bool Stay(std::string_view text, std::string_view next) const;

 private:
  enum class Verdict { kUnknown, kStays, kGoes };

  void Read(std::string_view text, bool after_hyphen);
  // Requires that `text` ends with the hyphen.
  [[nodiscard]] Verdict Judge(std::string_view text, std::string_view next) const;
  void CountVerdicts(const std::vector<LaidOutPage>& pages);

  std::unordered_set<std::string> words_;      // lower case; the parts of compounds, too
  std::unordered_set<std::string> compounds_;  // "well-known", two parts each
  bool breaks_words_ = true;
};

}  // namespace wenyuan::parse_pdf
