// wenyuan_retrieval build CORPUS INDEX [rights]   prints one line of JSON
// wenyuan_retrieval serve CORPUS INDEX [rights]   reads "ask FILE FILTER K" lines
// wenyuan_retrieval check CORPUS INDEX QUESTIONS  compares with exhaustive scoring
// wenyuan_retrieval model CORPUS                  exhaustive scoring with the peers' lengths
// With "rights" a tenth of the documents is restricted, and the asker may read all of it.
// The index is sealed and on disk as in the product. See bench/retrieval/README.md.
#include <time.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "corpus.h"
#include "exhaustive.h"
#include "filters.h"
#include "wenyuan/base/files.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::bench {
namespace {

constexpr index::ScoringOptions kOptions{1.2F, 0.75F, {1, 1, 1}};
constexpr std::array<const char*, 5> kKinds = {"zs", "es", "zl", "zp", "el"};
constexpr std::size_t kCacheMib =
    256;  // as the product's own setting; WENYUAN_CACHE_MIB changes it
constexpr std::size_t kBuilderBytes = 600'000'000;  // as Tantivy's writer

double Seconds(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double PeakMib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  }
  return 0;
}

struct Opened {
  std::unique_ptr<crypto::KeyProvider> keys;
  std::unique_ptr<index::LibraryIndex> index;
};

std::shared_ptr<crypto::BlockCache> MakeCache() {
  const char* const given = std::getenv("WENYUAN_CACHE_MIB");
  const std::size_t mib = given == nullptr ? kCacheMib : std::strtoul(given, nullptr, 10);
  return std::make_shared<crypto::BlockCache>(mib << 20U);
}

Result<std::unique_ptr<crypto::KeyProvider>> OpenKeys(const std::filesystem::path& folder) {
  WY_CHECK(PosixFileSystem().CreateDirectories(folder));
  return crypto::OpenKeyFile(PosixFileSystem(), folder / "key");
}

Result<Opened> OpenIndex(const std::filesystem::path& folder) {
  Opened opened;
  WY_TRY(opened.keys, OpenKeys(folder));
  WY_TRY(opened.index,
         index::OpenLibraryIndex(PosixFileSystem(), *opened.keys, folder / "index", MakeCache()));
  return opened;
}

index::IndexedRevision Revision(std::uint32_t document,
                                std::span<const std::vector<std::string_view>> chunks,
                                bool restricted) {
  index::IndexedRevision revision{document, 1, restricted, {}};
  for (const auto& terms : chunks) {
    index::ChunkTokens& chunk = revision.chunks.emplace_back();
    chunk.number = static_cast<std::uint32_t>(revision.chunks.size() - 1);
    auto& body = chunk.fields[static_cast<std::size_t>(index::Field::kBody)];
    body.reserve(terms.size());
    for (const std::string_view term : terms) {
      body.push_back({std::string(term), static_cast<std::uint32_t>(body.size()), 1, 0, 0});
    }
  }
  return revision;
}

Result<void> Fill(const Corpus& corpus, const std::filesystem::path& folder,
                  const index::DocumentSet* restricted) {
  WY_TRY(const auto keys, OpenKeys(folder));
  WY_TRY(const auto builder, index::MakeBulkBuilder(PosixFileSystem(), *keys, folder / "index",
                                                    MakeCache(), kBuilderBytes));
  WY_CHECK(corpus.Visit([&](std::uint32_t document, auto chunks) {
    return builder->Add(
        Revision(document, chunks, restricted != nullptr && restricted->contains(document)));
  }));
  return builder->Finish();
}

Result<void> Build(const Corpus& corpus, const std::filesystem::path& folder,
                   const index::DocumentSet* restricted) {
  WY_CHECK(Fill(corpus, folder, restricted));
  const double cpu = Seconds(CLOCK_PROCESS_CPUTIME_ID);
  std::uintmax_t bytes = 0;
  std::uintmax_t positions = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder / "index")) {
    if (!file.is_regular_file()) continue;
    (file.path().extension() == ".pos" ? positions : bytes) += file.file_size();
  }
  WY_TRY(const Opened opened, OpenIndex(folder));
  const auto size = opened.index->size();
  std::printf(
      "{\"engine\": \"wenyuan\", \"chunks\": %llu, \"segments\": %u, \"bytes\": %llu, "
      "\"position_bytes\": %llu, \"cpu_seconds\": %.2f, \"peak_rss_mib\": %.0f}\n",
      static_cast<unsigned long long>(size.chunks), size.segments,
      static_cast<unsigned long long>(bytes), static_cast<unsigned long long>(positions), cpu,
      PeakMib());
  return {};
}

text::AnalyzedQuery QueryOf(const std::vector<std::string_view>& terms) {
  text::AnalyzedQuery query;
  for (const std::string_view term : terms) query.terms.push_back({std::string(term), 1});
  return query;
}

// "ask FILE FILTER K": how many questions, then a line of each: nanoseconds, tab, hits.
struct Ask {
  std::vector<std::string> questions;
  const index::DocumentSet* only = nullptr;
  std::size_t k = 0;
};

Result<Ask> Read(const Corpus& corpus, const std::string& line) {
  const auto words = SplitAtBlanks(line);
  if (words.size() != 4) {
    return Error{ErrorCode::kInvalidArgument, "expected: ask FILE FILTER K"};
  }
  Ask ask{{}, corpus.Filter(std::string(words[2])), std::stoul(std::string(words[3]))};
  std::ifstream file{std::string(words[1])};
  for (std::string question; std::getline(file, question);) ask.questions.push_back(question);
  std::cout << ask.questions.size() << '\n';
  return ask;
}

Result<void> Serve(const Corpus& corpus, const std::filesystem::path& folder,
                   const index::DocumentSet* restricted) {
  WY_TRY(const Opened opened, OpenIndex(folder));
  for (std::string line; std::getline(std::cin, line);) {
    WY_TRY(const Ask ask, Read(corpus, line));
    const std::vector<index::Shard> shards = {
        {opened.index.get(), {restricted, ask.only, nullptr}}};
    for (const std::string& question : ask.questions) {
      const double began = Seconds(CLOCK_THREAD_CPUTIME_ID);
      const text::AnalyzedQuery query = QueryOf(SplitAtBlanks(question));
      WY_TRY(const index::Hits hits, Search(shards, query, ask.k, kOptions, false));
      const double took = Seconds(CLOCK_THREAD_CPUTIME_ID) - began;
      std::cout << static_cast<std::uint64_t>(took * 1e9) << '\t';
      for (const index::Hit& hit : hits.hits) {
        std::cout << corpus.FirstChunk(hit.document) + hit.chunk << ':' << hit.score << ' ';
      }
      std::cout << '\n';
    }
    std::cout.flush();
  }
  return {};
}

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

Result<void> Model(const Corpus& corpus) {
  WY_TRY(const auto pool, AllQuestions(corpus));
  ExhaustiveScorer scorer(pool, ExhaustiveScorer::Lengths::kOneByte);
  WY_CHECK(AddAll(corpus, scorer));
  for (std::string line; std::getline(std::cin, line);) {
    WY_TRY(const Ask ask, Read(corpus, line));
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

Result<void> Run(const std::vector<std::string>& arguments) {
  const std::string what = arguments.empty() ? "" : arguments[0];
  const std::string last = arguments.size() < 4 ? "" : arguments[3];
  const bool indexing = what == "build" || what == "serve";
  const bool right = what == "model" ? arguments.size() == 2
                     : what == "check"
                         ? arguments.size() == 4
                         : indexing && arguments.size() >= 3 && (last.empty() || last == "rights");
  if (!right) {
    return Error{ErrorCode::kInvalidArgument, "see the head of wenyuan_retrieval.cpp for usage"};
  }
  std::ios::sync_with_stdio(false);
  WY_TRY(const Corpus corpus, Corpus::Open(arguments[1]));
  if (what == "model") return Model(corpus);
  if (what == "check") return Check(corpus, arguments[2], std::stoul(last));
  const index::DocumentSet* const restricted =
      last.empty() ? nullptr : corpus.Filter(std::string(kRestricted));
  return what == "build" ? Build(corpus, arguments[2], restricted)
                         : Serve(corpus, arguments[2], restricted);
}

}  // namespace
}  // namespace wenyuan::bench

int main(int count, char** arguments) {
  const std::vector<std::string> given(arguments + 1, arguments + count);
  const auto done = wenyuan::bench::Run(given);
  if (!done) std::cerr << done.error().message << '\n';
  return done ? 0 : 1;
}
