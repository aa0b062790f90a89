#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "page_layout.h"

namespace wenyuan::parse_pdf {

// Whether a hyphen at the end of a line belongs to the word, told by how the document writes the
// word elsewhere.
class LineEndHyphens {
 public:
  LineEndHyphens() = default;
  explicit LineEndHyphens(const std::vector<LaidOutPage>& pages);

  // `text` ends with the hyphen, `next` is the line after it.
  [[nodiscard]] bool Stay(std::string_view text, std::string_view next) const;

 private:
  void Read(std::string_view text, bool after_hyphen);

  std::unordered_set<std::string> words_;      // lower case; the parts of compounds, too
  std::unordered_set<std::string> compounds_;  // "well-known", two parts each
};

}  // namespace wenyuan::parse_pdf
