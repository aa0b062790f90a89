#include "compare.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "exhaustive.h"
#include "our_engine.h"

namespace wenyuan::bench {
namespace {

constexpr std::array<const char*, 5> kKinds = {"zs", "es", "zl", "zp", "el"};

Result<std::vector<std::vector<std::string>>> AllQuestions(const Corpus& corpus) {
  std::vector<std::vector<std::string>> all;
  for (const char* const kind : kKinds) {
    WY_TRY(const auto questions, corpus.Questions(kind));
    all.insert(all.end(), questions.begin(), questions.end());
  }
  return all;
}

Result<void> AddAll(const Corpus& corpus, ExhaustiveScorer& scorer) {
  return corpus.Visit([&](std::uint32_t, auto chunks) -> Result<void> {
    for (const auto& terms : chunks) scorer.Add(terms);
    return {};
  });
}

auto Permitted(const Corpus& corpus, const index::DocumentSet* only) {
  return [&corpus, only](std::uint32_t passage) {
    return only == nullptr || only->contains(corpus.DocumentOf(passage));
  };
}

}  // namespace

Result<void> Model(const Corpus& corpus) {
  WY_TRY(const auto pool, AllQuestions(corpus));
  ExhaustiveScorer scorer(pool, ExhaustiveScorer::Lengths::kOneByte);
  WY_CHECK(AddAll(corpus, scorer));
  for (std::string line; std::getline(std::cin, line);) {
    WY_TRY(const Ask ask, ReadAsk(corpus, line));
    for (const std::string& question : ask.questions) {
      const auto all = scorer.Answer(QueryOf(SplitAtBlanks(question)).terms, kOptions,
                                     Permitted(corpus, ask.only));
      std::cout << "0\t";
      for (std::size_t i = 0; i < std::min(ask.k, all.size()); ++i) {
        std::cout << all[i].passage << ':' << all[i].score << ' ';
      }
      std::cout << '\n';
    }
    std::cout.flush();
  }
  return {};
}

Result<void> Check(const Corpus& corpus, const std::filesystem::path& folder, std::size_t count) {
  WY_TRY(auto pool, AllQuestions(corpus));
  std::mt19937 random(1);
  std::shuffle(pool.begin(), pool.end(), random);
  ExhaustiveScorer scorer(pool);
  WY_CHECK(AddAll(corpus, scorer));
  WY_TRY(const Opened opened, OpenIndex(folder));
  const std::vector<std::string> filters = corpus.FilterNames();
  std::size_t wrong = 0;
  std::size_t identical = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& question = pool[i % pool.size()];
    const std::string& filter = filters[random() % filters.size()];
    const std::size_t k = random() % 4 == 0 ? 100 : 10;
    const index::DocumentSet* const only = corpus.Filter(filter);
    const text::AnalyzedQuery query = QueryOf({question.begin(), question.end()});
    const auto all = scorer.Answer(query.terms, kOptions, Permitted(corpus, only));
    const std::vector<index::Shard> shards = {{opened.index.get(), {nullptr, only, nullptr}}};
    WY_TRY(const index::Hits hits, Search(shards, query, k, kOptions, random() % 2 == 0));
    std::vector<Found> found;
    for (const index::Hit& hit : hits.hits) {
      found.push_back({corpus.FirstChunk(hit.document) + hit.chunk, hit.score});
    }
    bool same_order = false;
    const std::string why = WhyWrong(found, all, k, same_order);
    identical += why.empty() && same_order ? 1 : 0;
    if (why.empty()) continue;
    ++wrong;
    std::string text;
    for (const std::string& term : question) text += term + ' ';
    std::cerr << "filter " << filter << ", top " << k << ", " << text << ": " << why << '\n';
  }
  std::printf("{\"questions\": %zu, \"wrong\": %zu, \"identical_order\": %zu}\n", count, wrong,
              identical);
  if (wrong > 0) return Error{ErrorCode::kInternal, "answers differ from exhaustive scoring"};
  return {};
}

}  // namespace wenyuan::bench
