#include "user_dictionary.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/files.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

constexpr std::uint64_t kLargestFile = 16 << 20;
constexpr std::size_t kLongestWord = 64;

Error BrokenLine(const std::filesystem::path& path, std::size_t line, std::string_view why,
                 std::string_view why_zh) {
  const std::string number = std::to_string(line);
  return {ErrorCode::kInvalidArgument,
          "cannot read the user dictionary \"" + path.string() + "\": line " + number + " " +
              std::string(why) + "; correct it and reload it (the words read before stay in use)",
          "无法读取用户词典“" + path.string() + "”：第 " + number + " 行" + std::string(why_zh) +
              "；请改正后重新加载，此前的词典继续有效"};
}

}  // namespace

Result<WordTrie> LoadUserDictionary(const std::filesystem::path& path, const Segmenter& segmenter,
                                    const Folder& folder) {
  WordTrie words;
  if (path.empty() || !PosixFileSystem().Exists(path)) return words;
  WY_TRY(const std::string text, ReadAll(PosixFileSystem(), path, kLargestFile));
  std::vector<Folded> folded;
  std::string_view rest = text;
  if (rest.starts_with("\uFEFF")) rest.remove_prefix(3);
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!IsValidUtf8(line)) return BrokenLine(path, number, "is not UTF-8", "不是 UTF-8 编码");
    line = line.substr(0, line.find_first_of(" \t\r"));
    if (line.empty() || line.front() == '#') continue;
    folded.clear();
    folder.Fold(line, folded);
    std::u32string word;
    bool has_word = false;
    for (const Folded& character : folded) {
      has_word = has_word || character.kind > CharacterKind::kBlank;
      word += character.character;
    }
    if (!has_word) return BrokenLine(path, number, "has no letter", "没有文字");
    if (word.size() > kLongestWord) {
      return BrokenLine(path, number, "has more than 64 characters", "超过 64 个字符");
    }
    words.Insert(word, segmenter.UserWeight(word));
  }
  return words;
}

}  // namespace wenyuan::text
