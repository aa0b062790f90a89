#include "corrector.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pinyin.h"
#include "shape_close.h"
#include "wenyuan/search/query_syntax.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/query_syntax.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

constexpr std::size_t kLongestText = 256;  // bytes that are looked at
constexpr std::size_t kShortestWord = 4;
constexpr std::size_t kWordOfTwoErrors = 7;
constexpr std::size_t kLongestWindow = 4;

// A character of a run of Han.
struct Place {
  std::size_t begin = 0;
  std::size_t end = 0;
  char32_t character = 0;
  bool known = false;     // of a word that occurs
  bool particle = false;  // a function word by itself: 其, 和
};

class Corrector {
 public:
  Corrector(std::string_view question, const ReadableWords& words, const text::Analyzer& analyzer,
            const Pinyin& pinyin)
      : question_(question), words_(words), analyzer_(analyzer), pinyin_(pinyin) {}

  Result<Correction> Run() && {
    free_ = FreeText();
    tokens_ = analyzer_.Tokens(free_);
    std::vector<Place> run;
    for (std::size_t at = 0; at < free_.size();) {
      const std::size_t begin = at;
      const char32_t c = text::NextCharacter(free_, at);
      if (text::IsHan(c)) {
        run.push_back({begin, at, c});
        continue;
      }
      WY_CHECK(TakeHan(run));
      run.clear();
      while (IsLetter(c) && at < free_.size() && IsLetter(static_cast<unsigned char>(free_[at])))
        ++at;
      if (IsLetter(c)) WY_CHECK(TakeEnglish(begin, at));
    }
    WY_CHECK(TakeHan(run));
    return Finish();
  }

 private:
  static bool IsLetter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

  // Blanks for filters, operators and identifiers, and nothing beyond the first words.
  [[nodiscard]] std::string FreeText() const {
    std::string free = ReadSyntax(question_).text;
    const auto blank = [&free](std::size_t begin, std::size_t end) {
      std::fill(free.begin() + static_cast<std::ptrdiff_t>(begin),
                free.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    };
    for (const text::QueryOperator& found : text::ReadOperators(question_).operators) {
      blank(found.whole.begin, found.whole.end);
    }
    if (free.size() > kLongestText) {
      std::size_t end = kLongestText;
      while ((static_cast<unsigned char>(free[end]) & 0xC0U) == 0x80U) --end;
      free.resize(end);
    }
    const auto joins = [](char c) {
      return std::string_view("-_./@&+0123456789").find(c) != std::string_view::npos;
    };
    for (std::size_t at = 0; at < free.size();) {  // PPR-9087, a.b@c.d: as they are
      std::size_t end = at;
      bool code = false;
      while (end < free.size() &&
             (IsLetter(static_cast<unsigned char>(free[end])) || joins(free[end]))) {
        code = code ||
               (joins(free[end]) && end + 1 < free.size() && free[end] != '-' && free[end] != '.');
        ++end;
      }
      if (code) blank(at, end);
      at = std::max(end, at + 1);
    }
    return free;
  }

  Result<void> TakeEnglish(std::size_t begin, std::size_t end) {
    if (end - begin < kShortestWord) return {};
    std::string word;
    for (const text::Token& token : tokens_) {
      if (token.begin != begin || token.end != end) continue;
      if (word.empty()) word = token.term;
      WY_TRY(const bool occurs, words_.Occurs(token.term));
      if (occurs) return {};
    }
    if (word.empty() || text::IsFunctionWord(word)) return {};
    std::vector<Vocabulary::Word> near;
    for (std::size_t errors = 1; errors <= (word.size() < kWordOfTwoErrors ? 1 : 2) && near.empty();
         ++errors) {
      for (const auto& vocabulary : words_.vocabularies) {
        for (const auto& found : vocabulary->Near(word, errors)) near.push_back(found);
      }
    }
    return Change(begin, end, near);
  }

  Result<void> TakeHan(std::vector<Place>& run) {
    if (run.size() < 2) return {};
    WY_CHECK(MarkKnown(run));
    for (std::size_t i = 0; i + 1 < run.size();) {
      std::size_t taken = 0;
      for (std::size_t size = std::min(kLongestWindow, run.size() - i); size >= 2 && taken == 0;
           --size) {
        if (!MayBeWrong(run, i, size)) continue;
        const std::size_t before = changes_.size();
        WY_CHECK(Change(run[i].begin, run[i + size - 1].end, Meant(run, i, size)));
        if (changes_.size() > before) taken = size;
      }
      i += std::max<std::size_t>(taken, 1);
    }
    return {};
  }

  Result<void> MarkKnown(std::vector<Place>& run) const {
    for (const text::Token& token : tokens_) {
      if (token.begin < run.front().begin || token.end > run.back().end) continue;
      const bool particle = token.length == 1 && text::IsFunctionWord(token.term);
      bool known = false;
      if (token.length > 1 && (token.length > 2 || analyzer_.IsWord(token.term))) {
        WY_TRY(known, words_.Occurs(token.term));
      }
      if (!known && !particle) continue;
      for (Place& place : run) {
        if (place.begin < token.begin || place.end > token.end) continue;
        place.known = place.known || known;
        place.particle = place.particle || particle;
      }
    }
    return {};
  }

  // Something in it is not known, and it is no word that occurs.
  [[nodiscard]] static bool MayBeWrong(const std::vector<Place>& run, std::size_t first,
                                       std::size_t size) {
    return std::any_of(run.begin() + static_cast<std::ptrdiff_t>(first),
                       run.begin() + static_cast<std::ptrdiff_t>(first + size),
                       [](const Place& place) { return !place.known; });
  }

  [[nodiscard]] std::vector<Vocabulary::Word> Meant(const std::vector<Place>& run,
                                                    std::size_t first, std::size_t size) const {
    const std::string_view window = std::string_view(free_).substr(
        run[first].begin, run[first + size - 1].end - run[first].begin);
    std::vector<Vocabulary::Word> meant;
    for (const Pinyin::Reading& reading : pinyin_.Read(window)) {
      for (const auto& vocabulary : words_.vocabularies) {
        for (const auto& found : vocabulary->ReadAs(reading.full)) {
          if (text::CountCharacters(found.term) == size) meant.push_back(found);
        }
      }
    }
    if (!meant.empty()) return meant;
    const bool unknown =
        std::any_of(run.begin() + static_cast<std::ptrdiff_t>(first),
                    run.begin() + static_cast<std::ptrdiff_t>(first + size),
                    [](const Place& place) { return !place.known && !place.particle; });
    if (!unknown) return meant;
    if (size > 2) {
      for (const auto& vocabulary : words_.vocabularies) {
        for (const auto& found : vocabulary->OneCharacterOff(window)) meant.push_back(found);
      }
    }
    return meant.empty() ? LookingAlike(run, first, size) : meant;
  }

  [[nodiscard]] std::vector<Vocabulary::Word> LookingAlike(const std::vector<Place>& run,
                                                           std::size_t first,
                                                           std::size_t size) const {
    std::vector<Vocabulary::Word> alike;
    for (std::size_t wrong = first; wrong < first + size; ++wrong) {
      if (run[wrong].known) continue;
      for (const char32_t other : ShapeClose(run[wrong].character)) {
        std::string word;
        for (std::size_t i = first; i < first + size; ++i) {
          text::AppendCharacter(word, i == wrong ? other : run[i].character);
        }
        for (const auto& vocabulary : words_.vocabularies) {
          if (vocabulary->CountOf(word) == 0) continue;
          spelled_.push_back(word);
          alike.push_back({spelled_.back(), vocabulary->CountOf(word)});
        }
      }
    }
    return alike;
  }

  // Takes the most frequent of the words that occurs now.
  Result<void> Change(std::size_t begin, std::size_t end,
                      const std::vector<Vocabulary::Word>& words) {
    std::vector<std::pair<std::uint64_t, std::string>> ordered;
    for (const Vocabulary::Word& word : words) {
      ordered.emplace_back(words_.CountOf(word.term), word.term);
    }
    std::sort(ordered.begin(), ordered.end(), [](const auto& left, const auto& right) {
      return left.first != right.first ? left.first > right.first : left.second < right.second;
    });
    const std::string from = free_.substr(begin, end - begin);
    for (const auto& [count, term] : ordered) {
      if (term == from) return {};
      WY_TRY(const bool occurs, words_.Occurs(term));
      if (!occurs) continue;
      changes_.push_back({begin, end, term});
      return {};
    }
    return {};
  }

  Result<Correction> Finish() {
    Correction correction;
    correction.ready = words_.ready;
    if (changes_.empty()) return correction;
    std::size_t at = 0;
    for (const Replacement& change : changes_) {
      correction.text += question_.substr(at, change.begin - at);
      correction.text += change.to;
      correction.changes.push_back(
          {std::string(question_.substr(change.begin, change.end - change.begin)), change.to});
      at = change.end;
    }
    correction.text += question_.substr(at);
    return correction;
  }

  struct Replacement {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string to;
  };

  std::string_view question_;
  const ReadableWords& words_;
  const text::Analyzer& analyzer_;
  const Pinyin& pinyin_;
  std::string free_;                         // of the question, in its old places
  std::vector<text::Token> tokens_;          // of free_
  mutable std::deque<std::string> spelled_;  // what LookingAlike found
  std::vector<Replacement> changes_;
};

}  // namespace

Result<Correction> CorrectQuestion(std::string_view question, const ReadableWords& words,
                                   const text::Analyzer& analyzer) {
  WY_TRY(const Pinyin* const pinyin, Pinyin::Get());
  return Corrector(question, words, analyzer, *pinyin).Run();
}

}  // namespace wenyuan::search
