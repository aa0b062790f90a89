#include "wenyuan/text/sentences.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "random_text.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

std::vector<std::string> Sentences(const std::string& text) {
  std::vector<std::string> sentences;
  for (const Range& range : SplitSentences(text)) {
    sentences.push_back(text.substr(range.begin, range.end - range.begin));
  }
  return sentences;
}

std::string Unescape(std::string text) {
  for (std::size_t at = 0; (at = text.find("\\n", at)) != std::string::npos;) {
    text.replace(at, 2, "\n");
  }
  return text;
}

TEST(SentenceSplitter, GivesTheGoldenSentences) {
  std::ifstream file("tests/golden/text/sentences.test");
  ASSERT_TRUE(file) << "run the tests at the top of the checkout";
  std::string input;
  std::vector<std::string> expected;
  std::size_t cases = 0;
  const auto check = [&] {
    if (input.empty()) return;
    EXPECT_EQ(Sentences(input), expected) << input;
    ++cases;
    input.clear();
    expected.clear();
  };
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) check();
    if (line.starts_with("in  ")) input = Unescape(line.substr(4));
    if (line.starts_with("out ")) expected.push_back(line.substr(4));
  }
  check();
  EXPECT_GT(cases, 20U);
}

TEST(SentenceSplitter, LeavesOutOnlyWhiteSpace) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomText random(seed);
  for (int round = 0; round < 300; ++round) {
    const std::string text = random.Text(200);
    std::size_t at = 0;
    std::string left_out;
    for (const Range& range : SplitSentences(text)) {
      ASSERT_LE(at, range.begin) << text;
      ASSERT_LT(range.begin, range.end) << text;
      left_out += text.substr(at, range.begin - at);
      at = range.end;
      EXPECT_TRUE(IsValidUtf8(text.substr(range.begin, range.end - range.begin))) << text;
    }
    left_out += text.substr(at);
    EXPECT_TRUE(SplitSentences(left_out).empty()) << text;
  }
}

}  // namespace
}  // namespace wenyuan::text
