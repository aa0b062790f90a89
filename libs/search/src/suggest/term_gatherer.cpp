#include "term_gatherer.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "wenyuan/text/function_words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

constexpr std::size_t kLongestTerm = 64;
constexpr std::size_t kLongestChineseWord = 8;

struct Shape {
  std::size_t characters = 0;
  std::size_t han = 0;
  std::size_t letters = 0;
  std::size_t digits = 0;
};

Shape ShapeOf(std::string_view term) {
  Shape shape;
  for (std::size_t at = 0; at < term.size();) {
    const char32_t c = text::NextCharacter(term, at);
    ++shape.characters;
    if (text::IsHan(c)) {
      ++shape.han;
    } else if (c >= U'0' && c <= U'9') {
      ++shape.digits;
    } else if ((c >= U'a' && c <= U'z') || c >= 0x80) {
      ++shape.letters;
    }
  }
  return shape;
}

bool IsEnglish(std::string_view term) {
  return std::all_of(term.begin(), term.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool MoreFrequent(const TermGatherer::Term& left, const TermGatherer::Term& right) {
  return left.count != right.count ? left.count > right.count : left.text < right.text;
}

}  // namespace

bool TermGatherer::IsWritten(std::string_view term, std::uint64_t count) const {
  if (term.size() > kLongestTerm || text::IsFunctionWord(term)) return false;
  const Shape shape = ShapeOf(term);
  if (shape.han > 0) {
    if (shape.characters < 2 || shape.characters > kLongestChineseWord) return false;
    // Longer ones that no dictionary has were guessed; what occurs once may be a wrong guess.
    return analyzer_.IsWord(term) || (shape.han == shape.characters && shape.han > 2 && count > 1);
  }
  return shape.letters > 0 && shape.characters >= 3;
}

void TermGatherer::Add(std::string_view term, std::uint64_t count) {
  if (!IsWritten(term, count)) return;
  terms_.push_back({std::string(term), static_cast<std::uint32_t>(std::min<std::uint64_t>(
                                           count, std::numeric_limits<std::uint32_t>::max()))});
  if (terms_.size() >= most_ * 2) Trim();
}

void TermGatherer::Trim() {
  if (terms_.size() <= most_) return;
  std::nth_element(terms_.begin(), terms_.begin() + static_cast<std::ptrdiff_t>(most_),
                   terms_.end(), MoreFrequent);
  terms_.resize(most_);
}

// The index holds a word's stem beside it: "jupit" occurs wherever "jupiter" does, and nowhere
// else.
void TermGatherer::DropStems() {
  std::unordered_map<std::string, std::uint64_t> stems;  // how often their words occur
  for (const Term& term : terms_) {
    if (!IsEnglish(term.text)) continue;
    for (const text::Token& token : analyzer_.Tokens(term.text)) {
      if (token.term != term.text) stems[token.term] += term.count;
    }
  }
  std::erase_if(terms_, [&](const Term& term) {
    const auto stem = stems.find(term.text);
    return stem != stems.end() && term.count <= stem->second;
  });
}

void TermGatherer::DropCompactCodes() {
  std::unordered_set<std::string> compact;
  for (const Term& term : terms_) {
    std::string letters = term.text;
    std::erase_if(letters, [](char c) {
      return std::string_view("-_./&+\\@").find(c) != std::string_view::npos;
    });
    if (letters.size() != term.text.size()) compact.insert(std::move(letters));
  }
  std::erase_if(terms_, [&](const Term& term) { return compact.contains(term.text); });
}

std::vector<TermGatherer::Term> TermGatherer::Take() && {
  Trim();
  DropStems();
  DropCompactCodes();
  std::sort(terms_.begin(), terms_.end(),
            [](const Term& left, const Term& right) { return left.text < right.text; });
  return std::move(terms_);
}

}  // namespace wenyuan::search
