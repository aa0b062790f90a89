#include "wenyuan/text/analyzer.h"

#include <mutex>
#include <utility>

#include "query.h"
#include "tokenizer.h"
#include "user_dictionary.h"
#include "wenyuan/base/files.h"

namespace wenyuan::text {
namespace {

constexpr std::uint64_t kLargestDictionary = 64 << 20;

class TwoStreamAnalyzer final : public Analyzer {
 public:
  TwoStreamAnalyzer(std::unique_ptr<Folder> folder, Segmenter segmenter,
                    std::filesystem::path user_dictionary)
      : folder_(std::move(folder)),
        segmenter_(std::move(segmenter)),
        user_dictionary_(std::move(user_dictionary)) {}

  [[nodiscard]] std::vector<Token> Tokens(std::string_view text) const override {
    const auto words = UserWords();
    return Tokenize(text, {*folder_, segmenter_, words.get()}).tokens;
  }

  [[nodiscard]] AnalyzedQuery Query(std::string_view question) const override {
    const auto words = UserWords();
    return AnalyzeQuestion(question, {*folder_, segmenter_, words.get()});
  }

  Result<void> ReloadUserDictionary() override {
    WY_TRY(auto words, LoadUserDictionary(user_dictionary_, segmenter_, *folder_));
    auto fresh = words.Empty()
                     ? nullptr
                     : std::make_shared<const WordTrie>(std::move(words));  // null is quick
    const std::lock_guard lock(mutex_);
    user_words_.swap(fresh);
    return {};
  }

 private:
  // A reader keeps the dictionary that it began with.
  [[nodiscard]] std::shared_ptr<const WordTrie> UserWords() const {
    const std::lock_guard lock(mutex_);
    return user_words_;
  }

  // Constant after construction.
  const std::unique_ptr<Folder> folder_;
  const Segmenter segmenter_;
  const std::filesystem::path user_dictionary_;

  mutable std::mutex mutex_;  // guards the pointer, not what it points to
  std::shared_ptr<const WordTrie> user_words_;
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
  auto analyzer = std::make_unique<TwoStreamAnalyzer>(std::move(folder), std::move(segmenter),
                                                      options.user_dictionary);
  WY_CHECK(analyzer->ReloadUserDictionary());
  return analyzer;
}

}  // namespace wenyuan::text
