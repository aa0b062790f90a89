#include <benchmark/benchmark.h>

#include <cmath>
#include <memory>
#include <random>

#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/index/testing/fake_keys.h"

namespace wenyuan::index {
namespace {

constexpr std::uint32_t kTerms = 200'000;
constexpr std::uint32_t kTokensOfAPassage = 180;

// Term numbers as frequent as words are: the n-th comes about 1/n as often as the first.
std::string ZipfTerm(std::mt19937& random) {
  const double share = static_cast<double>(random()) / 4294967296.0;
  return "t" + std::to_string(static_cast<std::uint32_t>(std::pow(kTerms, share)));
}

IndexedRevision Document(std::mt19937& random, std::uint32_t document, std::uint32_t chunks) {
  IndexedRevision made{document, document, false, {}};
  for (std::uint32_t number = 0; number < chunks; ++number) {
    ChunkTokens chunk;
    chunk.number = number;
    for (std::uint32_t place = 0; place < kTokensOfAPassage; ++place) {
      chunk.fields[2].push_back({ZipfTerm(random), place, 1, 0, 0});
    }
    made.chunks.push_back(std::move(chunk));
  }
  return made;
}

// 100,000 passages in the segments that an import in batches leaves.
class Library {
 public:
  Library() {
    std::mt19937 random(1);
    index_ = *OpenLibraryIndex(files_, keys_, "/i",
                               std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
    for (std::uint32_t batch = 0; batch < 200; ++batch) {
      std::vector<IndexedRevision> documents;
      for (std::uint32_t i = 0; i < 50; ++i) {
        documents.push_back(Document(random, batch * 50 + i, 10));
      }
      if (!index_->Add(documents) || !index_->Merge()) std::abort();
    }
  }
  [[nodiscard]] const LibraryIndex& index() const { return *index_; }

 private:
  wenyuan::testing::FaultyFileSystem files_;
  testing::FakeKeys keys_;
  std::unique_ptr<LibraryIndex> index_;
};

const Library& TheLibrary() {
  static const Library library;
  return library;
}

void SearchTerms(benchmark::State& state) {
  const std::vector<Shard> shards = {{&TheLibrary().index(), {}}};
  std::mt19937 random(2);
  for (auto _ : state) {
    state.PauseTiming();
    text::AnalyzedQuery query;
    for (std::int64_t term = 0; term < state.range(0); ++term) {
      query.terms.push_back({ZipfTerm(random), 1});
    }
    state.ResumeTiming();
    benchmark::DoNotOptimize(Search(shards, query, 10, {}));
  }
}
BENCHMARK(SearchTerms)->Arg(3)->Arg(8)->Arg(16)->Arg(32)->Unit(benchmark::kMicrosecond);

void AddABatch(benchmark::State& state) {
  std::mt19937 random(3);
  std::vector<IndexedRevision> documents;
  for (std::uint32_t document = 0; document < 50; ++document) {
    documents.push_back(Document(random, document, 10));
  }
  wenyuan::testing::FaultyFileSystem files;
  const testing::FakeKeys keys;
  const auto index = *OpenLibraryIndex(
      files, keys, "/i", std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
  for (auto _ : state) {
    if (!index->Add(documents)) state.SkipWithError("adding failed");
  }
  state.SetItemsProcessed(state.iterations() * 500);
}
BENCHMARK(AddABatch)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace wenyuan::index
