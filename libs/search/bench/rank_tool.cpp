// Measures what happens to hits behind retrieval on public test collections.
// `wenyuan_search_rank` without arguments says how.

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include "pool.h"
#include "wenyuan/eval/answers.h"
#include "wenyuan/search/compress.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

constexpr std::string_view kUsage =
    "usage: wenyuan_search_rank compress DICTIONARY DATA SET…\n"
    "\n"
    "compress: how many questions keep their answer when the 5 best whole documents are shortened\n"
    "to so many characters. SET is a folder of DATA (cmrc2018) or a part of one (xquad.zh).\n";

bool HasAnswer(const eval::JudgedQuery& query, std::string_view text) {
  return std::any_of(query.answers.begin(), query.answers.end(),
                     [text](const std::string& answer) { return eval::Contains(text, answer); });
}

Result<void> MeasureCompression(const text::Analyzer& analyzer, const Pool& pool) {
  constexpr std::array<std::size_t, 6> kKeep = {150, 250, 400, 600, 900, 1'000'000};
  for (const bool development : {true, false}) {
    std::size_t questions = 0;
    std::array<std::size_t, kKeep.size()> kept{};
    std::array<double, kKeep.size()> ratios{};
    std::size_t before = 0;
    for (const eval::JudgedQuery& query : pool.queries()) {
      if (query.answers.empty() || query.relevant.empty()) continue;
      if (Pool::ForDevelopment(query.relevant.begin()->first) != development) continue;
      ++questions;
      const text::AnalyzedQuery analyzed = analyzer.Query(query.text);
      WY_TRY(const std::vector<Hit> hits, pool.Find(analyzed, 5));
      for (std::size_t i = 0; i < kKeep.size(); ++i) {
        CompressOptions options;
        options.budget_tokens = kKeep[i];
        options.count = text::CountCharacters;
        options.count_headings = false;
        const Compressed compressed = Compress(analyzer, analyzed, hits, options);
        std::string text;
        for (const CompressedPassage& passage : compressed.passages) {
          text += TextOf(passage, hits) + "\n";
        }
        if (HasAnswer(query, text)) ++kept[i];
        ratios[i] += compressed.ratio;
        if (i == 0) before += compressed.tokens_before;
      }
    }
    const auto all = static_cast<double>(std::max<std::size_t>(questions, 1));
    std::printf("%-12s %s %5zu questions, %.0f characters:", pool.name().c_str(),
                development ? "dev " : "held", questions, static_cast<double>(before) / all);
    for (std::size_t i = 0; i < kKeep.size(); ++i) {
      std::printf("  %zu %.4f (%.1fx)", kKeep[i], static_cast<double>(kept[i]) / all,
                  ratios[i] / all);
    }
    std::printf("\n");
    std::fflush(stdout);
  }
  return {};
}

Result<void> Run(std::span<char*> arguments) {
  WY_TRY(const auto analyzer, text::MakeAnalyzer({arguments[2], {}}));
  for (std::size_t i = 4; i < arguments.size(); ++i) {
    WY_TRY(const auto pool, Pool::Open(*analyzer, arguments[3], arguments[i], true));
    WY_CHECK(MeasureCompression(*analyzer, *pool));
  }
  return {};
}

}  // namespace
}  // namespace wenyuan::search

int main(int count, char** values) {
  const std::span arguments(values, static_cast<std::size_t>(count));
  if (count < 5 || arguments[1] != std::string_view("compress")) {
    std::cerr << wenyuan::search::kUsage;
    return 2;
  }
  const auto done = wenyuan::search::Run(arguments);
  if (!done) {
    std::cerr << done.error().message << "\n";
    return 1;
  }
  return 0;
}
