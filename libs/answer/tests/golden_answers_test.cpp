#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "fixtures.h"
#include "wenyuan/answer/answerer.h"

// Runs tests/golden/answer/*.test; their first lines say how to write one.

namespace wenyuan::answer {
namespace {

struct GoldenCase {
  std::string name;
  std::string question;
  std::vector<search::Hit> hits;
  std::string answer;  // empty: a refusal
};

std::string Unescaped(std::string text) {
  for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at + 1)) {
    text.replace(at, 2, "\n");
  }
  return text;
}

std::vector<std::string> Cells(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, '|');) {
    const std::size_t begin = cell.find_first_not_of(' ');
    cells.push_back(begin == std::string::npos
                        ? ""
                        : cell.substr(begin, cell.find_last_not_of(' ') + 1 - begin));
  }
  return cells;
}

std::vector<GoldenCase> Read(const std::filesystem::path& path) {
  std::vector<GoldenCase> cases;
  GoldenCase one;
  std::string title;
  Rows rows;
  double score = 20;  // each passage a little below the one before
  const auto end_table = [&] {
    if (!rows.empty()) one.hits.push_back(TableHit(title, "", rows, score--));
    rows.clear();
  };
  const auto end_case = [&] {
    end_table();
    if (!one.question.empty()) cases.push_back(std::move(one));
    one = {};
    title.clear();
    score = 20;
  };
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const std::size_t blank = line.find(' ');
    const std::string key = line.substr(0, blank);
    const std::string value = blank == std::string::npos ? "" : line.substr(blank + 1);
    if (key != "row") end_table();
    if (line.empty()) end_case();
    if (key == "#") one.name = value;
    if (key == "question") one.question = value;
    if (key == "title") title = value;
    if (key == "passage") one.hits.push_back(TextHit(title, Unescaped(value), score--));
    if (key == "row") rows.push_back(Cells(value));
    if (key == "score") score = std::stod(value);
    if (key == "answer") one.answer = value;
  }
  end_case();
  return cases;
}

TEST(GoldenAnswers, AreGiven) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("tests/golden/answer")) {
    for (const GoldenCase& one : Read(entry.path())) {
      SCOPED_TRACE(entry.path().filename().string() + ": " + one.name + ": " + one.question);
      ++count;
      const FixedSearcher searcher(one.hits);
      Question question;
      question.text = one.question;
      const auto answer = MakeExtractiveAnswerer(SharedAnalyzer(), searcher)
                              ->Ask(question, {}, [](const Sentence&) { return true; });
      ASSERT_TRUE(answer);
      EXPECT_EQ(answer->refused, one.answer.empty()) << answer->answerability << answer->text;
      if (!one.answer.empty() && !answer->refused) {
        EXPECT_EQ(answer->sentences.front().text, one.answer);
      }
    }
  }
  EXPECT_GE(count, 12U);
}

}  // namespace
}  // namespace wenyuan::answer
