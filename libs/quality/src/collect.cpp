#include <algorithm>
#include <map>

#include "check_question.h"
#include "hidden_parts.h"
#include "wenyuan/quality/editing.h"

namespace wenyuan::quality {
namespace {

using store::Thumb;
using store::ThumbTarget;
using store::Verdict;

struct Opinion {
  int balance = 0;
  Thumb latest;  // of those that found it right
};

// What all people together said of one question.
struct Opinions {
  std::string text;  // as the first of them asked it
  std::map<store::DocumentNumber, Opinion> documents;
  int refusal = 0;
};

void Add(Opinions& opinions, const Thumb& thumb) {
  if (thumb.target == ThumbTarget::kRefusal) {
    opinions.refusal += static_cast<int>(thumb.verdict);
    return;
  }
  // A bad answer may cite the right document: only a good one says something about it.
  if (thumb.target == ThumbTarget::kAnswer && thumb.verdict == Verdict::kDown) return;
  Opinion& opinion = opinions.documents[thumb.document];
  opinion.balance += static_cast<int>(thumb.verdict);
  if (thumb.verdict == Verdict::kUp) opinion.latest = thumb;
}

Result<std::map<std::string, Opinions>> Gather(const store::QuestionSets& sets, Viewer& viewer,
                                               store::LibraryNumber library) {
  WY_TRY(const auto thumbs, sets.Thumbs(library));
  std::map<std::string, Opinions> gathered;
  for (const Thumb& thumb : thumbs) {
    if (thumb.document != 0) {
      WY_TRY(const auto document, viewer.Document(thumb.document));
      if (!document) continue;
    }
    Opinions& opinions = gathered[SameKey(thumb.question)];
    if (opinions.text.empty()) opinions.text = thumb.question;
    Add(opinions, thumb);
  }
  return gathered;
}

std::optional<store::Question> AsQuestion(const Opinions& opinions, store::UserNumber by) {
  store::Question question;
  question.text = opinions.text;
  question.language = GuessLanguage(opinions.text);
  question.origin = store::QuestionOrigin::kThumb;
  question.created_by = by;
  bool expects = false;
  for (const auto& [document, opinion] : opinions.documents) {
    if (opinion.balance == 0) continue;
    const bool right = opinion.balance > 0;
    expects = expects || right;
    question.expected.push_back({document, right ? 1 : 0, right ? opinion.latest.page : 0,
                                 right ? opinion.latest.chunk_id : std::string()});
  }
  if (!expects) {
    question.expected.clear();
    question.must_refuse = opinions.refusal > 0;
  }
  if (Fault(question)) return std::nullopt;
  return question;
}

}  // namespace

Result<CollectReport> CollectThumbs(store::QuestionSets& sets, Viewer& viewer,
                                    const store::QuestionSet& set, store::UserNumber by) {
  WY_TRY(const auto gathered, Gather(sets, viewer, set.library));
  WY_TRY(auto all, sets.Questions(set.number));
  WY_TRY(const auto shown, viewer.Show(std::move(all)));
  std::map<std::string, const store::Question*> there;
  for (const store::Question& question : shown) there.emplace(SameKey(question.text), &question);
  CollectReport report;
  std::vector<store::Question> questions;
  for (const auto& [key, opinions] : gathered) {
    auto question = AsQuestion(opinions, by);
    if (!question) {
      ++report.undecided;
      continue;
    }
    const auto found = there.find(key);
    if (found == there.end()) {
      ++report.added;
      questions.push_back(*std::move(question));
      continue;
    }
    const store::Question& old = *found->second;
    if (old.origin != store::QuestionOrigin::kThumb ||
        (old.expected == question->expected && old.must_refuse == question->must_refuse)) {
      ++report.unchanged;
      continue;
    }
    ++report.replaced;
    question->number = old.number;
    question->id = old.id;
    question->set = set.number;
    question->version = old.version;
    WY_CHECK(KeepHidden(sets, viewer, *question));
    questions.push_back(*std::move(question));
  }
  if (!questions.empty()) {
    WY_TRY(const auto saved, sets.Save(set.number, std::move(questions)));
  }
  return report;
}

}  // namespace wenyuan::quality
