#include "our_engine.h"

#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <span>

#include "wenyuan/base/files.h"

namespace wenyuan::bench {
namespace {

constexpr std::size_t kCacheMib = 512;  // the product's default; WENYUAN_CACHE_MIB changes it
constexpr std::size_t kBuilderBytes = 600'000'000;  // as Tantivy's writer

double PeakMib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  }
  return 0;
}

std::shared_ptr<crypto::BlockCache> MakeCache() {
  const char* const given = std::getenv("WENYUAN_CACHE_MIB");
  const std::size_t mib = given == nullptr ? kCacheMib : std::strtoul(given, nullptr, 10);
  return std::make_shared<crypto::BlockCache>(mib << 20U);
}

Result<std::unique_ptr<crypto::KeyProvider>> OpenKeys(const std::filesystem::path& folder) {
  WY_CHECK(PosixFileSystem().CreateDirectories(folder));
  return crypto::OpenKeyFile(PosixFileSystem(), folder / "key");
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

}  // namespace

double Seconds(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

Result<Opened> OpenIndex(const std::filesystem::path& folder) {
  Opened opened;
  WY_TRY(opened.keys, OpenKeys(folder));
  WY_TRY(opened.index,
         index::OpenLibraryIndex(PosixFileSystem(), *opened.keys, folder / "index", MakeCache()));
  return opened;
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

Result<Ask> ReadAsk(const Corpus& corpus, const std::string& line) {
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

}  // namespace wenyuan::bench
