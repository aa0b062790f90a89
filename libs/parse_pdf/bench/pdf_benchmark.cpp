// Pages a second of sec-10q, from the bytes to a decoded document: what an import pays per file.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "wenyuan/parse/choose_parser.h"
#include "wenyuan/parse/wire.h"
#include "wenyuan/parse_pdf/pdf_parser.h"

namespace {

void ReadReports(benchmark::State& state) {
  const std::filesystem::path folder = "../shared/data/sec-10q/docs";
  if (!std::filesystem::exists(folder)) {
    state.SkipWithError("no measuring data");
    return;
  }
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    files.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  std::vector<std::unique_ptr<wenyuan::parse::Parser>> parsers;
  parsers.push_back(*wenyuan::parse_pdf::MakePdfParser());
  std::size_t pages = 0;
  for (auto _ : state) {
    for (const std::string& bytes : files) {
      const auto document = wenyuan::parse::ParseByContent(parsers, {bytes, "report.pdf", "", {}});
      const auto decoded = wenyuan::parse::Decode(wenyuan::parse::Encode(*document));
      pages += decoded->pages.size();
    }
  }
  state.counters["pages/s"] =
      benchmark::Counter(static_cast<double>(pages), benchmark::Counter::kIsRate);
}
BENCHMARK(ReadReports)->Unit(benchmark::kMillisecond)->MinTime(3);

}  // namespace
