#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/llm/text_weigher.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// The bytes [begin, end) of a hit's chunk.text, as the model is given them.
struct ContextPiece {
  std::size_t hit = 0;  // its place among the hits
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// What is read in one go: pieces of passages that stand together in one revision of a document.
struct ContextPart {
  std::string heading;               // title, and the headings above the first piece; to go before
  std::vector<ContextPiece> pieces;  // in reading order
  // The pieces as they stood, " … " where something was left out; every piece is in it word for
  // word, so that what a model quotes can be found again.
  std::string text;
};

struct Context {
  // That of the best hit first, until CanonicalOrder; those of which nothing was kept are not
  // there.
  std::vector<ContextPart> parts;
  std::size_t tokens_before = 0;  // of all hits, by search::EstimateTokens, headings included
  std::size_t tokens = 0;         // at most the budget
  double ratio = 1;               // tokens_before / tokens
  double kept_mass = 1;           // the share kept of what bears on the question, 0-1
  bool by_attention = false;      // a model's attention chose, not words alone
  // Why not, where it was to.
  std::optional<Error> without_attention = std::nullopt;
};

// Whose attention chooses, beside the words.
struct AttentionReader {
  const llm::TextWeigher* model = nullptr;  // null: words alone choose
  std::chrono::milliseconds time{5'000};    // after which it is done without
};

// What a language model is given to read for a question, from hits best first: their sentences
// that may be the answer, to the budget (search::Compress), neighbours joined
// (search::JoinNeighbours). Everything is there when it fits, and `reader` is not asked then; a
// budget of 0 gives nothing. Any thread.
Context BuildContext(const text::Analyzer& analyzer, const std::string& question,
                     std::span<const search::Hit> hits, std::size_t budget_tokens,
                     const AttentionReader& reader = {});

// Puts the parts in an order by document and place, not by score, so that different questions share
// the beginning of a prompt, which is then computed once. `hits` as they were for BuildContext.
void CanonicalOrder(std::span<const search::Hit> hits, Context& context);

}  // namespace wenyuan::answer
