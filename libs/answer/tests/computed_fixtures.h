#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "fixtures.h"
#include "wenyuan/answer/answerer.h"

namespace wenyuan::answer {

// What is answered from these hits, without a model.
inline Answer Ask(const std::string& question, std::vector<search::Hit> hits) {
  const FixedSearcher searcher(std::move(hits));
  Question asked;
  asked.text = question;
  auto answer = MakeExtractiveAnswerer(SharedAnalyzer(), searcher)->Ask(asked, {}, {});
  EXPECT_TRUE(answer);
  return answer ? *std::move(answer) : Answer{};
}

inline bool IsComputed(const Answer& answer) {
  return !answer.sentences.empty() && answer.sentences.front().computed;
}

}  // namespace wenyuan::answer
