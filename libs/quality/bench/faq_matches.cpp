// faq_matches FILE…: how often two questions that ask for different things are taken for the same.
// A line of a FILE is a question of a test collection (eval::ReadQueries): what it asks for is told
// by its relevant documents and answers. Prints, for each file: pairs taken for the same, those of
// them that differ in what they ask for, and how many questions met another of their kind.
// docs/measurements.md has the figures.
#include <cstdio>
#include <string>
#include <vector>

#include "faq_match.h"
#include "wenyuan/eval/collection.h"

namespace wenyuan::quality {
namespace {

struct Asked {
  std::string text;
  std::string kind;
  FaqKey key;
};

std::string KindOf(const eval::JudgedQuery& query) {
  std::string kind;
  for (const auto& [document, grade] : query.relevant) kind += document + "\n";
  for (const std::string& answer : query.answers) kind += answer + "\n";
  return kind;
}

int Measure(const text::Analyzer& analyzer, const char* path) {
  const auto queries = eval::ReadQueries(path);
  if (!queries) {
    std::fprintf(stderr, "%s\n", queries.error().message.c_str());
    return 1;
  }
  std::vector<Asked> asked;
  for (const eval::JudgedQuery& query : *queries) {
    asked.push_back({query.text, KindOf(query), MakeFaqKey(analyzer, query.text)});
  }
  std::size_t equal = 0;
  std::size_t like = 0;
  std::size_t wrong = 0;
  std::vector<bool> met(asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i) {
    for (std::size_t j = i + 1; j < asked.size(); ++j) {
      const double likeness = Likeness(asked[i].key, asked[j].key);
      if (likeness == 0) continue;
      ++(likeness == 1 ? equal : like);
      if (asked[i].kind == asked[j].kind) {
        met[i] = met[j] = true;
        continue;
      }
      ++wrong;
      std::printf("  %.2f  %s  |  %s\n", likeness, asked[i].text.c_str(), asked[j].text.c_str());
    }
  }
  std::size_t met_count = 0;
  for (const bool one : met) met_count += one ? 1 : 0;
  std::printf(
      "%s: %zu questions, %zu pairs equal, %zu alike, %zu of them wrong; %zu questions met "
      "another of their kind\n",
      path, asked.size(), equal, like, wrong, met_count);
  return 0;
}

}  // namespace
}  // namespace wenyuan::quality

int main(int count, char** arguments) {
  const auto analyzer = wenyuan::text::MakeAnalyzer(
      {"third_party/npm/node_modules/nodejieba/submodules/cppjieba/dict", {}});
  if (!analyzer) return 1;
  for (int i = 1; i < count; ++i) {
    if (wenyuan::quality::Measure(**analyzer, arguments[i]) != 0) return 1;
  }
  return 0;
}
