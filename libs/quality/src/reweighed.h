#pragma once

#include <vector>

#include "wenyuan/answer/answerer.h"
#include "wenyuan/quality/trials.h"
#include "wenyuan/search/searcher.h"

namespace wenyuan::quality {

// The product's searcher and answerer as they would be with another tuning. They borrow the real
// ones.
class ReweighedSearcher final : public search::Searcher {
 public:
  ReweighedSearcher(const search::Searcher& searcher, search::FusionOptions weights)
      : searcher_(searcher), weights_(weights) {}
  [[nodiscard]] Result<search::SearchResult> Search(const search::SearchRequest& request,
                                                    const access::Asker& asker) const override {
    search::SearchRequest weighed = request;
    weighed.fusion = weights_;
    return searcher_.Search(weighed, asker);
  }
  [[nodiscard]] Result<std::vector<store::Chunk>> PassagesOfTable(
      const search::Hit& hit) const override {
    return searcher_.PassagesOfTable(hit);
  }

 private:
  const search::Searcher& searcher_;
  const search::FusionOptions weights_;
};

class ReweighedAnswerer final : public answer::Answerer {
 public:
  ReweighedAnswerer(const answer::Answerer& answerer, const Tuning& tuning)
      : answerer_(answerer), tuning_(tuning) {}
  [[nodiscard]] Result<answer::Answer> Ask(const answer::Question& question,
                                           const access::Asker& asker,
                                           const answer::AnswerEvents& events) const override {
    answer::Question weighed = question;
    weighed.scope.fusion = tuning_.weights;
    weighed.threshold = tuning_.threshold;
    return answerer_.Ask(weighed, asker, events);
  }

 private:
  const answer::Answerer& answerer_;
  const Tuning tuning_;
};

}  // namespace wenyuan::quality
