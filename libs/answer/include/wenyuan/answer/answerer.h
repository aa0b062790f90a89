#pragma once

#include <chrono>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wenyuan/access/access.h"
#include "wenyuan/base/page_box.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm/chat_model.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// The place in a revision that proves a sentence. `quote` stands there word for word.
struct Citation {
  std::string document_id;
  std::string title;
  std::string library;         // its name
  std::uint32_t revision = 0;  // ordinal
  std::uint32_t chunk = 0;
  std::uint32_t page = 0;
  std::uint32_t block_begin = 0;
  std::uint32_t block_end = 0;
  std::vector<PageBox> boxes;
  std::string quote;
};

struct Sentence {
  std::string text;
  std::vector<Citation> citations;  // at least one
};

struct Question {
  std::string text;
  search::SearchRequest scope;  // its query is ignored; its filters count
  bool extractive = false;      // quote sentences also when a model is set up
};

// What a model was given to read of the passages, in tokens (search::EstimateTokens).
struct ReadContext {
  std::size_t tokens_before = 0;  // of all passages whole
  std::size_t tokens = 0;
  double kept_mass = 1;  // the share kept of what bears on the question, 0-1
};

struct Answer {
  std::string text;  // the sentences, joined; of a refusal what to say instead
  bool refused = false;
  double answerability = 0;    // 0-1: how likely the passages hold the answer (calibrated)
  std::string model;           // "extractive" or the model's name
  std::string thinking = {};   // of the model, before it answered; never a part of the answer
  std::uint32_t unproven = 0;  // sentences of the model that no passage proves: left out
  std::optional<Error> without_model = std::nullopt;  // why a model that is set up did not answer
  std::optional<ReadContext> context = std::nullopt;  // when a model was asked
  std::vector<Sentence> sentences;                    // empty when refused
  std::vector<search::Hit> passages;                  // what it was made from, best first
};

// Told of each sentence as it becomes certain. Returning false stops the work.
using OnSentence = std::function<bool(const Sentence&)>;
// Told of what a model thinks, as it comes. Returning false stops the work.
using OnThinking = std::function<bool(std::string_view)>;

// Who listens while an answer is made; a function for sentences is enough.
struct AnswerEvents {
  AnswerEvents() = default;
  template <typename Function>
  requires std::convertible_to<Function, OnSentence> AnswerEvents(Function&& sentence)
      : on_sentence(std::forward<Function>(sentence)) {}

  OnSentence on_sentence;
  OnThinking on_thinking;
};

// Answers a question from passages its asker may read, or refuses. Any thread.
class Answerer {
 public:
  virtual ~Answerer() = default;
  // Errors as Searcher::Search; kCancelled when one of `events` said stop.
  [[nodiscard]] virtual Result<Answer> Ask(const Question& question, const access::Asker& asker,
                                           const AnswerEvents& events) const = 0;
};

struct GenerationOptions {
  std::size_t passages = 4;           // that the model reads
  std::size_t passage_bytes = 5'000;  // of all of them together
  // Not 0: the model reads no whole passages, but of twice as many the sentences that bear on the
  // question, to this many tokens. Less to read, so a first answer comes sooner; but what is read
  // depends on the question, so that questions on the same passages share no computed prefix.
  std::size_t context_tokens = 0;
  std::uint32_t most_tokens = 512;  // of an answer, without thinking
  std::uint32_t most_thinking_tokens = 2'048;
  std::chrono::milliseconds time{180'000};
};

// A model writes the answer from passages; each of its sentences is shown only with a passage that
// proves it. What `extractive` refuses is refused, and while the model is away `extractive`
// answers, saying why. All that is given must outlive it.
std::unique_ptr<Answerer> MakeGeneratedAnswerer(const text::Analyzer& analyzer,
                                                const search::Searcher& searcher,
                                                const Answerer& extractive,
                                                const llm::ChatModel& model,
                                                const GenerationOptions& options);

// Verbatim sentences and table cells, no language model: at most three sentences.
std::unique_ptr<Answerer> MakeExtractiveAnswerer(const text::Analyzer& analyzer,
                                                 const search::Searcher& searcher);

}  // namespace wenyuan::answer
