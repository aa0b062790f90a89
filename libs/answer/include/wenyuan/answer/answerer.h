#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "wenyuan/access/access.h"
#include "wenyuan/answer/answer.h"
#include "wenyuan/answer/context.h"
#include "wenyuan/answer/threshold.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm/chat_model.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Told of each sentence as it becomes certain. Returning false stops the work.
using OnSentence = std::function<bool(const Sentence&)>;
// Told of what a model thinks, as it comes. Returning false stops the work.
using OnThinking = std::function<bool(std::string_view)>;

// What a model does for an answer now: reading takes seconds, on a slow machine a minute, and says
// nothing; writing may think first.
enum class Step : std::uint8_t { kReading, kWriting };
std::string_view StepName(Step step);  // "reading", "writing"
struct Progress {
  Step step = Step::kReading;
  std::size_t passages = 0;        // that it was given
  std::chrono::milliseconds most;  // of the whole; then what is proven, or quoted, is the answer
};
// Told of each step as it begins. Returning false stops the work.
using OnProgress = std::function<bool(const Progress&)>;

// Who listens while an answer is made; a function for sentences is enough.
struct AnswerEvents {
  AnswerEvents() = default;
  template <typename Function>
  requires std::convertible_to<Function, OnSentence> AnswerEvents(Function&& sentence)
      : on_sentence(std::forward<Function>(sentence)) {}

  OnSentence on_sentence;
  OnThinking on_thinking;
  OnProgress on_progress;  // told of nothing while no model writes
};

// Answers a question from passages its asker may read, or refuses. Any thread.
class Answerer {
 public:
  virtual ~Answerer() = default;
  // Errors as Searcher::Search; kCancelled when one of `events` said stop.
  [[nodiscard]] virtual Result<Answer> Ask(const Question& question, const access::Asker& asker,
                                           const AnswerEvents& events) const = 0;
};

// What becomes of a model's sentence that no passage proves.
enum class ProofPolicy : std::uint8_t {
  kDrop,  // left out, and listed in Answer::unproven
  kFlag,  // shown with its doubt, without a citation
};

// A cross-encoder that reads the likeliest sentences together with the question.
struct PairReader {
  const llm::Reranker* model = nullptr;  // null: words alone choose and refuse
  std::chrono::milliseconds time{500};   // what it has not said by then does not count
};

struct GenerationOptions {
  ProofPolicy proof = ProofPolicy::kDrop;
  // Not null: it also proves by meaning, and what a model says in another language than its
  // passages can be proven at all. While it is away, by words alone.
  const llm::Embedder* embedder = nullptr;
  // With a model, a sentence that goes together with the question no more than what proves it does
  // is not shown. While it is away or late, words alone decide.
  PairReader reader = {};
  const Clock* clock = nullptr;       // what day it is; null: the machine's
  std::size_t passages = 4;           // that the model reads
  std::size_t passage_bytes = 5'000;  // of all of them together
  // Not 0: the model reads no whole passages, but of twice as many the sentences that bear on the
  // question, to this many tokens. Less to read, so a first answer comes sooner; but what is read
  // depends on the question, so that questions on the same passages share no computed prefix.
  std::size_t context_tokens = 0;
  // With context_tokens 0: once it is known how fast the model reads, of the passages no more than
  // it reads in this time. 0: always all.
  std::chrono::milliseconds first_word{30'000};
  // Whose attention chooses what of the passages is read, where not all is.
  AttentionReader attention;
  std::uint32_t most_tokens = 512;  // of an answer, without thinking
  std::uint32_t most_thinking_tokens = 2'048;
  std::chrono::milliseconds time{180'000};
};

// A model writes the answer from passages; each of its sentences is shown only with a passage that
// proves it, or with its doubt. What `extractive` refuses is refused; while the model is away, and
// when nothing that it said is proven, `extractive` answers, and Answer::without_model says why.
// All that is given must outlive it.
std::unique_ptr<Answerer> MakeGeneratedAnswerer(const text::Analyzer& analyzer,
                                                const search::Searcher& searcher,
                                                const Answerer& extractive,
                                                const llm::ChatModel& model,
                                                const GenerationOptions& options);

// Verbatim sentences and table cells, no language model that writes: at most three sentences.
// Refuses below the threshold of the library that the best of them is from. All that is given must
// outlive it.
std::unique_ptr<Answerer> MakeExtractiveAnswerer(const text::Analyzer& analyzer,
                                                 const search::Searcher& searcher,
                                                 ThresholdOf threshold_of = {},
                                                 PairReader reader = {});

// Answers what `by_words` refuses with the sentence or the short table row, in the language of the
// question, that means what is asked in other words (午饭 where the document says 午餐). Refuses as
// before while the embedder is away or without a model that reads, for a question that asks for
// words alone, and below the threshold of the library. What is given must outlive it.
std::unique_ptr<Answerer> MakeByMeaningAnswerer(const text::Analyzer& analyzer,
                                                const llm::Embedder& embedder,
                                                const Answerer& by_words, PairReader reader,
                                                ThresholdOf threshold_of = {});

// Answers what `same` refuses from passages in another language than the question, chosen by
// meaning: verbatim sentences of them, at most two. Only what was found by meaning is looked at, so
// a question that asks for words alone is refused as before, and all are while the embedder is
// away. What is given must outlive it.
std::unique_ptr<Answerer> MakeAcrossLanguagesAnswerer(const text::Analyzer& analyzer,
                                                      const llm::Embedder& embedder,
                                                      const Answerer& same, PairReader reader = {});

// What a conversation stands on; all must outlive it.
struct ConversationParts {
  const text::Analyzer& analyzer;
  const access::Access& access;
  const search::Searcher& searcher;
  const Answerer& judge;    // says of what a question may mean how likely the documents answer it
  const Answerer& answers;  // answers what it means
  std::string ask_a_person = {};  // as Answer::ask_a_person
};

// Makes a question whole from the turns before it ("那病假呢？", "why?") and has it answered;
// Answer::understood says what it was taken for. Of the meanings that the conversation gives it,
// and the question as it stands, the one that the documents its asker may read answer best counts.
// A question that needs no conversation is answered as it stands. What is refused says what was
// searched, what comes near, and whom to ask. What was looked for in an index that is being built
// again says so (Answer::hints), reviewed answers aside.
std::unique_ptr<Answerer> MakeConversationalAnswerer(ConversationParts parts);

}  // namespace wenyuan::answer
