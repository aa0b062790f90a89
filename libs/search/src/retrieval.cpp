#include "retrieval.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kInfoDeadline{200};
// A person waits: rather words alone than this long for meaning.
constexpr milliseconds kQuestionDeadline{2'000};
constexpr double kAllEmbedded = 0.9999;
constexpr double kLeastDeviation = 1e-3;

// Identifies a candidate among those of one question.
using Key = std::tuple<std::size_t, std::uint32_t, std::uint32_t>;

// Words and meaning are fused over so many of each at least. What is far by meaning costs most to
// find, and what words say of it is seldom enough to bring it to the front.
constexpr std::size_t kLeastByWords = 100;
constexpr std::size_t kLeastByMeaning = 40;
// What lies a little off is seldom among them (docs/decisions/0251).
constexpr float kReach = 0.3F;

Key KeyOf(const Candidate& candidate) {
  return {candidate.scope, candidate.document, candidate.chunk};
}

GroupSimilarity SimilarityIn(const std::vector<vectors::GroupSimilarity>& groups,
                             std::uint8_t group) {
  // So few that their spread says nothing: that of the largest group stands in.
  constexpr std::uint64_t kFew = 8;
  const vectors::GroupSimilarity* own = nullptr;
  const vectors::GroupSimilarity* largest = nullptr;
  for (const vectors::GroupSimilarity& one : groups) {
    if (one.group == group) own = &one;
    if (largest == nullptr || one.rows > largest->rows) largest = &one;
  }
  if (own == nullptr) own = largest;
  if (own == nullptr) return {};
  const double deviation = own->rows < kFew ? largest->deviation : own->deviation;
  return {own->mean, std::max(deviation, kLeastDeviation)};
}

// Quotations, exclusions and prefixes are asked of the words: meaning may not bring in others.
bool AsksForWords(const text::AnalyzedQuery& query) {
  return !query.must.empty() || !query.must_not.empty() || !query.prefixes.empty();
}

std::vector<index::Shard> KeywordShards(const std::vector<Scope>& scopes,
                                        const index::DocumentSet& without) {
  std::vector<index::Shard> shards;
  for (const Scope& scope : scopes) {
    shards.push_back({scope.keywords, scope.VisibleWithout(without)});
  }
  return shards;
}

void SetOff(Meaning& meaning) {
  meaning.state = Meaning::State::kOff;
  meaning.reason = "search by meaning is switched off: passages are found by their words only";
  meaning.reason_zh = "语义检索已关闭：仅按字词检索";
}

// The libraries have vectors, and none of a model that is there.
void SetOfAnother(Meaning& meaning) {
  meaning.state = Meaning::State::kPartly;
  meaning.reason =
      "passages are found by their words only: their vectors were made by another model, and are "
      "being made anew";
  meaning.reason_zh = "仅按字词检索：现有向量由另一个模型生成，正在重新生成";
}

void SetAway(Meaning& meaning, const Error& error) {
  meaning.state = Meaning::State::kAway;
  meaning.reason = "passages are found by their words only: " + error.message;
  meaning.reason_zh = "仅按字词检索：" + error.In(Language::kChinese);
}

}  // namespace

bool IsInHan(std::string_view question) {
  for (std::size_t at = 0; at < question.size();) {
    if (text::IsHan(text::NextCharacter(question, at))) return true;
  }
  return false;
}

Result<Retrieved> Retrieval::Run(const std::vector<Scope>& scopes, const SearchRequest& request,
                                 const text::AnalyzedQuery& query, const std::string& question,
                                 store::UserNumber asker, std::size_t depth) {
  const Asked asked{scopes, request, query, question, asker, depth};
  Retrieved retrieved;
  std::vector<QuestionInSpace> questions;
  if (request.mode == Mode::kKeywords) {
    retrieved.meaning.state = Meaning::State::kUnused;
  } else {
    questions = PutIntoSpaces(asked, retrieved.meaning);
  }
  if (request.mode != Mode::kMeaning || questions.empty()) {
    WY_CHECK(FindByWords(asked, retrieved));
  }
  std::vector<GroupSimilarity> groups;
  std::size_t compared_apart = 0;
  for (const QuestionInSpace& one : questions) {
    WY_TRY(const std::size_t found, FindByMeaning(asked, one, retrieved, groups));
    compared_apart += found;
  }
  // Where all can be compared, they are compared as they are.
  if (compared_apart < 2) groups.clear();
  Fuse(retrieved.candidates, retrieved.bound, WordWeights(asked), groups);
  return retrieved;
}

Result<bool> Retrieval::Occurs(const std::vector<Scope>& scopes, const SearchRequest& request,
                               const text::QueryPhrase& phrase) {
  text::AnalyzedQuery query;
  for (const text::QueryPhrase::Part& part : phrase.parts) query.terms.push_back({part.term, 1});
  query.must.push_back(phrase);
  WY_TRY(const index::Hits found, index::Search(KeywordShards(scopes, request.without), query, 1,
                                                index::ScoringOptions(), 1));
  return !found.hits.empty();
}

Result<void> Retrieval::FindByWords(const Asked& asked, Retrieved& retrieved) const {
  WY_TRY(const index::Hits found,
         index::Search(KeywordShards(asked.scopes, asked.request.without), asked.query,
                       std::max(asked.depth, kLeastByWords), index::ScoringOptions(), kCounted));
  retrieved.total = found.total;
  retrieved.bound = found.bound;
  for (const index::Hit& hit : found.hits) {
    Candidate& candidate = retrieved.candidates.emplace_back();
    candidate.scope = hit.shard;
    candidate.document = hit.document;
    candidate.revision = hit.revision;
    candidate.chunk = hit.chunk;
    candidate.keyword = hit.score;
  }
  return {};
}

std::vector<Retrieval::QuestionInSpace> Retrieval::PutIntoSpaces(const Asked& asked,
                                                                 Meaning& meaning) {
  if (parts_.embedders.empty()) {
    SetOff(meaning);
    return {};
  }
  std::map<std::string, std::shared_ptr<const llm::Embedder>> embedder_of;
  std::optional<Error> away;
  for (const llm::Embedder* const one : parts_.embedders) {
    auto embedder = one->Now();
    const auto info = embedder->Info(Deadline::After(kInfoDeadline));
    if (info) {
      embedder_of.emplace(info->id, std::move(embedder));
    } else if (!away) {
      away = info.error();
    }
  }
  std::map<std::string, QuestionInSpace> questions;
  double embedded = 0;
  bool of_another = false;
  for (std::size_t i = 0; i < asked.scopes.size(); ++i) {
    const LibraryVectors& vectors = asked.scopes[i].vectors;
    if (vectors.index == nullptr) continue;
    const auto space = vectors.index->space();
    of_another = of_another || (space && !embedder_of.contains(space->id));
    if (!space || !embedder_of.contains(space->id)) continue;
    embedded += vectors.embedded;
    QuestionInSpace& question = questions[space->id];
    question.space = space->id;
    question.scopes.push_back(i);
  }
  std::vector<QuestionInSpace> ready;
  for (auto& [space, question] : questions) {
    auto vector = question_vectors_.Of(*embedder_of.at(space), space, asked.question, asked.asker,
                                       Deadline::After(kQuestionDeadline));
    if (!vector) {
      away = vector.error();
      continue;
    }
    question.vector = *std::move(vector);
    ready.push_back(std::move(question));
  }
  if (ready.empty() && away) {
    SetAway(meaning, *away);
    return ready;
  }
  if (ready.empty() && of_another) {
    SetOfAnother(meaning);
    return ready;
  }
  const auto libraries = static_cast<double>(std::max<std::size_t>(asked.scopes.size(), 1));
  meaning.embedded = asked.scopes.empty() ? 1 : embedded / libraries;
  meaning.state =
      meaning.embedded >= kAllEmbedded ? Meaning::State::kUsed : Meaning::State::kPartly;
  if (meaning.state == Meaning::State::kPartly) {
    meaning.reason = "some passages have no vector yet and are found by their words only";
    meaning.reason_zh = "部分段落尚未生成向量，暂时只能按字词检索到";
  }
  return ready;
}

Result<std::size_t> Retrieval::FindByMeaning(const Asked& asked, const QuestionInSpace& question,
                                             Retrieved& retrieved,
                                             std::vector<GroupSimilarity>& groups) const {
  MeaningShards meaning{question, {}, groups.size()};
  for (const std::size_t scope : question.scopes) {
    meaning.shards.push_back({asked.scopes[scope].vectors.index,
                              asked.scopes[scope].VisibleWithout(asked.request.without)});
  }
  WY_TRY(const auto similarities,
         vectors::GroupsOf(meaning.shards, question.space, *question.vector));
  for (std::uint8_t group = 0; group < vectors::kMostGroups; ++group) {
    groups.push_back(SimilarityIn(similarities, group));
  }
  const std::size_t first = retrieved.candidates.size();
  WY_CHECK(AddSimilarities(meaning, retrieved.candidates));
  WY_CHECK(AddNearest(meaning, std::max(asked.depth, kLeastByMeaning), similarities.size() < 2,
                      retrieved.candidates));
  WY_CHECK(ScoreWords(asked, first, retrieved));
  return similarities.size();
}

// Of what words have found.
Result<void> Retrieval::AddSimilarities(const MeaningShards& meaning,
                                        std::vector<Candidate>& candidates) const {
  std::map<std::size_t, std::size_t> shard_of;  // by scope
  for (const std::size_t scope : meaning.question.scopes) shard_of.emplace(scope, shard_of.size());
  std::vector<vectors::Place> places;
  std::vector<Candidate*> placed;
  for (Candidate& candidate : candidates) {
    const auto shard = shard_of.find(candidate.scope);
    if (shard == shard_of.end()) continue;
    places.push_back({shard->second, candidate.document, candidate.chunk});
    placed.push_back(&candidate);
  }
  WY_TRY(const auto similarities, vectors::SimilarityOf(meaning.shards, meaning.question.space,
                                                        *meaning.question.vector, places));
  for (std::size_t i = 0; i < placed.size(); ++i) {
    if (!similarities[i]) continue;
    placed[i]->similarity = similarities[i]->value;
    placed[i]->group = meaning.first_group + similarities[i]->group;
  }
  return {};
}

// One language alone, and whatever is restricted, need not be told apart.
Result<void> Retrieval::AddNearest(const MeaningShards& meaning, std::size_t depth, bool together,
                                   std::vector<Candidate>& candidates) const {
  const std::string& space = meaning.question.space;
  const std::vector<float>& vector = *meaning.question.vector;
  vectors::ProbeOptions options;
  options.reach = kReach;
  vectors::NearestOfGroups nearest;
  if (together) {
    WY_TRY(nearest[0], vectors::Search(meaning.shards, space, vector, depth, options));
  } else {
    WY_TRY(nearest, vectors::SearchGroups(meaning.shards, space, vector, depth, options));
  }
  std::set<Key> known;
  for (const Candidate& candidate : candidates) known.insert(KeyOf(candidate));
  for (std::size_t group = 0; group < nearest.size(); ++group) {
    for (const vectors::Near& near : nearest[group]) {
      Candidate candidate;
      candidate.scope = meaning.question.scopes[near.shard];
      candidate.document = near.document;
      candidate.revision = near.revision;
      candidate.chunk = near.chunk;
      candidate.similarity = near.similarity;
      candidate.group = meaning.first_group + group;
      if (!known.contains(KeyOf(candidate))) candidates.push_back(candidate);
    }
  }
  return {};
}

// Of those that meaning brought in, the candidates from `first` on.
Result<void> Retrieval::ScoreWords(const Asked& asked, std::size_t first,
                                   Retrieved& retrieved) const {
  const bool words = asked.request.mode != Mode::kMeaning;
  if (!words && !AsksForWords(asked.query)) return {};
  std::vector<index::Place> places;
  for (std::size_t i = first; i < retrieved.candidates.size(); ++i) {
    const Candidate& candidate = retrieved.candidates[i];
    places.push_back({candidate.scope, candidate.document, candidate.chunk});
  }
  WY_TRY(const std::vector<float> scores,
         index::ScoreOf(KeywordShards(asked.scopes, asked.request.without), asked.query, places,
                        index::ScoringOptions()));
  for (std::size_t i = 0; i < scores.size(); ++i) {
    retrieved.candidates[first + i].keyword = scores[i];
  }
  if (!AsksForWords(asked.query)) return {};
  const auto lacks = [](const Candidate& candidate) { return candidate.keyword <= 0; };
  auto& candidates = retrieved.candidates;
  candidates.erase(std::remove_if(candidates.begin() + static_cast<std::ptrdiff_t>(first),
                                  candidates.end(), lacks),
                   candidates.end());
  return {};
}

std::vector<double> Retrieval::WordWeights(const Asked& asked) const {
  const bool han = IsInHan(asked.question);
  std::vector<double> weights;
  for (const Scope& scope : asked.scopes) {
    FusionOptions options;
    if (asked.request.fusion) {
      options = *asked.request.fusion;
    } else if (parts_.fusion_of) {
      options = parts_.fusion_of(scope.rights.library.number).value_or(options);
    }
    weights.push_back(han ? options.words_han : options.words_other);
  }
  return weights;
}

}  // namespace wenyuan::search
