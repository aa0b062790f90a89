#pragma once

#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/llm/embedder.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/parse/wire.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// One for all tests: reading the dictionary takes a moment.
inline const text::Analyzer& SharedAnalyzer() {
  static const std::unique_ptr<text::Analyzer> analyzer = [] {
    auto made =
        text::MakeAnalyzer({"third_party/npm/node_modules/nodejieba/submodules/cppjieba/dict", {}});
    if (!made) {
      std::cerr << made.error().message << "\n";
      std::abort();
    }
    return *std::move(made);
  }();
  return *analyzer;
}

// The share of the question's terms that a passage has, as a search says it.
inline double CoverageOf(const text::AnalyzedQuery& query, const search::Hit& hit) {
  std::set<std::string> has;
  for (const text::Token& token : SharedAnalyzer().Tokens(
           hit.document.title + "\n" + hit.chunk.heading_path + "\n" + hit.chunk.text)) {
    has.insert(token.term);
  }
  double sum = 0;
  double all = 0;
  for (const text::QueryTerm& term : query.terms) {
    const auto weight = static_cast<double>(term.weight);
    all += weight;
    if (has.contains(term.term)) sum += weight;
  }
  return all > 0 ? sum / all : 0;
}

// Finds the same passages whatever is asked, and remembers what that was.
class FixedSearcher final : public search::Searcher {
 public:
  explicit FixedSearcher(std::vector<search::Hit> hits) : hits_(std::move(hits)) {}

  Result<search::SearchResult> Search(const search::SearchRequest& request,
                                      const access::Asker& asker) const override {
    last_request = request;
    last_asker = asker;
    search::SearchResult result;
    result.hits = hits_;
    const text::AnalyzedQuery query = SharedAnalyzer().Query(request.query);
    for (search::Hit& hit : result.hits) {
      if (hit.coverage == 0) hit.coverage = CoverageOf(query, hit);
    }
    result.total = hits_.size();
    return result;
  }

  mutable search::SearchRequest last_request;
  mutable access::Asker last_asker;

 private:
  const std::vector<search::Hit> hits_;
};

inline search::Hit TextHit(const std::string& title, const std::string& text, double score = 20) {
  search::Hit hit;
  hit.score = hit.keyword_score = score;
  hit.library.id = "l_1";
  hit.library.name = "Shelf";
  hit.document.id = "d_" + title;
  hit.document.title = title;
  hit.revision = 1;
  hit.chunk.text = text;
  return hit;
}

// Rows of cells; the first names the columns.
using Rows = std::vector<std::vector<std::string>>;
inline parse::Table MakeTable(const Rows& rows) {
  parse::Table table;
  table.rows = static_cast<std::uint32_t>(rows.size());
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    table.columns = static_cast<std::uint32_t>(rows[row].size());
    for (std::uint32_t column = 0; column < rows[row].size(); ++column) {
      parse::TableCell cell;
      cell.row = row;
      cell.column = column;
      cell.header = row == 0;
      cell.text = rows[row][column];
      const auto x = static_cast<float>(column);
      const auto y = static_cast<float>(row);
      cell.boxes = {{3, x * 100, y * 20, x * 100 + 90, y * 20 + 15}};
      table.cells.push_back(std::move(cell));
    }
  }
  return table;
}

inline search::Hit TableHit(const std::string& title, const std::string& caption, const Rows& rows,
                            double score = 20) {
  std::string text = caption;
  for (const std::vector<std::string>& row : rows) {
    if (!text.empty()) text += '\n';
    for (std::size_t column = 0; column < row.size(); ++column) {
      text += (column > 0 ? " | " : "") + row[column];
    }
  }
  search::Hit hit = TextHit(title, text, score);
  hit.chunk.table = parse::EncodeTable(MakeTable(rows));
  return hit;
}

// Gives each text that holds a key the key's score.
class KnowingReranker final : public llm::Reranker {
 public:
  std::map<std::string, float> scores;
  std::optional<Error> failure;
  mutable std::vector<std::string> read;

  Result<std::string> Model(Deadline /*deadline*/) const override { return std::string("knows"); }
  Result<std::vector<float>> Rerank(const std::string& /*question*/,
                                    std::span<const std::string> passages,
                                    Deadline /*deadline*/) const override {
    read.assign(passages.begin(), passages.end());
    if (failure) return *failure;
    std::vector<float> given;
    for (const std::string& passage : passages) {
      float score = -5;
      for (const auto& [key, value] : scores) {
        if (passage.find(key) != std::string::npos) score = value;
      }
      given.push_back(score);
    }
    return given;
  }
};

}  // namespace wenyuan::answer
