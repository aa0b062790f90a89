#pragma once

#include <string>

#include "wenyuan/answer/answerer.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/store/store.h"

namespace wenyuan::quality {

// What is measured: the product's own searcher and answerer, or those that a change would make.
struct Engines {
  const search::Searcher& searcher;
  const answer::Answerer* answerer = nullptr;  // none: searched only
  const Clock& clock;
};

struct Evaluated {
  store::QuestionResult result;
  search::Meaning::State meaning = search::Meaning::State::kOff;
};

// Asks one question as `asker` in one library and scores what comes back. Of a question that
// expects documents: hit@1, hit@5, mrr@10, ndcg@10, recall@100 as libs/eval defines them; where it
// names a page or a passage, passage_hit@5: one of the first five hits is there. With an answerer:
// what eval::MeasureAnswer has, and the answer itself; the passages hold the answer when a right
// answer stands in one of them or, where none is given, when an expected document is among them.
// "first_ms" and "first_sentence_ms" are values, too: until something could be read. A question
// that the engine will not take (kInvalidArgument) found nothing; other errors are returned.
Result<Evaluated> Evaluate(const store::Question& question, const Engines& engines,
                           const access::Asker& asker, const std::string& library_id);

}  // namespace wenyuan::quality
