#include "current_answerer.h"

#include <mutex>

namespace wenyuan::app {
namespace {

class CurrentAnswerer final : public answer::Answerer {
 public:
  CurrentAnswerer(const text::Analyzer& analyzer, const search::Searcher& searcher,
                  const answer::Answerer& extractive, const GeneratorSwitch& generators,
                  const answer::GenerationOptions& options)
      : analyzer_(analyzer),
        searcher_(searcher),
        extractive_(extractive),
        generators_(generators),
        options_(options) {}

  [[nodiscard]] Result<answer::Answer> Ask(const answer::Question& question,
                                           const access::Asker& asker,
                                           const answer::AnswerEvents& events) const override {
    const std::shared_ptr<const Generator> generator = generators_.Current();
    if (generator == nullptr) return extractive_.Ask(question, asker, events);
    return With(generator)->Ask(question, asker, events);
  }

 private:
  // One for as long as the model stays, since it learns how fast that reads. It does not keep the
  // model: a switch ends what nobody asks any more.
  std::shared_ptr<const answer::Answerer> With(
      const std::shared_ptr<const Generator>& generator) const {
    const std::lock_guard lock(mutex_);
    if (of_.lock() != generator) {
      of_ = generator;
      with_ = answer::MakeGeneratedAnswerer(analyzer_, searcher_, extractive_, *generator->model,
                                            options_);
    }
    return with_;
  }

  const text::Analyzer& analyzer_;
  const search::Searcher& searcher_;
  const answer::Answerer& extractive_;
  const GeneratorSwitch& generators_;
  const answer::GenerationOptions options_;
  mutable std::mutex mutex_;  // guards what follows
  mutable std::weak_ptr<const Generator> of_;
  mutable std::shared_ptr<const answer::Answerer> with_;
};

}  // namespace

std::unique_ptr<answer::Answerer> MakeCurrentAnswerer(const text::Analyzer& analyzer,
                                                      const search::Searcher& searcher,
                                                      const answer::Answerer& extractive,
                                                      const GeneratorSwitch& generators,
                                                      const answer::GenerationOptions& options) {
  return std::make_unique<CurrentAnswerer>(analyzer, searcher, extractive, generators, options);
}

}  // namespace wenyuan::app
