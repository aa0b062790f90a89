#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "../question/question_reading.h"
#include "../question/question_type.h"
#include "../refusal.h"
#include "../topics.h"
#include "follow_up.h"
#include "history.h"
#include "readings.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

// A likelier reading counts as long as another is not better by more than this.
constexpr double kAsGood = 0.05;
// A question that cannot stand alone counts as it stands only when it is better by more than this.
constexpr double kMuchBetter = 0.3;

constexpr std::size_t kLongToNameNothing = 1'000;  // bytes

struct Evidence {
  double likely = 0;
  bool answered = false;
};

// Words, not lone characters of Chinese, that say what a question is about.
std::set<std::string> ContentOf(const text::Analyzer& analyzer, std::string_view text) {
  std::set<std::string> words;
  for (text::Token& token : analyzer.Tokens(text)) {
    if (text::CountCharacters(token.term) < 2 || text::IsFunctionWord(token.term)) continue;
    words.insert(std::move(token.term));
  }
  return words;
}

class ConversationalAnswerer final : public Answerer {
 public:
  explicit ConversationalAnswerer(ConversationParts parts) : parts_(std::move(parts)) {}

  Result<Answer> Ask(const Question& question, const access::Asker& asker,
                     const AnswerEvents& events) const override {
    Question whole = question;
    whole.before = RecentTurns(question.before);
    WY_TRY(std::string understood, Understand(whole, asker));
    if (!understood.empty()) whole.text = understood;
    // What is empty, too long or no text is an error, and theirs to say.
    const bool names = !text::IsValidUtf8(whole.text) || whole.text.size() > kLongToNameNothing ||
                       whole.text.find_first_not_of(" \t\r\n") == std::string::npos ||
                       NamesSomething(parts_.analyzer, whole.text);
    // As it is before the answer: a model may write until the index is whole again.
    std::optional<search::QueryHint> rebuilt;
    if (names) {
      WY_TRY(rebuilt, NoteOfIndexes(whole, asker));
    }
    WY_TRY(Answer answer,
           names ? parts_.answers.Ask(whole, asker, events) : Result<Answer>(Refused()));
    if (rebuilt && !answer.reviewed) answer.hints.push_back(*std::move(rebuilt));
    if (answer.understood.empty()) answer.understood = std::move(understood);
    if (answer.refused) WY_CHECK(Explain(whole, asker, answer));
    return answer;
  }

 private:
  [[nodiscard]] Result<std::optional<search::QueryHint>> NoteOfIndexes(
      const Question& question, const access::Asker& asker) const {
    search::SearchRequest request = question.scope;
    request.query = question.text;
    return parts_.searcher.NoteOfIndexes(request, asker);
  }

  // What it means; empty: what it says.
  Result<std::string> Understand(const Question& question, const access::Asker& asker) const {
    if (question.before.empty() || !text::IsValidUtf8(question.text)) return std::string();
    const std::string_view asked = WithoutCourtesy(parts_.analyzer, question.text);
    const FollowUp said = ReadFollowUp(parts_.analyzer, asked);
    const std::vector<std::string> readings =
        Readings(parts_.analyzer, asked, said, question.before);
    if (readings.empty()) return std::string();
    WY_TRY(const Evidence alone, EvidenceOf(question, question.text, {}, asker));
    if (said.lack == Lack::kPerhaps && alone.answered) return std::string();
    // Words of earlier questions are easily found again; what is asked now must be found, too.
    const std::set<std::string> own =
        ContentOf(parts_.analyzer, WithoutQuestionWords(std::string(asked)));
    std::vector<double> evidence;
    for (const std::string& reading : readings) {
      WY_TRY(const Evidence found, EvidenceOf(question, reading, own, asker));
      // What may well stand alone is not made another question in vain.
      const bool counts = said.lack != Lack::kPerhaps || found.answered;
      evidence.push_back(counts ? found.likely : 0);
    }
    const double best = *std::max_element(evidence.begin(), evidence.end());
    if (best <= 0 || alone.likely > best + kMuchBetter) return std::string();
    for (std::size_t i = 0; i < readings.size(); ++i) {
      if (evidence[i] > 0 && evidence[i] + kAsGood >= best) return readings[i];
    }
    return std::string();
  }

  // How likely the documents that the asker may read answer it; not at all by a passage that has
  // none of the words `own`.
  [[nodiscard]] Result<Evidence> EvidenceOf(const Question& question, const std::string& reading,
                                            const std::set<std::string>& own,
                                            const access::Asker& asker) const {
    Question leg;
    leg.text = reading;
    leg.scope = question.scope;
    leg.extractive = true;
    // What comes nearest in meaning is only shown, not measured.
    if (leg.scope.mode == search::Mode::kHybrid) leg.scope.mode = search::Mode::kKeywords;
    WY_TRY(const Answer answer, parts_.judge.Ask(leg, asker, [](const Sentence&) { return true; }));
    if (!own.empty() && !answer.sentences.empty() && !HoldsOneOf(own, answer)) return Evidence{};
    return Evidence{answer.answerability, !answer.refused};
  }

  [[nodiscard]] bool HoldsOneOf(const std::set<std::string>& own, const Answer& answer) const {
    const Citation& proof = answer.sentences.front().citations.front();
    for (const search::Hit& hit : answer.passages) {
      if (hit.document.id != proof.document_id || hit.chunk.number != proof.chunk) continue;
      const std::set<std::string> words =
          ContentOf(parts_.analyzer,
                    hit.document.title + "\n" + hit.chunk.heading_path + "\n" + hit.chunk.text);
      return std::any_of(own.begin(), own.end(),
                         [&words](const std::string& word) { return words.contains(word); });
    }
    return true;
  }

  static Answer Refused() {
    Answer answer;
    answer.refused = true;
    answer.model = "extractive";
    return answer;
  }

  Result<void> Explain(const Question& question, const access::Asker& asker, Answer& answer) const {
    WY_TRY(const auto libraries, parts_.access.Libraries(asker, store::Role::kReader));
    const std::vector<std::string>& asked = question.scope.libraries;
    for (const access::LibraryRights& one : libraries) {
      const bool in =
          asked.empty() || std::find(asked.begin(), asked.end(), one.library.id) != asked.end();
      if (in) answer.searched.push_back(one.library.name);
    }
    answer.topics = TopicsOf(answer.passages);
    answer.ask_a_person = parts_.ask_a_person;
    answer.text = RefusalText(ReadQuestion(parts_.analyzer, question.text).language, answer);
    return {};
  }

  const ConversationParts parts_;
};

}  // namespace

std::unique_ptr<Answerer> MakeConversationalAnswerer(ConversationParts parts) {
  return std::make_unique<ConversationalAnswerer>(std::move(parts));
}

}  // namespace wenyuan::answer
