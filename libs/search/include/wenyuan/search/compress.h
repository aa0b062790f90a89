#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// How many tokens a text costs. Adding texts up must be about right.
using TokenCounter = std::function<std::size_t(std::string_view)>;

// About how many tokens a model's tokenizer makes of it: one for each Han character, 1.33 for each
// run of letters or digits, one for each other visible character.
std::size_t EstimateTokens(std::string_view text);

// How much the bytes [begin, end) of a hit's chunk.text bear on the question, 0 or more, as said by
// who can tell better than by words alone.
struct SpanScore {
  std::size_t hit = 0;  // its place among the hits
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  double score = 0;
};

struct CompressOptions {
  std::size_t budget_tokens = 1500;
  // Stop when this share of what bears on the question is kept, though more would fit.
  double enough_mass = 1;
  // Whether the title and the headings of each passage, printed above it, use up budget.
  bool count_headings = true;
  TokenCounter count = EstimateTokens;
  // Not empty: what counts, instead of our own scores, which part only what these hold alike.
  std::span<const SpanScore> scores = {};
};

// The bytes [begin, end) of Hit::chunk.text: one or more whole sentences, lines or table rows that
// stand together.
struct Piece {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct CompressedPassage {
  std::size_t hit = 0;        // its place among the hits
  std::vector<Piece> pieces;  // in reading order, apart
};

struct Compressed {
  std::vector<CompressedPassage> passages;  // in the order of the hits; those with nothing left out
  std::size_t tokens_before = 0;
  std::size_t tokens = 0;
  double ratio = 1;      // tokens_before / tokens
  double kept_mass = 1;  // the share kept of what bears on the question, 0-1
};

// Chooses the sentences of the hits that bear on the question, to a budget: those that give most
// for the room they take. A sentence counts by the question's terms in it, each weighed by how few
// sentences of its passage have it, and by the score of its passage; a table goes by rows, which
// bring their header along; a sentence that leans on the one before it brings that along while
// there is room; what was said already is left out. Everything is kept when it fits. At least the
// best sentence is kept, cut to the budget if need be, unless the budget is 0.
Compressed Compress(const text::Analyzer& analyzer, const text::AnalyzedQuery& query,
                    std::span<const Hit> hits, const CompressOptions& options);

// The pieces of one passage as a reader sees them: joined by a blank or a new line as they stood,
// " … " where something was left out.
std::string TextOf(const CompressedPassage& passage, std::span<const Hit> hits);

}  // namespace wenyuan::search
