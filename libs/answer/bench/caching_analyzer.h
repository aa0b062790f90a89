#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Remembers the tokens of every text: the passages of a collection are read for each question.
// One thread.
class CachingAnalyzer final : public text::Analyzer {
 public:
  explicit CachingAnalyzer(text::Analyzer& analyzer) : analyzer_(analyzer) {}

  [[nodiscard]] std::vector<text::Token> Tokens(std::string_view text) const override {
    const auto [place, is_new] = known_.try_emplace(std::string(text));
    if (is_new) place->second = analyzer_.Tokens(text);
    return place->second;
  }
  [[nodiscard]] text::AnalyzedQuery Query(std::string_view question) const override {
    return analyzer_.Query(question);
  }
  [[nodiscard]] bool IsWord(std::string_view term) const override { return analyzer_.IsWord(term); }
  Result<void> ReloadUserDictionary() override { return analyzer_.ReloadUserDictionary(); }

  // Between collections, whose texts do not come again.
  void Forget() { known_.clear(); }

 private:
  text::Analyzer& analyzer_;
  mutable std::unordered_map<std::string, std::vector<text::Token>> known_;
};

}  // namespace wenyuan::answer
