#include "wenyuan/search/suggester.h"

#include <set>
#include <utility>

#include "completer.h"
#include "corrector.h"
#include "readable_words.h"
#include "vocabulary_shelf.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

constexpr std::size_t kMostQuestionBytes = 1024;

Result<void> Check(std::string_view question) {
  if (question.size() > kMostQuestionBytes) {
    return Error{
        ErrorCode::kInvalidArgument,
        "the question is " + std::to_string(question.size()) +
            " bytes long; suggestions need 1024 or less",
        "问题长 " + std::to_string(question.size()) + " 字节；超过 1024 字节时没有输入建议"};
  }
  if (!text::IsValidUtf8(question)) {
    return Error{ErrorCode::kInvalidArgument, "the question is not valid UTF-8; send it as UTF-8",
                 "问题不是有效的 UTF-8 文本；请以 UTF-8 编码发送"};
  }
  return {};
}

class LibrarySuggester final : public Suggester {
 public:
  LibrarySuggester(const text::Analyzer& analyzer, const access::Access& access, IndexOf index_of,
                   const SuggesterOptions& options)
      : analyzer_(analyzer),
        access_(access),
        index_of_(index_of),
        shelf_(analyzer, std::move(index_of), options) {}

  Result<Completions> Complete(std::string_view question, const std::vector<std::string>& libraries,
                               std::size_t most, const access::Asker& asker) const override {
    WY_CHECK(Check(question));
    WY_TRY(const ReadableWords words, Words(libraries, asker));
    Completions completions;
    completions.ready = words.ready;
    WY_TRY(completions.completions, CompleteQuestion(question, words, most, analyzer_));
    return completions;
  }

  Result<Correction> Correct(std::string_view question, const std::vector<std::string>& libraries,
                             const access::Asker& asker) const override {
    WY_CHECK(Check(question));
    WY_TRY(const ReadableWords words, Words(libraries, asker));
    return CorrectQuestion(question, words, analyzer_);
  }

 private:
  Result<ReadableWords> Words(const std::vector<std::string>& libraries,
                              const access::Asker& asker) const {
    std::vector<store::LibraryNumber> readable;
    if (libraries.empty()) {
      WY_TRY(const auto all, access_.Libraries(asker, store::Role::kReader));
      for (const auto& rights : all) readable.push_back(rights.library.number);
    }
    for (const std::string& id : std::set(libraries.begin(), libraries.end())) {
      WY_TRY(const auto rights, access_.Library(asker, id, store::Role::kReader));
      readable.push_back(rights.library.number);
    }
    std::erase_if(readable, [this](auto library) { return index_of_(library) == nullptr; });
    const auto found = shelf_.Find(readable);
    ReadableWords words;
    for (std::size_t i = 0; i < readable.size(); ++i) {
      words.ready = words.ready && found[i] != nullptr;
      if (found[i] == nullptr) continue;
      words.vocabularies.push_back(found[i]);
      words.shards.push_back({index_of_(readable[i]), {}});
    }
    return words;
  }

  const text::Analyzer& analyzer_;
  const access::Access& access_;
  const IndexOf index_of_;
  mutable VocabularyShelf shelf_;
};

}  // namespace

std::string_view Name(Completion::Kind kind) {
  switch (kind) {
    case Completion::Kind::kWord:
      return "word";
    case Completion::Kind::kPinyin:
      return "pinyin";
    case Completion::Kind::kInitials:
      return "initials";
  }
  return {};
}

std::unique_ptr<Suggester> MakeSuggester(const text::Analyzer& analyzer,
                                         const access::Access& access, IndexOf index_of,
                                         const SuggesterOptions& options) {
  return std::make_unique<LibrarySuggester>(analyzer, access, std::move(index_of), options);
}

}  // namespace wenyuan::search
