#include "wenyuan/text/analyzer.h"

#include <mutex>
#include <utility>

#include "query.h"
#include "synonyms.h"
#include "tokenizer.h"
#include "user_dictionary.h"
#include "wenyuan/base/files.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

constexpr std::uint64_t kLargestDictionary = 64 << 20;

std::u32string CharactersOf(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) characters += NextCharacter(text, at);
  return characters;
}

class TwoStreamAnalyzer final : public Analyzer {
 public:
  TwoStreamAnalyzer(std::unique_ptr<Folder> folder, Segmenter segmenter, AnalyzerOptions options)
      : folder_(std::move(folder)),
        segmenter_(std::move(segmenter)),
        options_(std::move(options)) {}

  [[nodiscard]] std::vector<Token> Tokens(std::string_view text) const override {
    const auto own = Own();
    return Tokenize(text, PartsOf(*own)).tokens;
  }

  [[nodiscard]] AnalyzedQuery Query(std::string_view question) const override {
    const auto own = Own();
    return AnalyzeQuestion(question, PartsOf(*own), &own->synonyms);
  }

  [[nodiscard]] bool IsWord(std::string_view term) const override {
    const std::u32string word = CharactersOf(term);
    const auto own = Own();
    return segmenter_.Words().Contains(word) || own->words.Contains(word);
  }

  [[nodiscard]] bool IsName(std::string_view term) const override {
    return segmenter_.IsName(CharactersOf(term));
  }

  Result<void> ReloadUserDictionary() override {
    auto fresh = std::make_shared<OwnWords>();
    WY_TRY(fresh->words, LoadUserDictionary(options_.user_dictionary, segmenter_, *folder_));
    WY_TRY(fresh->synonyms, Synonyms::Load(options_.synonyms, *folder_));
    const std::lock_guard lock(mutex_);
    own_ = std::move(fresh);
    return {};
  }

 private:
  struct OwnWords {
    WordTrie words;
    Synonyms synonyms;
  };

  // A reader keeps the words that it began with.
  [[nodiscard]] std::shared_ptr<const OwnWords> Own() const {
    const std::lock_guard lock(mutex_);
    return own_;
  }

  [[nodiscard]] TokenizerParts PartsOf(const OwnWords& own) const {
    return {*folder_, segmenter_, own.words.Empty() ? nullptr : &own.words};  // null is quick
  }

  // Constant after construction.
  const std::unique_ptr<Folder> folder_;
  const Segmenter segmenter_;
  const AnalyzerOptions options_;

  mutable std::mutex mutex_;  // guards the pointer, not what it points to
  std::shared_ptr<const OwnWords> own_ = std::make_shared<OwnWords>();
};

}  // namespace

Result<std::unique_ptr<Analyzer>> MakeAnalyzer(const AnalyzerOptions& options) {
  FileSystem& files = PosixFileSystem();
  const auto read = [&](const char* name) {
    return ReadAll(files, options.dictionary_folder / name, kLargestDictionary);
  };
  WY_TRY(const std::string dictionary, read("jieba.dict.utf8"));
  WY_TRY(const std::string model, read("hmm_model.utf8"));
  WY_TRY(auto segmenter, Segmenter::Parse(dictionary, model));
  WY_TRY(auto folder, MakeFolder());
  auto analyzer =
      std::make_unique<TwoStreamAnalyzer>(std::move(folder), std::move(segmenter), options);
  WY_CHECK(analyzer->ReloadUserDictionary());
  return analyzer;
}

}  // namespace wenyuan::text
