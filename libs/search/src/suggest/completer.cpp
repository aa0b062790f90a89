#include "completer.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "pinyin.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

constexpr std::size_t kLongestEnd = 32;  // characters
// Looked at beyond `most`, as some may be gone from the library.
constexpr std::size_t kSpare = 4;

bool Joins(char32_t c) {
  return std::u32string_view(U"-_./&'’").find(c) != std::u32string_view::npos;
}

// One character of the end of a question.
struct Typed {
  std::size_t begin = 0;  // byte of the question
  std::string folded;
  char32_t character = 0;
  bool han = false;
};

// A character as terms have it: 國 is 国, A is a.
std::string FoldedOf(std::string_view character, const text::Analyzer& analyzer) {
  const std::vector<text::Token> tokens = analyzer.Tokens(character);
  return tokens.empty() ? std::string(character) : tokens.front().term;
}

// Letters, digits, what joins them and Han characters up to the end.
std::vector<Typed> EndOf(std::string_view question, const text::Analyzer& analyzer) {
  std::vector<Typed> end;
  for (std::size_t at = 0; at < question.size();) {
    const std::size_t begin = at;
    const char32_t c = text::NextCharacter(question, at);
    std::string folded = FoldedOf(question.substr(begin, at - begin), analyzer);
    const bool letter = text::IsHan(c) || (c >= U'0' && c <= U'9') ||
                        folded != question.substr(begin, at - begin) || (c >= U'a' && c <= U'z') ||
                        (c >= 0xC0 && c < 0x2000);
    if (!letter && !Joins(c)) {
      end.clear();
      continue;
    }
    end.push_back({begin, std::move(folded), c, text::IsHan(c)});
    if (end.size() > kLongestEnd) end.erase(end.begin());
  }
  return end;
}

struct Best {
  std::uint64_t count = 0;
  Vocabulary::Word word;
};

// Full pinyin of two letters says as little as initials.
int TierOf(const Vocabulary::Word& word, std::size_t typed) {
  if (word.kind == Completion::Kind::kWord) return 0;
  if (word.kind == Completion::Kind::kPinyin) return typed > 2 ? 0 : 1;
  return word.whole ? 1 : 2;
}

std::vector<Vocabulary::Word> WordsFor(std::string_view typed, std::string_view pinyin,
                                       const ReadableWords& words, std::size_t most) {
  std::map<std::string_view, Vocabulary::Word> known;
  for (const auto& vocabulary : words.vocabularies) {
    std::vector<Vocabulary::Word> found;
    vocabulary->Complete(typed, pinyin, most, found);
    for (const Vocabulary::Word& word : found) {
      const auto [at, is_new] = known.emplace(word.term, word);
      if (!is_new && TierOf(word, pinyin.size()) < TierOf(at->second, pinyin.size())) {
        at->second = word;
      }
    }
  }
  std::vector<Best> best;
  for (const auto& [term, word] : known) best.push_back({words.CountOf(term), word});
  std::sort(best.begin(), best.end(), [&](const Best& left, const Best& right) {
    const int left_tier = TierOf(left.word, pinyin.size());
    const int right_tier = TierOf(right.word, pinyin.size());
    if (left_tier != right_tier) return left_tier < right_tier;
    if (left.count != right.count) return left.count > right.count;
    return left.word.term < right.word.term;
  });
  std::vector<Vocabulary::Word> ordered;
  for (const Best& one : best) ordered.push_back(one.word);
  return ordered;
}

}  // namespace

Result<std::vector<Completion>> CompleteQuestion(std::string_view question,
                                                 const ReadableWords& words, std::size_t most,
                                                 const text::Analyzer& analyzer) {
  std::vector<Completion> completions;
  const std::vector<Typed> end = EndOf(question, analyzer);
  for (std::size_t i = 0; i < end.size() && completions.empty(); ++i) {
    // English words are typed from their beginning, Chinese ones may begin anywhere.
    if (i > 0 && !end[i].han && !end[i - 1].han) continue;
    std::string typed;
    bool han = false;
    for (std::size_t j = i; j < end.size(); ++j) {
      typed += end[j].folded;
      han = han || end[j].han;
    }
    const std::string_view written = question.substr(end[i].begin);
    const std::string pinyin = han ? std::string() : Pinyin::Typed(written);
    if (!han && typed.size() < 2) continue;
    for (const Vocabulary::Word& word : WordsFor(typed, pinyin, words, most * kSpare)) {
      if (completions.size() == most) break;
      WY_TRY(const bool occurs, words.Occurs(word.term));
      if (!occurs) continue;
      completions.push_back({std::string(question.substr(0, end[i].begin)) + std::string(word.term),
                             std::string(word.term), word.kind});
    }
  }
  return completions;
}

}  // namespace wenyuan::search
