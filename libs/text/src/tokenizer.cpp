#include "tokenizer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "compounds.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

class Tokenizer {
 public:
  Tokenizer(const TokenizerParts& parts, Analysis& analysis) : parts_(parts), analysis_(analysis) {}

  void Run(std::string_view text) {
    parts_.folder.Fold(text, folded_);
    for (std::size_t at = 0; at < folded_.size();) {
      switch (folded_[at].kind) {
        case CharacterKind::kHan:
          at = TakeHan(at);
          break;
        case CharacterKind::kLetter:
        case CharacterKind::kDigit:
          at = TakeCompound(at);
          break;
        default:
          ++at;
      }
    }
  }

 private:
  std::size_t TakeHan(std::size_t first) {
    run_.clear();
    std::size_t end = first;
    while (end < folded_.size() && folded_[end].kind == CharacterKind::kHan) {
      run_ += folded_[end++].character;
    }
    parts_.segmenter.Cut(run_, parts_.user_words, words_);
    for (const HanWord& word : words_) AddWord(word, first);
    position_ += static_cast<std::uint32_t>(run_.size());
    return end;
  }

  // Everything that starts inside the word, in order of position.
  void AddWord(const HanWord& word, std::size_t first) {
    for (std::uint32_t i = 0; i < word.length; ++i) {
      const std::uint32_t at = word.begin + i;
      const std::uint32_t left = word.length - i;  // characters of the word from here on
      AddMixedWords(first + at, position_ + at);
      if (i == 0) AddHan(TokenKind::kHanWord, first, at, word.length);
      if (word.length > 3 && left >= 3 && IsWord(at, 3))
        AddHan(TokenKind::kHanSubWord, first, at, 3);
      const bool pair_is_word = word.length == 2 && i == 0;
      if (pair_is_word || at + 1 >= run_.size()) continue;
      if (left < 2) {
        AddHan(TokenKind::kHanBigram, first, at, 2);
      } else if (IsWord(at, 2)) {
        AddHan(TokenKind::kHanSubWord, first, at, 2);
      } else {
        AddHan(word.origin == HanWord::Origin::kDictionary ? TokenKind::kInnerBigram
                                                           : TokenKind::kHanBigram,
               first, at, 2);
      }
    }
  }

  [[nodiscard]] bool IsWord(std::uint32_t at, std::uint32_t length) const {
    const std::u32string_view piece = std::u32string_view(run_).substr(at, length);
    return parts_.segmenter.Words().Contains(piece) ||
           (parts_.user_words != nullptr && parts_.user_words->Contains(piece));
  }

  void AddHan(TokenKind kind, std::size_t first, std::uint32_t at, std::uint32_t length) {
    Token token{{},
                position_ + at,
                length,
                folded_[first + at].begin,
                folded_[first + at + length - 1].end};
    for (std::uint32_t i = 0; i < length; ++i) AppendCharacter(token.term, run_[at + i]);
    analysis_.Add(kind, std::move(token));
  }

  // Words of the user dictionary that begin here and that no run of Han characters holds: B超.
  void AddMixedWords(std::size_t first, std::uint32_t position) {
    if (parts_.user_words == nullptr) return;
    const auto in_unit = [&](std::size_t at) {
      return at < folded_.size() && (folded_[at].kind == CharacterKind::kLetter ||
                                     folded_[at].kind == CharacterKind::kDigit);
    };
    WordTrie::Node node = WordTrie::kRoot;
    Token token{{}, position, 0, folded_[first].begin, 0};
    bool has_han = false;
    bool has_other = false;
    for (std::size_t at = first; at < folded_.size(); ++at) {
      node = parts_.user_words->Child(node, folded_[at].character);
      if (node == WordTrie::kNone) return;
      const bool han = folded_[at].kind == CharacterKind::kHan;
      (han ? has_han : has_other) = true;
      if (han || (in_unit(at) && (at == first || !in_unit(at - 1)))) ++token.length;
      AppendCharacter(token.term, folded_[at].character);
      token.end = folded_[at].end;
      const bool inside_unit = in_unit(at) && in_unit(at + 1);
      if (has_han && has_other && !inside_unit && parts_.user_words->IsWord(node)) {
        analysis_.Add(TokenKind::kWhole, token);
      }
    }
  }

  std::size_t TakeCompound(std::size_t first) {
    AddMixedWords(first, position_);
    const std::size_t end = ReadCompound(folded_, first, compound_);
    AddCompound(folded_, compound_, position_, analysis_);
    position_ += static_cast<std::uint32_t>(compound_.units.size());
    return end;
  }

  const TokenizerParts& parts_;
  Analysis& analysis_;
  std::uint32_t position_ = 0;
  std::vector<Folded> folded_;
  std::u32string run_;
  std::vector<HanWord> words_;
  CompoundText compound_;
};

}  // namespace

Analysis Tokenize(std::string_view text, const TokenizerParts& parts) {
  Analysis analysis;
  Tokenizer(parts, analysis).Run(text);
  return analysis;
}

}  // namespace wenyuan::text
