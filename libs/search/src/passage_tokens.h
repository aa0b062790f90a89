#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// The tokens of the passages of one answer, cut once for all that look at them. One thread.
class PassageTokens {
 public:
  explicit PassageTokens(const text::Analyzer& analyzer) : analyzer_(analyzer) {}
  // Good as long as this lives.
  const std::vector<text::Token>& Of(std::string_view text) {
    auto known = tokens_.find(text);
    if (known == tokens_.end()) known = tokens_.emplace(text, analyzer_.Tokens(text)).first;
    return known->second;
  }

 private:
  const text::Analyzer& analyzer_;
  std::map<std::string, std::vector<text::Token>, std::less<>> tokens_;
};

}  // namespace wenyuan::search
