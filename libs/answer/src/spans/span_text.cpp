#include "span_text.h"

#include <algorithm>
#include <unordered_map>

#include "../units.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::u32string_view kBreaks = U"，。；：？！,;:?!（）()「」『』“”‘’《》〈〉【】[]\"…|";

struct Word {
  std::size_t end = 0;
  std::string term;
};

bool IsBlank(char32_t c) {
  return c == U' ' || c == U'\n' || c == U'\t' || c == U'\u3000' || c == U'\u00a0';
}

// The longest word that begins at each place: dictionary words, names, runs of letters.
std::unordered_map<std::size_t, Word> LongestWords(const text::Analyzer& analyzer,
                                                   std::string_view text) {
  std::unordered_map<std::size_t, Word> words;
  for (text::Token& token : analyzer.Tokens(text)) {
    if (token.end <= token.begin) continue;
    std::size_t first = token.begin;
    const bool pair_of_han = token.length == 2 && text::IsHan(text::NextCharacter(text, first));
    if (pair_of_han && !analyzer.IsWord(token.term)) continue;
    Word& word = words[token.begin];
    // Of a word and its stem the later counts, as in UnitsOf.
    if (token.end >= word.end) word = {token.end, std::move(token.term)};
  }
  return words;
}

// Bytes of the text that words of the question take, and how near those stand to what it asks.
void MarkAsked(const text::Analyzer& analyzer, const QuestionReading& question, SpanText& read) {
  std::unordered_map<std::string_view, float> focus;
  for (const QuestionTerm& term : question.terms) focus[term.term] = term.focus;
  std::unordered_map<std::size_t, std::size_t> words;  // begin to end
  for (const Piece& piece : read.pieces) words[piece.begin] = piece.end;
  std::vector<float> taken(read.text.size(), 0.0F);
  for (const Unit& unit : UnitsOf(analyzer, read.text)) {
    const auto found = focus.find(unit.term);
    if (found == focus.end()) continue;
    std::size_t behind = unit.begin;
    if (text::IsHan(text::NextCharacter(read.text, behind)) && behind == unit.end) {
      // A character alone is asked for only as a word of its own.
      const auto word = words.find(unit.begin);
      if (word == words.end() || word->second != unit.end) continue;
    }
    for (std::size_t i = unit.begin; i < unit.end && i < taken.size(); ++i) {
      taken[i] = std::max(taken[i], found->second);
    }
  }
  for (Piece& piece : read.pieces) {
    const auto begin = taken.begin() + static_cast<std::ptrdiff_t>(piece.begin);
    const auto end = taken.begin() + static_cast<std::ptrdiff_t>(piece.end);
    piece.asked = std::all_of(begin, end, [](float value) { return value > 0; });
    if (piece.asked) piece.focus = *std::max_element(begin, end);
  }
}

}  // namespace

SpanText ReadSpanText(const text::Analyzer& analyzer, const QuestionReading* question,
                      std::string_view text) {
  SpanText read;
  read.text = text;
  read.runs = TypedRunsIn(text);
  const std::unordered_map<std::size_t, Word> words = LongestWords(analyzer, text);
  for (std::size_t at = 0; at < text.size();) {
    Piece piece;
    piece.begin = at;
    piece.end = at;
    const char32_t first = text::NextCharacter(text, piece.end);
    if (IsBlank(first)) {
      at = piece.end;
      continue;
    }
    piece.folded_begin = read.folded.size();
    if (const auto word = words.find(at); word != words.end()) {
      piece.end = word->second.end;
      piece.word = true;
      piece.function = text::IsFunctionWord(word->second.term);
      read.folded += word->second.term;
    } else {
      piece.breaks = kBreaks.find(first) != std::u32string_view::npos;
      read.folded.append(text, at, piece.end - at);
    }
    piece.folded_end = read.folded.size();
    at = piece.end;
    read.pieces.push_back(piece);
  }
  if (question != nullptr) MarkAsked(analyzer, *question, read);
  return read;
}

}  // namespace wenyuan::answer
