#include "names.h"

#include <algorithm>
#include <string>

#include "facts/folded.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kLongestUnknown = 4;  // characters; more is a phrase
constexpr std::u32string_view kNumerals = U"一二三四五六七八九十百千万亿年月日号第";

struct Word {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool name = false;
};

bool IsHanTerm(std::string_view term) {
  for (std::size_t at = 0; at < term.size();) {
    if (!text::IsHan(text::NextCharacter(term, at))) return false;
  }
  return true;
}

// Words of the dictionary in a Chinese text, the longest. Pairs of characters come as tokens, too:
// one that is a word across the seam of two others is none here.
std::vector<Word> DictionaryWords(const text::Analyzer& analyzer, std::string_view text) {
  std::vector<Word> words;
  for (const text::Token& token : analyzer.Tokens(text)) {
    if (token.length < 2 || !IsHanTerm(token.term) || !analyzer.IsWord(token.term)) continue;
    words.push_back({token.begin, token.end, analyzer.IsName(token.term)});
  }
  std::vector<Word> kept;
  for (const Word& word : words) {
    bool cut_before = false;
    bool cut_behind = false;
    bool inside = false;
    for (const Word& other : words) {
      cut_before |= other.begin < word.begin && other.end > word.begin && other.end < word.end;
      cut_behind |= other.begin > word.begin && other.begin < word.end && other.end > word.end;
      inside |= other.begin <= word.begin && other.end >= word.end &&
                other.end - other.begin > word.end - word.begin;
    }
    if (!inside && !(cut_before && cut_behind)) kept.push_back(word);
  }
  return kept;
}

// Short runs of Han characters that are in no word of the dictionary.
void AddUnknown(std::string_view text, const std::vector<Word>& words, std::vector<Name>& names) {
  std::vector<bool> known(text.size() + 1, false);
  for (const Word& word : words) {
    std::fill(known.begin() + word.begin, known.begin() + word.end, true);
  }
  std::size_t run = 0;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    if (run >= 2 && run <= kLongestUnknown) {
      names.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), false});
    }
    run = 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = text::NextCharacter(text, at);
    const bool unknown = text::IsHan(c) && !known[start] &&
                         kNumerals.find(c) == std::u32string_view::npos &&
                         !text::IsFunctionWord(text.substr(start, at - start));
    if (!unknown) {
      close(start);
    } else if (run++ == 0) {
      begin = start;
    }
  }
  close(text.size());
}

// What stands in 《》.
void AddWorks(std::string_view text, std::vector<Name>& names) {
  constexpr std::string_view kOpen = "《";
  constexpr std::string_view kClose = "》";
  for (std::size_t at = text.find(kOpen); at != std::string_view::npos;
       at = text.find(kOpen, at + 1)) {
    const std::size_t end = text.find(kClose, at);
    if (end == std::string_view::npos) return;
    names.push_back(
        {static_cast<std::uint32_t>(at + kOpen.size()), static_cast<std::uint32_t>(end), true});
  }
}

bool EndsSentence(char32_t c) {
  return c == U'.' || c == U'!' || c == U'?' || c == U':' || c == U'\n' || c == U'"' || c == U'“' ||
         c == U';';
}

// Words with a capital.
void AddCapitals(std::string_view text, std::vector<Name>& names) {
  const Folded folded = Fold(text);
  const std::u32string& letters = folded.text;
  char32_t before = U'.';  // the last sign that is no blank
  bool initial = false;    // the last word is one capital
  for (std::size_t at = 0; at < letters.size();) {
    if (!IsLatin(letters[at])) {
      if (letters[at] != U' ') before = letters[at];
      ++at;
      continue;
    }
    std::size_t end = at;
    std::size_t capitals = 0;
    for (; end < letters.size() && IsLatin(letters[end]); ++end) capitals += folded.capital[end];
    const std::string_view word =
        text.substr(folded.begin[at], folded.begin[end] - folded.begin[at]);
    std::string small;
    for (std::size_t i = at; i < end; ++i) text::AppendCharacter(small, letters[i]);
    const bool single = end - at == 1;
    // "J. Smith": an initial ends no sentence.
    if (before == U'.' && initial) before = U'a';
    initial = single && folded.capital[at];
    if (folded.capital[at] && !single && !text::IsFunctionWord(small)) {
      const bool sure = capitals > 1 || !EndsSentence(before);
      names.push_back(
          {folded.begin[at], static_cast<std::uint32_t>(folded.begin[at] + word.size()), sure});
    }
    before = U'a';
    at = end;
  }
}

}  // namespace

std::vector<Name> NamesOf(const text::Analyzer& analyzer, std::string_view text) {
  std::vector<Name> names;
  const std::vector<Word> words = DictionaryWords(analyzer, text);
  for (const Word& word : words) {
    if (word.name) names.push_back({word.begin, word.end, true});
  }
  AddUnknown(text, words, names);
  AddWorks(text, names);
  AddCapitals(text, names);
  std::sort(names.begin(), names.end(),
            [](const Name& a, const Name& b) { return a.begin < b.begin; });
  return names;
}

}  // namespace wenyuan::answer
