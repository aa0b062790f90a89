#include "cases.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include "evidence/sentence_ranker.h"
#include "wenyuan/eval/answers.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kLongText = 24;  // bytes of a sentence that a gold answer may hold
constexpr std::size_t kLibraries = 24;
constexpr std::size_t kMostOfALibrary = 12;
constexpr std::uint32_t kSeed = 20261126;

bool Proves(std::string_view text, const std::string& answer) {
  return eval::Contains(text, answer) ||
         (text.size() >= kLongText && answer.size() >= kLongText && eval::Contains(answer, text));
}

std::string ArticleOf(const std::string& set, const std::string& document) {
  const bool by_article = set == "drcd" || set.starts_with("xquad");
  return by_article ? document.substr(0, document.find('-')) : document;
}

std::uint32_t Hash(const std::string& text) {  // FNV-1a
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash ^ (hash >> 15U);
}

}  // namespace

EvidenceFeatures Case::EvidenceOfBest() const {
  return FeaturesOfEvidence(question, evidence, sentences, chances, best());
}

double Case::Answerability() const {
  if (order.empty()) return 0;
  return answer::Answerability(question, evidence, sentences, chances, best());
}

Case MakeCase(const text::Analyzer& analyzer, const Collection& collection,
              const eval::JudgedQuery& query, std::vector<search::Hit> hits) {
  Case made;
  made.question = ReadQuestion(analyzer, query.text);
  made.hits = std::move(hits);
  made.evidence = GatherEvidence(analyzer, made.question, made.hits);
  made.sentences = FeaturesOfSentences(made.question, made.evidence);
  made.chances = RankSentences(made.sentences);
  made.order.resize(made.chances.size());
  std::iota(made.order.begin(), made.order.end(), std::size_t{0});
  const std::vector<double> likely = WithDoubts(made.question, made.evidence, made.chances);
  std::stable_sort(made.order.begin(), made.order.end(), [&](std::size_t left, std::size_t right) {
    return likely[left] > likely[right];
  });
  for (const Candidate& candidate : made.evidence.candidates) {
    const Passage& passage = made.evidence.passages[candidate.passage];
    const std::string_view text = passage.Text(candidate);
    made.right.push_back(
        collection.IsRelevant(query, *passage.hit) &&
        std::any_of(query.answers.begin(), query.answers.end(),
                    [text](const std::string& answer) { return Proves(text, answer); }));
  }
  return made;
}

Part PartOf(const std::string& set, const std::string& document) {
  if (set == "cmrc2018" || set.starts_with("rgb")) return Part::kReported;
  const std::string split = set.starts_with("dragonball") ? "dragonball" : set.substr(0, 5);
  const std::uint32_t hash = Hash(split + "/" + ArticleOf(set, document));
  if (set != "cmrc2018-trial" && set != "dureader-demo" && hash % 2 == 1) return Part::kReported;
  return (hash >> 1U) % 4 == 0 ? Part::kCalibration : Part::kTraining;
}

Part PartOf(const Collection& collection, const eval::JudgedQuery& query) {
  return PartOf(collection.name(), query.relevant.begin()->first);
}

Result<void> EachEvidence(const text::Analyzer& analyzer, const Collection& collection,
                          const OnEvidence& visit) {
  for (const eval::JudgedQuery& query : collection.queries()) {
    if (!collection.HasGold(query)) continue;
    for (const bool hide_gold : {false, true}) {
      WY_TRY(std::vector<search::Hit> found, collection.Find(query, hide_gold));
      const Case one = MakeCase(analyzer, collection, query, std::move(found));
      const bool answerable = std::any_of(one.hits.begin(), one.hits.end(), [&](const auto& hit) {
        return collection.IsRelevant(query, hit);
      });
      if (!one.order.empty() && answerable != hide_gold) {
        visit(one, answerable, PartOf(collection, query));
      }
    }
  }
  return {};
}

Result<void> EachEvidenceOfSmallLibraries(const text::Analyzer& analyzer,
                                          const Collection& collection, const OnEvidence& visit) {
  std::mt19937 random(kSeed);
  std::vector<eval::CorpusDocument> documents;
  for (const eval::CorpusDocument& document : collection.documents()) {
    if (PartOf(collection.name(), document.id) != Part::kReported) documents.push_back(document);
  }
  std::shuffle(documents.begin(), documents.end(), random);
  std::size_t next = 0;
  for (const std::size_t size : {std::size_t{1}, std::size_t{3}, std::size_t{5}, std::size_t{10}}) {
    for (std::size_t library = 0; library < kLibraries; ++library) {
      std::vector<eval::CorpusDocument> held;
      std::set<std::string> ids;
      std::set<std::string> articles;
      while (held.size() < std::min(size, documents.size())) {
        held.push_back(documents[next++ % documents.size()]);
        ids.insert(held.back().id);
        articles.insert(ArticleOf(collection.name(), held.back().id));
      }
      std::vector<const eval::JudgedQuery*> right;
      std::vector<const eval::JudgedQuery*> near;
      std::vector<const eval::JudgedQuery*> far;
      for (const eval::JudgedQuery& query : collection.queries()) {
        if (!collection.HasGold(query)) continue;
        const std::string& id = query.relevant.begin()->first;
        if (PartOf(collection, query) == Part::kReported) continue;
        if (ids.contains(id)) {
          right.push_back(&query);
        } else {
          (articles.contains(ArticleOf(collection.name(), id)) ? near : far).push_back(&query);
        }
      }
      WY_TRY(const auto small, Collection::Make(analyzer, collection.name(), held, {}));
      for (auto* list : {&right, &near, &far}) {
        std::shuffle(list->begin(), list->end(), random);
        const std::size_t most = list == &right ? kMostOfALibrary : kMostOfALibrary / 2;
        if (list->size() > most) list->resize(most);
        for (const eval::JudgedQuery* query : *list) {
          WY_TRY(std::vector<search::Hit> found, small->Find(*query, false));
          const Case one = MakeCase(analyzer, *small, *query, std::move(found));
          if (!one.order.empty()) visit(one, list == &right, PartOf(collection, *query));
        }
      }
    }
  }
  return {};
}

}  // namespace wenyuan::answer
