#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "faq_match.h"
#include "wenyuan/quality/faq.h"
#include "wenyuan/search/freshness.h"
#include "wenyuan/text/sentences.h"

namespace wenyuan::quality {
namespace {

using store::FaqEntry;

// Reviewed entries of a library, ready to be compared with.
struct Prepared {
  FaqEntry entry;
  std::vector<FaqKey> keys;
};
using Shelf = std::vector<Prepared>;

struct Match {
  double likeness = 0;
  const access::LibraryRights* rights = nullptr;
  const FaqEntry* entry = nullptr;
};

// Sentences of documents are wanted, or of some documents only: nothing for a ready answer.
bool WantsDocuments(const answer::Question& question) {
  const search::SearchRequest& scope = question.scope;
  return question.extractive || !scope.format.empty() || !scope.tag.empty() || scope.changed_from ||
         scope.changed_until || scope.without.cardinality() > 0;
}

// The sentence of a passage that has most of the answer's words.
text::Range Proof(const text::Analyzer& analyzer, const std::string& passage,
                  const std::string& answer) {
  std::set<std::string> wanted;
  for (const text::Token& token : analyzer.Tokens(answer)) wanted.insert(token.term);
  text::Range best{0, passage.size()};
  std::size_t most = 0;
  for (const text::Range& range : text::SplitSentences(passage)) {
    std::set<std::string> common;
    const std::string sentence = passage.substr(range.begin, range.end - range.begin);
    for (text::Token& token : analyzer.Tokens(sentence)) {
      if (wanted.contains(token.term)) common.insert(std::move(token.term));
    }
    if (common.size() <= most) continue;
    most = common.size();
    best = range;
  }
  return best;
}

answer::Citation Cite(const search::Hit& hit, const text::Range& range) {
  answer::Citation citation;
  citation.document_id = hit.document.id;
  citation.title = hit.document.title.empty() ? hit.document.source_name : hit.document.title;
  citation.library = hit.library.name;
  citation.revision = hit.revision;
  citation.chunk = hit.chunk.number;
  citation.block_begin = hit.chunk.block_begin;
  citation.block_end = hit.chunk.block_end;
  for (const TextSpan& span : hit.chunk.spans) {
    if (span.begin < range.end && range.begin < span.end) citation.boxes.push_back(span.box);
  }
  citation.page = citation.boxes.empty() ? hit.chunk.page : citation.boxes.front().page;
  citation.quote = hit.chunk.text.substr(range.begin, range.end - range.begin);
  citation.expired_on = hit.expired_on;
  citation.holds_from = hit.holds_from;
  return citation;
}

class FaqAnswerer final : public answer::Answerer {
 public:
  explicit FaqAnswerer(FaqParts parts) : parts_(parts) {}

  [[nodiscard]] Result<answer::Answer> Ask(const answer::Question& question,
                                           const access::Asker& asker,
                                           const answer::AnswerEvents& events) const override {
    auto answer = Ready(question, asker);
    // Who asks is rather answered from the documents than not at all.
    if (!answer || !*answer) return parts_.next.Ask(question, asker, events);
    if (events.on_sentence && !events.on_sentence((*answer)->sentences.front())) {
      return Error{ErrorCode::kCancelled,
                   "answering the question was stopped by who asked; ask it again",
                   "提问者停止了回答；如有需要，请重新提问"};
    }
    return **std::move(answer);
  }

 private:
  using Found = std::optional<answer::Answer>;

  [[nodiscard]] Result<Found> Ready(const answer::Question& question,
                                    const access::Asker& asker) const {
    if (parts_.store.faq() == nullptr || WantsDocuments(question)) return Found();
    WY_TRY(const auto libraries, parts_.access.Libraries(asker, store::Role::kReader));
    const auto& wanted = question.scope.libraries;
    std::optional<FaqKey> key;  // most houses have no entries, and need none
    std::vector<std::shared_ptr<const Shelf>> shelves;
    std::vector<Match> matches;
    for (const access::LibraryRights& rights : libraries) {
      if (!wanted.empty() &&
          std::find(wanted.begin(), wanted.end(), rights.library.id) == wanted.end()) {
        continue;
      }
      WY_TRY(auto shelf, ShelfOf(rights.library.number));
      if (shelf->empty()) continue;
      if (!key) key = MakeFaqKey(parts_.analyzer, question.text);
      for (const Prepared& prepared : *shelf) {
        const double likeness = Best(*key, prepared, !question.before.empty());
        if (likeness > 0) matches.push_back({likeness, &rights, &prepared.entry});
      }
      shelves.push_back(std::move(shelf));
    }
    std::stable_sort(matches.begin(), matches.end(),
                     [](const Match& a, const Match& b) { return a.likeness > b.likeness; });
    for (const Match& match : matches) {
      WY_TRY(auto answer, Compose(match, asker));
      if (answer) return answer;
    }
    return Found();
  }

  static double Best(const FaqKey& key, const Prepared& prepared, bool equal_only) {
    double best = 0;
    for (const FaqKey& one : prepared.keys) best = std::max(best, Likeness(key, one));
    return equal_only && best < 1 ? 0 : best;
  }

  // Nothing when the asker may not read all it cites, or it is not what it was when reviewed.
  [[nodiscard]] Result<Found> Compose(const Match& match, const access::Asker& asker) const {
    const FaqEntry& entry = *match.entry;
    if (entry.citations.empty()) return Found();
    if (entry.valid_until != 0 && entry.valid_until <= parts_.clock.Now()) return Found();
    answer::Sentence sentence;
    sentence.text = entry.answer;
    answer::Answer answer;
    for (const store::FaqCitation& one : entry.citations) {
      WY_TRY(const auto hit, HitOf(*match.rights, asker, one));
      if (!hit) return Found();
      sentence.citations.push_back(
          Cite(*hit, Proof(parts_.analyzer, hit->chunk.text, entry.answer)));
      answer.passages.push_back(*hit);
    }
    answer.text = entry.answer;
    answer.answerability = match.likeness;
    answer.model = "faq";
    answer.sentences.push_back(std::move(sentence));
    answer.reviewed = answer::Reviewed{entry.id, NameOf(entry.reviewed_by), entry.reviewed};
    return Found(std::move(answer));
  }

  [[nodiscard]] Result<std::optional<search::Hit>> HitOf(const access::LibraryRights& rights,
                                                         const access::Asker& asker,
                                                         const store::FaqCitation& cited) const {
    using FoundHit = std::optional<search::Hit>;
    const auto there = parts_.store.documents().Get(cited.document);
    if (!there) {
      return there.error().code == ErrorCode::kNotFound ? Result<FoundHit>(FoundHit())
                                                        : Result<FoundHit>(there.error());
    }
    if (there->library != rights.library.number || there->current_ordinal != cited.revision ||
        !parts_.access.Document(asker, there->id, store::Role::kReader)) {
      return FoundHit();
    }
    WY_TRY(auto chunks, parts_.store.documents().Chunks(there->current, {cited.chunk}));
    if (chunks.empty()) return FoundHit();
    search::Hit hit;
    hit.library = rights.library;
    hit.document = *there;
    search::MarkHolding(hit, parts_.clock.Now());
    hit.revision = cited.revision;
    hit.chunk = std::move(chunks.front());
    return FoundHit(std::move(hit));
  }

  [[nodiscard]] std::string NameOf(store::UserNumber user) const {
    if (user == 0) return {};
    const auto found = parts_.store.accounts().Get(user);
    return found ? found->name : std::string();
  }

  [[nodiscard]] Result<std::shared_ptr<const Shelf>> ShelfOf(store::LibraryNumber library) const {
    const std::uint64_t generation = parts_.store.faq()->Generation();
    {
      const std::lock_guard lock(mutex_);
      if (generation_ != generation) shelves_.clear();
      generation_ = generation;
      const auto found = shelves_.find(library);
      if (found != shelves_.end()) return found->second;
    }
    WY_TRY(auto entries, parts_.store.faq()->List(library));
    auto shelf = std::make_shared<Shelf>();
    for (FaqEntry& entry : entries) {
      if (entry.state != store::FaqState::kReviewed) continue;
      Prepared& prepared = shelf->emplace_back();
      for (const std::string& question : entry.questions) {
        prepared.keys.push_back(MakeFaqKey(parts_.analyzer, question));
      }
      prepared.entry = std::move(entry);
    }
    const std::lock_guard lock(mutex_);
    // What was read while somebody wrote is used this once.
    if (generation_ == generation) shelves_[library] = shelf;
    return std::shared_ptr<const Shelf>(std::move(shelf));
  }

  const FaqParts parts_;
  mutable std::mutex mutex_;
  // Guarded by mutex_.
  mutable std::uint64_t generation_ = 0;
  mutable std::map<store::LibraryNumber, std::shared_ptr<const Shelf>> shelves_;
};

}  // namespace

std::unique_ptr<answer::Answerer> MakeFaqAnswerer(FaqParts parts) {
  return std::make_unique<FaqAnswerer>(parts);
}

}  // namespace wenyuan::quality
