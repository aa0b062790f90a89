#include "wenyuan/text/analyzer.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "everyday_words.h"
#include "query.h"
#include "synonyms.h"
#include "tokenizer.h"
#include "user_dictionary.h"
#include "wenyuan/base/files.h"
#include "wenyuan/text/other_words.h"
#include "wenyuan/text/own_words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

constexpr std::uint64_t kLargestDictionary = 64 << 20;

std::u32string CharactersOf(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) characters += NextCharacter(text, at);
  return characters;
}

class TwoStreamAnalyzer final : public Analyzer, public KnowsOtherWords, public HasOwnWords {
 public:
  TwoStreamAnalyzer(std::unique_ptr<Folder> folder, Segmenter segmenter, AnalyzerOptions options)
      : folder_(std::move(folder)),
        segmenter_(std::move(segmenter)),
        options_(std::move(options)),
        everyday_(Synonyms::Of(EverydayWords(), *folder_)) {}

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

  [[nodiscard]] std::vector<OtherWords> OtherWordsOf(std::string_view question) const override {
    const auto own = Own();
    const Analysis analysis = Tokenize(question, PartsOf(*own));
    std::vector<OtherWords> words;
    std::vector<Range> found;
    for (const Synonyms* list : {&own->synonyms, &everyday_}) {
      for (const Synonyms::Found& one : list->Find(question, analysis, found, *folder_)) {
        words.push_back({static_cast<std::uint32_t>(one.at.begin),
                         static_cast<std::uint32_t>(one.at.end), *one.others});
      }
      for (const OtherWords& one : words) found.push_back({one.begin, one.end});
    }
    std::sort(words.begin(), words.end(), [](const OtherWords& left, const OtherWords& right) {
      return left.begin < right.begin;
    });
    return words;
  }

  Result<void> ReloadUserDictionary() override {
    auto fresh = std::make_shared<OwnWords>();
    WY_TRY(fresh->words, LoadUserDictionary(options_.user_dictionary, segmenter_, *folder_));
    WY_TRY(fresh->synonyms, Synonyms::Load(options_.synonyms, *folder_));
    const std::lock_guard lock(mutex_);
    fresh->version = own_->version + 1;
    own_ = std::move(fresh);
    return {};
  }

  [[nodiscard]] std::uint64_t VersionOfOwnWords() const override { return Own()->version; }

 private:
  struct OwnWords {
    WordTrie words;
    Synonyms synonyms;
    std::uint64_t version = 0;
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
  const Synonyms everyday_;

  mutable std::mutex mutex_;  // guards the pointer, not what it points to
  std::shared_ptr<const OwnWords> own_ = std::make_shared<OwnWords>();
};

}  // namespace

std::vector<OtherWords> InOtherWords(const Analyzer& analyzer, std::string_view question) {
  const auto* const knows = dynamic_cast<const KnowsOtherWords*>(&analyzer);
  return knows == nullptr ? std::vector<OtherWords>() : knows->OtherWordsOf(question);
}

std::uint64_t OwnWordsVersion(const Analyzer& analyzer) {
  const auto* const has = dynamic_cast<const HasOwnWords*>(&analyzer);
  return has == nullptr ? 0 : has->VersionOfOwnWords();
}

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
