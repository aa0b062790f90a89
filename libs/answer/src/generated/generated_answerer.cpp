#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "../extractive/composer.h"
#include "../question/question_reading.h"
#include "../refusal.h"
#include "../tell_sentences.h"
#include "instructions.h"
#include "prompt.h"
#include "proof.h"
#include "reading_speed.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/answer/context.h"
#include "writing.h"

namespace wenyuan::answer {
namespace {

constexpr std::chrono::milliseconds kTimeToKnowTheModel{2'000};
// As R1's makers say: greedy, it repeats itself without end.
constexpr float kThinkersTemperature = .6F;
constexpr float kThinkersTopP = .95F;

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

// Why what a model said is no answer.
Error NothingStands(const Answer& written) {
  if (written.unproven.empty() && written.sentences.empty()) {
    return {ErrorCode::kNotFound,
            "the model returned nothing; these are sentences of the documents",
            "模型没有返回任何内容；以下是文档原句"};
  }
  return {ErrorCode::kNotFound,
          "the model answered, but no passage proves what it said; these are sentences of the "
          "documents",
          "模型作了回答，但没有段落能证明它所说的内容；以下是文档原句"};
}

// A small model misses what is there far more often than the documents are taken to answer what
// they do not, when they are this likely to (docs/decisions/0419).
constexpr double kSureAgainstTheModel = .9;

Error FoundNothing() {
  return {ErrorCode::kNotFound,
          "the model found no answer in what it read, where these sentences of the documents very "
          "likely hold it",
          "模型在所读内容中没有找到答案，而以下文档原句很可能就是答案"};
}

bool QuotesAnOrder(const Sentence& sentence, std::span<const search::Hit> passages) {
  return std::any_of(
      sentence.citations.begin(), sentence.citations.end(), [&](const Citation& citation) {
        const auto passage =
            std::find_if(passages.begin(), passages.end(), [&](const search::Hit& hit) {
              return hit.document.id == citation.document_id &&
                     hit.chunk.number == citation.chunk && hit.revision == citation.revision;
            });
        return passage == passages.end() ? AddressesModel(citation.quote)
                                         : IsOrderIn(passage->chunk.text, citation.quote);
      });
}

bool IsComputed(const Answer& answer) {
  return std::any_of(answer.sentences.begin(), answer.sentences.end(),
                     [](const Sentence& sentence) { return sentence.computed; });
}

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
    // What was worked out is right as it stands, and a model that works out is not.
    if (IsComputed(answer)) return Told(std::move(answer), events);
    // The model reads the question as the documents' words have it.
    Question asked = question;
    if (!answer.understood.empty()) asked.text = answer.understood;
    search::SearchRequest request = question.scope;
    request.query = asked.text;
    const bool shortens = options_.context_tokens > 0;
    request.k = options_.passages * (shortens ? 2 : 1);
    WY_TRY(search::SearchResult found, searcher_.Search(request, asker));
    if (!shortens) KeepWhatFits(found.hits, options_.passage_bytes);
    if (found.hits.empty()) return answer;
    WY_TRY(Answer written,
           Write(asked, asker, events, *info, std::move(found.hits), answer.answerability));
    written.understood = std::move(answer.understood);
    return written;
  }

 private:
  // Also quoted sentences are no orders to a model, which who asks would take for the answer.
  Result<Answer> WithoutModel(const Question& question, const access::Asker& asker,
                              const AnswerEvents& events, const Error& why) const {
    WY_TRY(Answer answer, extractive_.Ask(question, asker, {}));
    answer.without_model = why;
    if (!answer.refused && !answer.comparison && !AddressesModel(question.text)) {
      const Language language = ReadQuestion(analyzer_, question.text).language;
      const auto orders = std::erase_if(answer.sentences, [&](const Sentence& sentence) {
        return QuotesAnOrder(sentence, answer.passages);
      });
      if (orders > 0) answer.text = JoinSentences(answer.sentences, language);
      answer.refused = answer.sentences.empty();
      if (answer.refused) answer.text = RefusalText(language, true);
    }
    return Told(std::move(answer), events);
  }

  static Result<Answer> Told(Answer answer, const AnswerEvents& events) {
    WY_CHECK(TellSentences(answer.sentences, events));
    return answer;
  }

  // Nothing that the model said is proven: better a sentence of the documents than a refusal.
  Result<Answer> Instead(const Question& question, const access::Asker& asker,
                         const AnswerEvents& events, Answer written, const Error& why) const {
    WY_TRY(Answer answer, WithoutModel(question, asker, events, why));
    answer.thinking = std::move(written.thinking);
    answer.unproven = std::move(written.unproven);
    answer.context = written.context;
    if (written.sentences.empty()) return answer;  // none was shown with its doubt
    std::move(answer.sentences.begin(), answer.sentences.end(),
              std::back_inserter(written.sentences));
    answer.sentences = std::move(written.sentences);
    answer.text = JoinSentences(answer.sentences, ReadQuestion(analyzer_, question.text).language);
    return answer;
  }

  [[nodiscard]] Context Read(const std::string& question, std::span<const search::Hit> hits) const {
    const std::size_t budget =
        options_.context_tokens > 0 ? options_.context_tokens : speed_.Budget(options_.first_word);
    Context context = BuildContext(analyzer_, question, hits, budget, options_.attention);
    CanonicalOrder(hits, context);
    return context;
  }

  [[nodiscard]] Prompt PromptFor(const std::string& question, Language language,
                                 const Context& context, bool thinks) const {
    if (!thinks) return WritePrompt(question, language, context);
    const Clock& clock = options_.clock != nullptr ? *options_.clock : SystemClock();
    return WriteThinkersPrompt(question, language, context, DayOf(clock.Now(), language));
  }

  [[nodiscard]] llm::ChatRequest RequestFor(const Prompt& prompt, const llm::ChatModelInfo& info,
                                            std::span<const search::Hit> hits,
                                            const access::Asker& asker) const {
    llm::ChatRequest chat;
    chat.turns = prompt.turns;
    chat.most_tokens = options_.most_tokens + (info.thinks ? options_.most_thinking_tokens : 0);
    if (info.thinks) {
      chat.temperature = kThinkersTemperature;
      chat.top_p = kThinkersTopP;
    }
    chat.seed = prompt.seed;
    if (info.grammar) chat.grammar = prompt.grammar;
    if (info.quotable) chat.quotable = prompt.quotable;
    chat.scope = ScopeOf(hits, asker);
    chat.user = std::to_string(asker.user);
    return chat;
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
    answer.context->by_attention = context.by_attention;
    answer.context->without_attention = context.without_attention;
    for (const ContextPart& part : context.parts) answer.context->text += part.text + "\n";
    const Prompt prompt = PromptFor(question.text, language, context, info.thinks);
    const Prover prover(analyzer_, hits, options_.embedder, question.text, options_.reader);
    Writing writing(prover, prompt, context, options_, events, answer);
    const auto tell = [&](Step step) {
      return !events.on_progress || events.on_progress({step, hits.size(), options_.time});
    };
    if (!tell(Step::kReading)) return StoppedByAsker();
    using Steady = std::chrono::steady_clock;
    const Steady::time_point asked = Steady::now();
    std::optional<Steady::time_point> first_word;
    const Result<llm::ChatReply> reply = model_.Chat(
        RequestFor(prompt, info, hits, asker),
        [&](const llm::ChatDelta& delta) {
          if (!first_word) {
            first_word = Steady::now();
            if (!tell(Step::kWriting)) return false;
          }
          return writing.Take(delta);
        },
        Deadline::After(options_.time));
    if (reply && first_word && reply->prompt_tokens > reply->cached_tokens) {
      speed_.Note(reply->prompt_tokens - reply->cached_tokens, *first_word - asked);
    }
    const bool broke_off = !reply && !writing.rambles();
    if (broke_off && reply.error().code == ErrorCode::kCancelled) return StoppedByAsker();
    if (broke_off && answer.sentences.empty()) {
      return WithoutModel(question, asker, events, reply.error());
    }
    if (broke_off) {
      answer.without_model = reply.error();  // what is proven stays
    } else if (!writing.rambles() && !writing.Finish() && !writing.rambles()) {
      return StoppedByAsker();
    }
    if (writing.proven() == 0 && (!writing.refused() || answerability >= kSureAgainstTheModel)) {
      const Error why = writing.refused() ? FoundNothing() : NothingStands(answer);
      return Instead(question, asker, events, std::move(answer), why);
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
  mutable ReadingSpeed speed_;
};

}  // namespace

std::string_view StepName(Step step) { return step == Step::kReading ? "reading" : "writing"; }

std::unique_ptr<Answerer> MakeGeneratedAnswerer(const text::Analyzer& analyzer,
                                                const search::Searcher& searcher,
                                                const Answerer& extractive,
                                                const llm::ChatModel& model,
                                                const GenerationOptions& options) {
  return std::make_unique<GeneratedAnswerer>(analyzer, searcher, extractive, model, options);
}

}  // namespace wenyuan::answer
