#include <benchmark/benchmark.h>

#include <filesystem>
#include <string>

#include "wenyuan/base/files.h"
#include "wenyuan/text/analyzer.h"
#include "wenyuan/text/normalise.h"
#include "wenyuan/text/sentences.h"

namespace wenyuan::text {
namespace {

const std::filesystem::path kJieba = "third_party/npm/node_modules/nodejieba/submodules/cppjieba";

// A Chinese novel that cppjieba tests itself with, 700 kB.
const std::string& Chinese() {
  static const std::string text =
      *ReadAll(PosixFileSystem(), kJieba / "test/testdata/weicheng.utf8", 1 << 26);
  return text;
}

const std::string& English() {
  static const std::string text = [] {
    std::string page = *ReadAll(PosixFileSystem(), kJieba / "CHANGELOG.md", 1 << 26) +
                       *ReadAll(PosixFileSystem(), kJieba / "LICENSE", 1 << 26);
    std::string pages;
    while (pages.size() < 500'000) pages += page;
    return pages;
  }();
  return text;
}

const Analyzer& Shared() {
  static const std::unique_ptr<Analyzer> analyzer = *MakeAnalyzer({kJieba / "dict", {}});
  return *analyzer;
}

void Processed(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void BM_MakeAnalyzer(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(MakeAnalyzer({kJieba / "dict", {}}));
}
BENCHMARK(BM_MakeAnalyzer)->Unit(benchmark::kMillisecond);

void BM_Tokens(benchmark::State& state, const std::string& (*text)()) {
  for (auto _ : state) benchmark::DoNotOptimize(Shared().Tokens(text()));
  Processed(state, text());
}
BENCHMARK_CAPTURE(BM_Tokens, chinese, Chinese);
BENCHMARK_CAPTURE(BM_Tokens, english, English);

void BM_Query(benchmark::State& state, const char* question) {
  for (auto _ : state) benchmark::DoNotOptimize(Shared().Query(question));
}
BENCHMARK_CAPTURE(BM_Query, chinese, "请问标准GB/T 22239-2019对三级系统的身份鉴别有哪些要求？");
BENCHMARK_CAPTURE(BM_Query, english, "what are the requirements of the PPR-9087 for cold water?");

void BM_Normalise(benchmark::State& state, const std::string& (*text)()) {
  for (auto _ : state) benchmark::DoNotOptimize(Normalise(text(), {}));
  Processed(state, text());
}
BENCHMARK_CAPTURE(BM_Normalise, chinese, Chinese);
BENCHMARK_CAPTURE(BM_Normalise, english, English);

void BM_SplitSentences(benchmark::State& state, const std::string& (*text)()) {
  for (auto _ : state) benchmark::DoNotOptimize(SplitSentences(text()));
  Processed(state, text());
}
BENCHMARK_CAPTURE(BM_SplitSentences, chinese, Chinese);
BENCHMARK_CAPTURE(BM_SplitSentences, english, English);

}  // namespace
}  // namespace wenyuan::text
