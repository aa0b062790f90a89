#include "wenyuan/answer/context.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "attention_scores.h"
#include "context_scores.h"
#include "wenyuan/search/compress.h"
#include "wenyuan/search/diversity.h"

namespace wenyuan::answer {
namespace {

std::string HeadingOf(const search::Hit& hit) {
  const std::string& title =
      hit.document.title.empty() ? hit.document.source_name : hit.document.title;
  if (hit.chunk.heading_path.empty() || hit.chunk.heading_path == title) return title;
  return title + " › " + hit.chunk.heading_path;
}

// Passages that follow one another are paragraphs of their own; what was left out shows.
std::string_view Between(const std::string& text, bool same_passage, bool next_passage) {
  if (text.empty()) return "";
  const bool line_ends = text.back() == '\n';
  if (same_passage) return line_ends ? "… " : " … ";
  if (next_passage) return line_ends ? "" : "\n";
  return line_ends ? "… " : "\n… ";
}

std::size_t TokensOf(std::span<const search::Hit> hits) {
  std::size_t tokens = 0;
  for (const search::Hit& hit : hits) {
    tokens += search::EstimateTokens(hit.document.title + " " + hit.chunk.heading_path) +
              search::EstimateTokens(hit.chunk.text);
  }
  return tokens;
}

}  // namespace

Context BuildContext(const text::Analyzer& analyzer, const std::string& question,
                     std::span<const search::Hit> hits, std::size_t budget_tokens,
                     const AttentionReader& reader) {
  Context context;
  const bool chooses =
      reader.model != nullptr && budget_tokens > 0 && TokensOf(hits) > budget_tokens;
  std::vector<search::SpanScore> scores;
  if (chooses) {
    auto weighed =
        ScoresByAttention(analyzer, question, hits, *reader.model, Deadline::After(reader.time));
    context.by_attention = weighed.has_value();
    if (weighed) {
      scores = *std::move(weighed);
    } else {
      context.without_attention = weighed.error();
    }
  }
  if (!context.by_attention) scores = ScoresForContext(analyzer, question, hits);
  search::CompressOptions options;
  options.budget_tokens = budget_tokens;
  options.scores = scores;
  const search::Compressed compressed =
      search::Compress(analyzer, analyzer.Query(question), hits, options);
  std::unordered_map<std::size_t, const search::CompressedPassage*> kept;  // by hit
  for (const search::CompressedPassage& passage : compressed.passages) {
    kept.emplace(passage.hit, &passage);
  }
  for (const search::Neighbours& neighbours : search::JoinNeighbours(hits, budget_tokens)) {
    ContextPart part;
    for (const std::size_t hit : neighbours.hits) {
      const auto passage = kept.find(hit);
      if (passage == kept.end()) continue;
      if (part.pieces.empty()) part.heading = HeadingOf(hits[hit]);
      const std::string_view text = hits[hit].chunk.text;
      for (const search::Piece& piece : passage->second->pieces) {
        const std::size_t before = part.pieces.empty() ? hit : part.pieces.back().hit;
        part.text += Between(part.text, before == hit,
                             hits[before].chunk.number + 1 == hits[hit].chunk.number);
        part.text += text.substr(piece.begin, piece.end - piece.begin);
        part.pieces.push_back({hit, piece.begin, piece.end});
      }
    }
    if (!part.pieces.empty()) context.parts.push_back(std::move(part));
  }
  context.tokens_before = compressed.tokens_before;
  context.tokens = compressed.tokens;
  context.ratio = compressed.ratio;
  context.kept_mass = compressed.kept_mass;
  return context;
}

void CanonicalOrder(std::span<const search::Hit> hits, Context& context) {
  const auto place = [&](const ContextPart& part) {
    const search::Hit& hit = hits[part.pieces.front().hit];
    return std::tie(hit.document.id, hit.revision, hit.chunk.number);
  };
  std::sort(context.parts.begin(), context.parts.end(),
            [&](const auto& left, const auto& right) { return place(left) < place(right); });
}

}  // namespace wenyuan::answer
