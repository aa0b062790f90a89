#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/clock.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// Puts the first 30 hits in the order of a learned reranker: boosted trees over what question and
// passage have in common (docs/decisions/0153), trained on public sets, built in. The scores stay
// with the places, so that they still descend. A question with an identifier, a quotation or a
// required word keeps its order: there the words decide. Requires hits best first. Any thread.
void RerankByFeatures(const text::Analyzer& analyzer, std::string_view question,
                      const text::AnalyzedQuery& query, std::vector<Hit>& hits);

struct ModelRerankOptions {
  std::size_t depth = 30;  // hits the model reads
  std::size_t slice = 6;   // hits of one request, so that a late answer costs little
  Deadline deadline = Deadline::Never();
};

struct ModelRerank {
  std::size_t wanted = 0;  // how many hits the model was to read; 0: words decide, or one hit
  std::size_t read = 0;    // how many of the first hits it has read
  // Why it read fewer than it should, as a person is told; empty when nothing is wrong.
  std::string note;
  std::string note_zh;
};

// Puts the first hits in the order of what a model says that reads question and passage together
// (title and headings in front), and of where they were found, slice by slice until the deadline:
// what it has read by then is put in order, what it has not comes behind as it was. A model that is
// away or answers nonsense changes nothing and leaves a note. Scores stay with the places;
// identifiers, quotations and required words as above. Requires hits best first.
ModelRerank RerankByModel(const llm::Reranker& model, const std::string& question,
                          const text::AnalyzedQuery& query, const ModelRerankOptions& options,
                          std::vector<Hit>& hits);

}  // namespace wenyuan::search
