#include "wenyuan/search/diversity.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "../passage_tokens.h"
#include "reorder.h"

namespace wenyuan::search {
namespace {

constexpr std::size_t kFewest = 4;  // hits shown for which order by likeness pays
constexpr std::size_t kDepth = 2;   // times k
// Of a long list people see the beginning; the work grows with the square.
constexpr std::size_t kMostShown = 20;

// The terms of a passage by number, ascending, each with its weight; of length 1.
using Row = std::vector<std::pair<std::uint32_t, float>>;

float Cosine(const Row& left, const Row& right) {
  float sum = 0;
  auto other = right.begin();
  for (const auto& [term, weight] : left) {
    while (other != right.end() && other->first < term) ++other;
    if (other == right.end()) break;
    if (other->first == term) sum += weight * other->second;
  }
  return sum;
}

// How many of the hits may come among the first k: one whose score is too far below the k-th's does
// not, however new what it says.
std::size_t WithinReach(const DiversityOptions& options, std::span<const Hit> hits) {
  if (hits.size() <= options.k) return hits.size();
  const double least =
      options.lambda * hits[options.k - 1].score / hits.front().score - (1 - options.lambda);
  std::size_t count = options.k;
  while (count < hits.size() && options.lambda * hits[count].score / hits.front().score >= least) {
    ++count;
  }
  return count;
}

std::vector<Row> RowsOf(PassageTokens& tokens, const text::AnalyzedQuery& query,
                        std::span<const Hit> hits) {
  std::unordered_set<std::string_view> asked;
  for (const text::QueryTerm& term : query.terms) asked.insert(term.term);
  std::unordered_map<std::string, std::uint32_t> numbers;
  std::vector<std::size_t> with;
  std::vector<Row> rows;
  for (const Hit& hit : hits) {
    std::vector<std::uint32_t> terms;
    for (const text::Token& token : tokens.Of(hit.chunk.text)) {
      if (asked.contains(token.term)) continue;
      terms.push_back(numbers.try_emplace(token.term, static_cast<std::uint32_t>(numbers.size()))
                          .first->second);
    }
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    with.resize(numbers.size());
    Row& row = rows.emplace_back();
    for (const std::uint32_t term : terms) {
      ++with[term];
      row.emplace_back(term, 0.F);
    }
  }
  for (Row& row : rows) {
    double sum = 0;
    for (auto& [term, weight] : row) {
      weight = static_cast<float>(
          std::log1p(static_cast<double>(hits.size()) / static_cast<double>(with[term])));
      sum += static_cast<double>(weight) * static_cast<double>(weight);
    }
    for (auto& entry : row) entry.second /= static_cast<float>(std::sqrt(sum));
  }
  return rows;
}

}  // namespace

void Diversify(const text::Analyzer& analyzer, const text::AnalyzedQuery& query,
               const DiversityOptions& options, std::vector<Hit>& hits) {
  PassageTokens tokens(analyzer);
  Diversify(tokens, query, options, hits);
}

void Diversify(PassageTokens& tokens, const text::AnalyzedQuery& query,
               const DiversityOptions& wanted, std::vector<Hit>& hits) {
  DiversityOptions options = wanted;
  options.k = std::min(wanted.k, kMostShown);
  std::size_t depth = std::min(hits.size(), options.k * kDepth);
  if (options.k < kFewest || depth < 3 || WordsDecide(query) || hits.front().score <= 0) {
    return;
  }
  depth = WithinReach(options, std::span(hits).first(depth));
  const std::vector<Row> rows = RowsOf(tokens, query, std::span(hits).first(depth));
  std::vector<std::size_t> order = {0};
  std::vector<bool> taken(depth);
  std::vector<double> likeness(depth);  // to the most alike of those taken
  taken[0] = true;
  while (order.size() < depth) {
    std::size_t best = 0;
    double best_worth = 0;
    for (std::size_t i = 1; i < depth; ++i) {
      if (taken[i]) continue;
      likeness[i] = std::max(likeness[i], static_cast<double>(Cosine(rows[i], rows[order.back()])));
      const double worth =
          options.lambda * hits[i].score / hits.front().score - (1 - options.lambda) * likeness[i];
      if (best == 0 || worth > best_worth) {
        best = i;
        best_worth = worth;
      }
    }
    taken[best] = true;
    order.push_back(best);
  }
  Reorder(order, hits);
}

}  // namespace wenyuan::search
