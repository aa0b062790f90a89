#include "faq_match.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "wenyuan/text/normalise.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::quality {
namespace {

// What may be there or not without asking anything else. Few on purpose: every other word counts,
// question words, numbers, prepositions, modal verbs and negations with them.
bool IsLight(std::string_view term) {
  static const std::unordered_set<std::string_view> words = {
      "的",   "了",     "吗",   "呢",     "啊",     "呀",  "吧",   "嘛",     "请",   "请问",
      "请教", "您好",   "你好", "麻烦",   "麻烦问", "问",  "一下", "问一下", "想",   "想问",
      "知道", "想知道", "了解", "告诉",   "我",     "您",  "你",   "我们",   "咱们", "是",
      "a",    "an",     "the",  "please", "tell",   "me",  "you",  "hello",  "hi",   "do",
      "does", "did",    "is",   "are",    "was",    "were"};
  return words.contains(term);
}

// Words that ask for the same.
std::string_view OneOf(std::string_view term) {
  static const std::unordered_map<std::string_view, std::string_view> words = {
      {"啥", "什么"},     {"甚么", "什么"},      {"哪个", "哪"},   {"哪儿", "哪里"},
      {"何处", "哪里"},   {"几时", "何时"},      {"几", "多少"},   {"多长", "多久"},
      {"怎样", "怎么"},   {"如何", "怎么"},      {"何以", "怎么"}, {"为何", "为什么"},
      {"为啥", "为什么"}, {"啥时候", "什么时候"}};
  const auto found = words.find(term);
  return found == words.end() ? term : found->second;
}

bool IsSign(char32_t c) {
  if (c < 0x80) {
    return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
  }
  return c == 0xb7 || (c >= 0x2000 && c <= 0x206f) || (c >= 0x3000 && c <= 0x303f) || c >= 0xff00;
}

// Signs that make another number or thing of what they stand in: 1.5, -3, 50%, C++, C#, can't.
bool Decides(char32_t c) {
  return c == U'.' || c == U'-' || c == U'+' || c == U'#' || c == U'%' || c == U'&' || c == U'/' ||
         c == U'\'' || c == U'\u2019';
}

// The question without what does not count. A blank stays between two words or numbers of ASCII:
// "1 25" is not "12 5". The full stop at the end is one.
std::string Exact(std::string_view question, std::string& signs) {
  std::string exact;
  bool gap = false;
  for (std::size_t at = 0; at < question.size();) {
    const std::size_t begin = at;
    const char32_t c = text::NextCharacter(question, at);
    if (IsSign(c)) {
      const bool ends = question.find_first_not_of(" \t\r\n.", begin) == std::string_view::npos;
      if (Decides(c) && !ends) {
        const char sign = c == U'\u2019' ? '\'' : static_cast<char>(c);
        exact += sign;
        signs += sign;
      } else {
        gap = true;
      }
      continue;
    }
    const bool between = !exact.empty() && static_cast<unsigned char>(exact.back()) < 0x80;
    if (std::exchange(gap, false) && between && c < 0x80) exact += ' ';
    for (const char byte : question.substr(begin, at - begin)) {
      exact += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    }
  }
  return exact;
}

// A term and whether it is light, in any of its forms: a stem is not what it was made of.
struct Place {
  text::Token token;
  bool light = false;
};

// Two characters side by side that the index keeps and that are no word: 是几 in 时间是几点.
bool IsMerePair(const text::Analyzer& analyzer, const text::Token& token) {
  std::size_t at = 0;
  return token.length > 1 && text::IsHan(text::NextCharacter(token.term, at)) &&
         !analyzer.IsWord(token.term);
}

// The longest word from each place on, so that each unit of the text is in one term; of several
// that are as long, the shortest, which is the stem.
std::vector<Place> Cover(const text::Analyzer& analyzer, std::vector<text::Token> tokens) {
  std::stable_sort(tokens.begin(), tokens.end(), [&](const auto& a, const auto& b) {
    if (a.position != b.position) return a.position < b.position;
    const bool pair = IsMerePair(analyzer, a);
    if (pair != IsMerePair(analyzer, b)) return !pair;
    if (a.length != b.length) return a.length > b.length;
    if (a.end - a.begin != b.end - b.begin) return a.end - a.begin > b.end - b.begin;
    return a.term.size() < b.term.size();
  });
  std::vector<Place> cover;
  std::uint32_t next = 0;
  for (text::Token& token : tokens) {
    if (token.position >= next) {
      next = token.position + token.length;
      const bool light = IsLight(token.term);
      cover.push_back({std::move(token), light});
    } else if (!cover.empty() && cover.back().token.position == token.position &&
               cover.back().token.length == token.length) {
      cover.back().light = cover.back().light || IsLight(token.term);
    }
  }
  return cover;
}

void AddTerm(std::string_view term, bool light, FaqKey& key) {
  // 几天 asks for what 多少天 does.
  for (const std::string_view some : {"几", "多少"}) {
    if (!term.starts_with(some) || term.size() == some.size()) continue;
    key.terms.push_back({std::string(OneOf(some)), false});
    term.remove_prefix(some.size());
  }
  key.terms.push_back({std::string(OneOf(term)), light});
}

std::size_t Weight(const FaqKey::Term& term) { return text::CountCharacters(term.text); }

std::size_t Weight(const std::vector<FaqKey::Term>& terms) {
  std::size_t weight = 0;
  for (const FaqKey::Term& term : terms) weight += Weight(term);
  return weight;
}

// The heaviest common subsequence.
std::size_t Common(const std::vector<FaqKey::Term>& one, const std::vector<FaqKey::Term>& other) {
  std::vector<std::size_t> before(other.size() + 1);
  std::vector<std::size_t> now(other.size() + 1);
  for (const FaqKey::Term& term : one) {
    for (std::size_t j = 0; j < other.size(); ++j) {
      now[j + 1] = term == other[j] ? before[j] + Weight(term) : std::max(now[j], before[j + 1]);
    }
    std::swap(before, now);
  }
  return before.back();
}

bool SameContent(const std::vector<FaqKey::Term>& one, const std::vector<FaqKey::Term>& other) {
  auto left = one.begin();
  auto right = other.begin();
  for (;;) {
    left = std::find_if(left, one.end(), [](const auto& term) { return !term.light; });
    right = std::find_if(right, other.end(), [](const auto& term) { return !term.light; });
    if (left == one.end() || right == other.end()) return left == one.end() && right == other.end();
    if (left->text != right->text) return false;
    ++left;
    ++right;
  }
}

// A particle at the end would be read as a part of the word before it.
std::string_view WithoutParticle(std::string_view question) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view end : {"？", "?", "！", "!", "。", " ", "呢", "啊", "呀"}) {
      if (!question.ends_with(end)) continue;
      question.remove_suffix(end.size());
      again = true;
    }
  }
  return question;
}

}  // namespace

FaqKey MakeFaqKey(const text::Analyzer& analyzer, std::string_view question) {
  const std::string normal = text::Normalise(question, {}).text;
  FaqKey key;
  for (const Place& place : Cover(analyzer, analyzer.Tokens(WithoutParticle(normal)))) {
    AddTerm(place.token.term, place.light, key);
  }
  std::string signs;
  key.exact = Exact(normal, signs);
  if (!signs.empty()) key.terms.push_back({"signs " + signs, false});
  return key;
}

double Likeness(const FaqKey& one, const FaqKey& other) {
  if (one.terms.empty() || other.terms.empty()) return 0;
  if (one.exact == other.exact) return 1;
  const auto has_content = [](const FaqKey& key) {
    return std::any_of(key.terms.begin(), key.terms.end(),
                       [](const auto& term) { return !term.light; });
  };
  if (!has_content(one) || !SameContent(one.terms, other.terms)) return 0;
  const auto longer = static_cast<double>(std::max(Weight(one.terms), Weight(other.terms)));
  const double share = static_cast<double>(Common(one.terms, other.terms)) / longer;
  return share < kLeastCommon ? 0 : std::min(share, 0.99);
}

}  // namespace wenyuan::quality
