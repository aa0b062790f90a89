#include "names.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

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
// one that is a word across the seam of two others is none here, nor one that another word leaves
// nothing of but a 和: 南和 in 华南和越南.
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
      if (other.begin < word.begin && other.end > word.begin && other.end < word.end) {
        cut_before = true;
        cut_behind |= text::IsFunctionWord(text.substr(other.end, word.end - other.end));
      }
      if (other.begin > word.begin && other.begin < word.end && other.end > word.end) {
        cut_behind = true;
        cut_before |= text::IsFunctionWord(text.substr(word.begin, other.begin - word.begin));
      }
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
      names.push_back(
          {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), false, 0});
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

// 严某, 康某某: names that were taken out of documents.
void AddHidden(std::string_view text, std::vector<Name>& names) {
  constexpr std::string_view kSomebody = "某";
  for (std::size_t at = text.find(kSomebody); at != std::string_view::npos;) {
    std::size_t begin = at;
    while (begin > 0 && (static_cast<unsigned char>(text[--begin]) & 0xC0U) == 0x80U) {
    }
    std::size_t end = at + kSomebody.size();
    if (text.substr(end).starts_with(kSomebody)) end += kSomebody.size();
    std::size_t first = begin;
    if (begin < at && text::IsHan(text::NextCharacter(text, first))) {
      names.push_back(
          {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), true, 0});
    }
    at = text.find(kSomebody, end);
  }
}

// Houses, with what stands before their kind.
void AddHouses(std::string_view text, std::vector<Name>& names) {
  using std::string_view_literals::operator""sv;
  constexpr std::array kKinds = {"有限公司"sv, "公司"sv,   "集团"sv, "人民法院"sv, "法院"sv,
                                 "检察院"sv,   "医院"sv,   "大学"sv, "银行"sv,     "研究院"sv,
                                 "研究所"sv,   "事务所"sv, "中心"sv, "公安局"sv,   "基金会"sv};
  constexpr std::array kNotBefore = {"的"sv, "在"sv, "对"sv, "与"sv, "和"sv, "由"sv, "向"sv, "被"sv,
                                     "是"sv, "了"sv, "为"sv, "于"sv, "及"sv, "或"sv, "从"sv, "将"sv,
                                     "把"sv, "给"sv, "该"sv, "本"sv, "此"sv, "其"sv, "据"sv};
  constexpr std::size_t kLongest = 14;
  std::vector<std::pair<std::size_t, std::size_t>> characters;  // of Han, from, to
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const bool han = text::IsHan(text::NextCharacter(text, at));
    characters.emplace_back(begin, han ? at : begin);
  }
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const std::string_view rest = text.substr(characters[i].first);
    const auto kind = std::find_if(kKinds.begin(), kKinds.end(),
                                   [&](std::string_view one) { return rest.starts_with(one); });
    if (kind == kKinds.end()) continue;
    std::size_t first = i;
    while (first > 0 && i - first < kLongest) {
      const auto [begin, end] = characters[first - 1];
      const std::string_view character = text.substr(begin, end - begin);
      std::size_t first_byte = 0;
      const bool numeral =
          !character.empty() &&
          kNumerals.find(text::NextCharacter(character, first_byte)) != std::u32string_view::npos;
      if (character.empty() || numeral ||
          std::find(kNotBefore.begin(), kNotBefore.end(), character) != kNotBefore.end()) {
        break;
      }
      --first;
    }
    if (i - first >= (*kind == "公司" ? 3U : 2U)) {
      names.push_back({static_cast<std::uint32_t>(characters[first].first),
                       static_cast<std::uint32_t>(characters[i].first + kind->size()), true,
                       static_cast<std::uint32_t>(kind->size())});
    }
    i += kind->size() / 3 - 1;
  }
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
        {static_cast<std::uint32_t>(at + kOpen.size()), static_cast<std::uint32_t>(end), true, 0});
  }
}

bool EndsSentence(char32_t c) {
  return c == U'.' || c == U'!' || c == U'?' || c == U':' || c == U'\n' || c == U'"' || c == U'“' ||
         c == U';';
}

// Words with a capital, with an initial before them: "J. Smith".
void AddCapitals(std::string_view text, std::vector<Name>& names) {
  const Folded folded = Fold(text);
  const std::u32string& letters = folded.text;
  char32_t before = U'.';  // the last sign that is no blank
  bool initial = false;    // the last word is one capital
  std::uint32_t initial_at = 0;
  std::size_t first_of_sentence =
      std::string::npos;  // its place among names, while only a blank came
  for (std::size_t at = 0; at < letters.size();) {
    if (!IsLatin(letters[at])) {
      if (letters[at] != U' ') {
        before = letters[at];
        first_of_sentence = std::string::npos;
      }
      ++at;
      continue;
    }
    std::size_t end = at;
    std::size_t capitals = 0;
    for (; end < letters.size() && IsLatin(letters[end]); ++end) capitals += folded.capital[end];
    std::string small;
    for (std::size_t i = at; i < end; ++i) text::AppendCharacter(small, letters[i]);
    const bool single = end - at == 1;
    const bool after_initial = initial && before == U'.';
    // "J. Smith": an initial ends no sentence.
    if (after_initial) before = U'a';
    const bool capital = capitals > 0 && !single && !text::IsFunctionWord(small);
    if (capital) {
      const bool sure = capitals > 1 || !folded.capital[at] || !EndsSentence(before);
      // "Acme Services": no word but a name has another capital behind it.
      if (first_of_sentence != std::string::npos) names[first_of_sentence].sure = true;
      first_of_sentence = sure ? std::string::npos : names.size();
      names.push_back({after_initial ? initial_at : folded.begin[at], folded.begin[end], sure, 0});
    } else if (!single) {
      first_of_sentence = std::string::npos;
    }
    initial = single && folded.capital[at];
    initial_at = folded.begin[at];
    before = U'a';
    at = end;
  }
}

}  // namespace

std::vector<Name> NamesOf(const text::Analyzer& analyzer, std::string_view text) {
  std::vector<Name> names;
  const std::vector<Word> words = DictionaryWords(analyzer, text);
  for (const Word& word : words) {
    if (word.name) names.push_back({word.begin, word.end, true, 0});
  }
  AddUnknown(text, words, names);
  AddHidden(text, names);
  AddHouses(text, names);
  AddWorks(text, names);
  AddCapitals(text, names);
  std::sort(names.begin(), names.end(),
            [](const Name& a, const Name& b) { return a.begin < b.begin; });
  return names;
}

}  // namespace wenyuan::answer
