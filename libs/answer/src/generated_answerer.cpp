#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <utility>

#include "composer.h"
#include "generated/prompt.h"
#include "generated/proof.h"
#include "generated/statement_reader.h"
#include "question_reading.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/answer/context.h"

namespace wenyuan::answer {
namespace {

constexpr std::chrono::milliseconds kTimeToKnowTheModel{2'000};
constexpr int kMostUnprovenInARow = 2;

Error Stopped() {
  return {ErrorCode::kCancelled, "answering the question was stopped by who asked; ask it again",
          "提问者停止了回答；如有需要，请重新提问"};
}

// Whose questions may share computed prefixes, since sharing is felt in time: those of the same
// libraries; where a passage is restricted, only the same asker's.
std::string ScopeOf(std::span<const search::Hit> hits, const access::Asker& asker) {
  std::set<std::string> parts;
  for (const search::Hit& hit : hits) {
    parts.insert("library " + hit.library.id);
    if (hit.document.restricted) parts.insert("asker " + std::to_string(asker.user));
  }
  std::string scope;
  for (const std::string& part : parts) scope += part + "\n";
  return scope;
}

// As many of the best as fit, and at least one.
void KeepWhatFits(std::vector<search::Hit>& hits, std::size_t bytes) {
  std::size_t taken = 0;
  const auto too_much = std::find_if(hits.begin(), hits.end(), [&](const search::Hit& hit) {
    taken += hit.chunk.text.size();
    return taken > bytes;
  });
  hits.erase(too_much == hits.begin() && !hits.empty() ? too_much + 1 : too_much, hits.end());
}

// Turns what the model writes into sentences with proofs.
class Writing {
 public:
  Writing(const text::Analyzer& analyzer, const Prompt& prompt, const Context& context,
          std::span<const search::Hit> hits, const AnswerEvents& events, Answer& answer)
      : analyzer_(analyzer),
        prompt_(prompt),
        context_(context),
        hits_(hits),
        events_(events),
        answer_(answer) {}

  bool Take(const llm::ChatDelta& delta) {
    if (!delta.thinking.empty()) {
      answer_.thinking += delta.thinking;
      if (events_.on_thinking && !events_.on_thinking(delta.thinking)) return false;
    }
    return TakeContent(delta.content, false);
  }
  bool Finish() { return TakeContent({}, true); }
  // Small models go on when all is said: with what they said before, or with what nothing proves.
  [[nodiscard]] bool rambles() const { return rambles_; }

 private:
  bool TakeContent(std::string_view content, bool last) {
    for (const Statement& statement : reader_.Take(content, last)) {
      if (statement.text == prompt_.refusal) continue;
      Sentence sentence;
      sentence.text = statement.text;
      sentence.citations = Prove(analyzer_, statement.text, HitsOf(statement.sources), hits_);
      if (sentence.citations.empty()) {
        answer_.unproven.push_back(
            {statement.text, "no passage that was read says this", "读过的段落中没有这样的内容"});
        if (++unproven_in_a_row_ < kMostUnprovenInARow) continue;
        rambles_ = true;
        return false;
      }
      const bool said =
          std::any_of(answer_.sentences.begin(), answer_.sentences.end(),
                      [&](const Sentence& before) { return before.text == sentence.text; });
      if (said) {
        rambles_ = true;
        return false;
      }
      unproven_in_a_row_ = 0;
      answer_.sentences.push_back(sentence);
      if (events_.on_sentence && !events_.on_sentence(sentence)) return false;
    }
    return true;
  }

  // The hits that the named parts were made of.
  [[nodiscard]] std::vector<std::size_t> HitsOf(std::span<const std::size_t> parts) const {
    std::set<std::size_t> hits;
    for (const std::size_t part : parts) {
      if (part < 1 || part > context_.parts.size()) continue;
      for (const ContextPiece& piece : context_.parts[part - 1].pieces) hits.insert(piece.hit);
    }
    return {hits.begin(), hits.end()};
  }

  const text::Analyzer& analyzer_;
  const Prompt& prompt_;
  const Context& context_;
  const std::span<const search::Hit> hits_;
  const AnswerEvents& events_;
  Answer& answer_;
  StatementReader reader_;
  int unproven_in_a_row_ = 0;
  bool rambles_ = false;
};

class GeneratedAnswerer final : public Answerer {
 public:
  GeneratedAnswerer(const text::Analyzer& analyzer, const search::Searcher& searcher,
                    const Answerer& extractive, const llm::ChatModel& model,
                    const GenerationOptions& options)
      : analyzer_(analyzer),
        searcher_(searcher),
        extractive_(extractive),
        model_(model),
        options_(options) {}

  Result<Answer> Ask(const Question& question, const access::Asker& asker,
                     const AnswerEvents& events) const override {
    if (question.extractive) return extractive_.Ask(question, asker, events);
    const auto info = model_.Info(Deadline::After(kTimeToKnowTheModel));
    if (!info) return WithoutModel(question, asker, events, info.error());
    // Whether the passages hold an answer at all is measured better than a small model knows it.
    WY_TRY(Answer answer, extractive_.Ask(question, asker, [](const Sentence&) { return true; }));
    if (answer.refused) {
      answer.model = info->model;
      return answer;
    }
    search::SearchRequest request = question.scope;
    request.query = question.text;
    const bool shortens = options_.context_tokens > 0;
    request.k = options_.passages * (shortens ? 2 : 1);
    WY_TRY(search::SearchResult found, searcher_.Search(request, asker));
    if (!shortens) KeepWhatFits(found.hits, options_.passage_bytes);
    if (found.hits.empty()) return answer;
    return Write(question, asker, events, *info, std::move(found.hits), answer.answerability);
  }

 private:
  Result<Answer> WithoutModel(const Question& question, const access::Asker& asker,
                              const AnswerEvents& events, const Error& why) const {
    WY_TRY(Answer answer, extractive_.Ask(question, asker, events));
    answer.without_model = why;
    return answer;
  }

  [[nodiscard]] Context Read(const std::string& question, std::span<const search::Hit> hits) const {
    constexpr std::size_t kAllOfIt = std::numeric_limits<std::size_t>::max();
    const std::size_t budget = options_.context_tokens > 0 ? options_.context_tokens : kAllOfIt;
    Context context = BuildContext(analyzer_, question, hits, budget);
    CanonicalOrder(hits, context);
    return context;
  }

  Result<Answer> Write(const Question& question, const access::Asker& asker,
                       const AnswerEvents& events, const llm::ChatModelInfo& info,
                       std::vector<search::Hit> hits, double answerability) const {
    const Language language = ReadQuestion(analyzer_, question.text).language;
    Answer answer;
    answer.model = info.model;
    answer.answerability = answerability;
    const Context context = Read(question.text, hits);
    answer.context = ReadContext{context.tokens_before, context.tokens, context.kept_mass};
    const Prompt prompt = WritePrompt(question.text, language, context);
    llm::ChatRequest chat;
    chat.turns = prompt.turns;
    chat.most_tokens = options_.most_tokens + (info.thinks ? options_.most_thinking_tokens : 0);
    // A grammar would hold the thinking to the form of an answer, too.
    if (info.grammar && !info.thinks) chat.grammar = prompt.grammar;
    if (info.quotable) chat.quotable = prompt.quotable;
    chat.scope = ScopeOf(hits, asker);
    chat.user = std::to_string(asker.user);
    Writing writing(analyzer_, prompt, context, hits, events, answer);
    const Result<llm::ChatReply> reply = model_.Chat(
        chat, [&](const llm::ChatDelta& delta) { return writing.Take(delta); },
        Deadline::After(options_.time));
    const bool broke_off = !reply && !writing.rambles();
    if (broke_off && reply.error().code == ErrorCode::kCancelled) return Stopped();
    if (broke_off && answer.sentences.empty()) {
      return WithoutModel(question, asker, events, reply.error());
    }
    if (broke_off) {
      answer.without_model = reply.error();  // what is proven stays
    } else if (!writing.rambles() && !writing.Finish() && !writing.rambles()) {
      return Stopped();
    }
    answer.refused = answer.sentences.empty();
    answer.text =
        answer.refused ? RefusalText(language, true) : JoinSentences(answer.sentences, language);
    answer.passages = std::move(hits);
    return answer;
  }

  const text::Analyzer& analyzer_;
  const search::Searcher& searcher_;
  const Answerer& extractive_;
  const llm::ChatModel& model_;
  const GenerationOptions options_;
};

}  // namespace

std::unique_ptr<Answerer> MakeGeneratedAnswerer(const text::Analyzer& analyzer,
                                                const search::Searcher& searcher,
                                                const Answerer& extractive,
                                                const llm::ChatModel& model,
                                                const GenerationOptions& options) {
  return std::make_unique<GeneratedAnswerer>(analyzer, searcher, extractive, model, options);
}

}  // namespace wenyuan::answer
