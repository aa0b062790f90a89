#include "everyday_words.h"

#include <utility>

namespace wenyuan::text {

std::vector<SynonymLine> EverydayWords() {
  std::vector<LineProblem> none;
  std::vector<SynonymLine> lines = ReadSynonymLines(ChineseEverydayWords(), none);
  for (SynonymLine& line : ReadSynonymLines(EnglishEverydayWords(), none)) {
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace wenyuan::text
