#include "word_list.h"

#include <algorithm>
#include <utility>

#include "wenyuan/crypto/hash.h"

namespace wenyuan::api {
namespace {

std::string VersionOf(std::string_view text) {
  return crypto::Hex(crypto::Sha256(text)).substr(0, 16);
}

// "3 n", as other programs write behind a word: how often it occurs and what kind it is.
bool IsFrequency(std::string_view rest) {
  constexpr std::string_view kMarks = "0123456789. \tabcdefghijklmnopqrstuvwxyz";
  const bool number = !rest.empty() && rest.front() >= '0' && rest.front() <= '9';
  return rest.empty() || (number && rest.find_first_not_of(kMarks) == std::string_view::npos);
}

}  // namespace

Result<WordList> WordList::Of(Call& call, Kind kind) {
  WordList list(call.state, kind);
  const OwnWords& words = call.services().words;
  if (words.analyzer != nullptr && words.files != nullptr && !list.Path().empty()) return list;
  return Error{ErrorCode::kUnsupported, "this server keeps no such list of words",
               "此服务器没有这份词表"};
}

const std::filesystem::path& WordList::Path() const {
  const OwnWords& words = state_.services.words;
  return kind_ == Kind::kDictionary ? words.dictionary : words.synonyms;
}

Result<WordList::Text> WordList::Read() const {
  const FileSystem& files = *state_.services.words.files;
  Text read;
  if (files.Exists(Path())) {
    WY_TRY(read.text, ReadAll(files, Path(), text::kMostWordListBytes));
  }
  read.version = VersionOf(read.text);
  return read;
}

std::vector<text::LineProblem> WordList::Check(std::string_view text) const {
  std::vector<text::LineProblem> problems;
  if (kind_ == Kind::kDictionary) {
    for (const text::WordLine& line : text::ReadWordLines(text, problems)) {
      if (IsFrequency(line.rest)) continue;
      problems.push_back({line.line, "has a blank within; a word has none, and stands alone",
                          "中间有空格；一个词不含空格，单独占一行"});
    }
    std::sort(problems.begin(), problems.end(),
              [](const auto& left, const auto& right) { return left.line < right.line; });
  } else {
    text::ReadSynonymLines(text, problems);
  }
  return problems;
}

Result<WordList::Text> WordList::Change(
    const std::string& version,
    const std::function<Result<std::string>(const std::string& old)>& change) {
  const OwnWords& words = state_.services.words;
  const std::lock_guard lock(state_.words);
  WY_TRY(const Text old, Read());
  if (!version.empty() && version != old.version) {
    return Error{ErrorCode::kConflict,
                 "the list was changed by somebody else meanwhile; read it again and repeat the "
                 "change",
                 "词表已被他人修改；请重新读取后再改"};
  }
  WY_TRY(std::string text, change(old.text));
  WY_CHECK(WriteAtomically(*words.files, Path(), text));
  if (auto reloaded = words.analyzer->ReloadUserDictionary(); !reloaded) {
    WY_CHECK(WriteAtomically(*words.files, Path(), old.text));
    return std::move(reloaded).error();
  }
  std::string fresh = VersionOf(text);
  return Text{std::move(text), std::move(fresh)};
}

}  // namespace wenyuan::api
