#include <algorithm>
#include <span>

#include "reorder.h"
#include "rerank_features.h"
#include "rerank_model.h"
#include "wenyuan/search/rerank.h"
#include "wenyuan/search/tree_ensemble.h"

namespace wenyuan::search {
namespace {

constexpr std::size_t kDepth = 30;  // what it was trained on

}  // namespace

void RerankByFeatures(const text::Analyzer& analyzer, std::string_view question,
                      const text::AnalyzedQuery& query, std::vector<Hit>& hits) {
  const std::size_t depth = std::min(kDepth, hits.size());
  if (depth < 2 || WordsDecide(query)) return;
  std::vector<float> worth;
  for (const RerankFeatures& row :
       FeaturesOfHits(analyzer, question, query, std::span(hits).first(depth))) {
    worth.push_back(SumOfTrees(kRerankNodes, kRerankRoots, row));
  }
  Reorder(Descending(worth), hits);
}

}  // namespace wenyuan::search
