#include "user_dictionary.h"

#include <string>
#include <vector>

#include "wenyuan/base/files.h"
#include "wenyuan/text/word_lists.h"

namespace wenyuan::text {

Result<WordTrie> LoadUserDictionary(const std::filesystem::path& path, const Segmenter& segmenter,
                                    const Folder& folder) {
  WordTrie words;
  if (path.empty() || !PosixFileSystem().Exists(path)) return words;
  WY_TRY(const std::string text, ReadAll(PosixFileSystem(), path, kMostWordListBytes));
  std::vector<LineProblem> problems;
  const std::vector<WordLine> lines = ReadWordLines(text, problems);
  if (!problems.empty()) {
    return BrokenLines("user dictionary", "用户词典", path.string(), problems);
  }
  std::vector<Folded> folded;
  std::u32string word;
  for (const WordLine& line : lines) {
    folded.clear();
    word.clear();
    folder.Fold(line.word, folded);
    for (const Folded& character : folded) word += character.character;
    if (!word.empty()) words.Insert(word, segmenter.UserWeight(word));
  }
  return words;
}

}  // namespace wenyuan::text
