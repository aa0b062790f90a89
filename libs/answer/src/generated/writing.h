#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "prompt.h"
#include "proof.h"
#include "statement_reader.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/answer/context.h"

namespace wenyuan::answer {

// Turns what a model writes, while it comes, into sentences with proofs, and what is not proven
// into doubts. One thread.
class Writing {
 public:
  // What is given must outlive it.
  Writing(const Prover& prover, const Prompt& prompt, const Context& context,
          const GenerationOptions& options, const AnswerEvents& events, Answer& answer)
      : prover_(prover),
        prompt_(prompt),
        context_(context),
        policy_(options.proof),
        events_(events),
        answer_(answer),
        reader_(prompt.most_characters) {}

  // False: nothing more is wanted.
  bool Take(const llm::ChatDelta& delta);
  bool Finish() { return TakeContent({}, true); }

  // Small models go on when all is said: with what they said before, or with what nothing proves.
  [[nodiscard]] bool rambles() const { return rambles_; }
  // The model itself said that the passages do not answer.
  [[nodiscard]] bool refused() const { return refused_; }
  [[nodiscard]] std::size_t proven() const { return proven_; }

 private:
  bool TakeContent(std::string_view content, bool last);
  bool TakeSentence(std::string text, const std::vector<std::size_t>& named);
  bool Show(Sentence sentence);
  // The hits that the named parts were made of.
  [[nodiscard]] std::vector<std::size_t> HitsOf(std::span<const std::size_t> parts) const;

  const Prover& prover_;
  const Prompt& prompt_;
  const Context& context_;
  const ProofPolicy policy_;
  const AnswerEvents& events_;
  Answer& answer_;
  StatementReader reader_;
  std::size_t proven_ = 0;
  int unproven_in_a_row_ = 0;
  bool rambles_ = false;
  bool refused_ = false;
};

}  // namespace wenyuan::answer
