#include "compression.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "attention_scores.h"
#include "cases.h"
#include "context_scores.h"
#include "wenyuan/eval/answers.h"
#include "wenyuan/search/compress.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kDocuments = 5;
constexpr std::array<std::size_t, 7> kKept = {150, 200, 250, 300, 333, 400, 600};

}  // namespace

Result<void> MeasureCompression(const text::Analyzer& analyzer, const std::filesystem::path& data,
                                const std::string& set, const CompressionRun& run) {
  WY_TRY(const auto collection, Collection::Open(analyzer, data, set, true));
  for (const Part part : {Part::kTraining, Part::kReported}) {
    double questions = 0;
    std::size_t place = 0;
    std::array<double, kKept.size()> kept{};
    std::array<double, kKept.size()> tokens{};
    double before = 0;
    for (const eval::JudgedQuery& query : collection->queries()) {
      if (!collection->HasGold(query) || query.answers.empty()) continue;
      if ((PartOf(*collection, query) == Part::kReported) != (part == Part::kReported)) continue;
      if (place++ % run.every != 0) continue;
      ++questions;
      WY_TRY(std::vector<search::Hit> hits, collection->Find(query, false));
      hits.resize(std::min(hits.size(), kDocuments));
      std::vector<search::SpanScore> scores;
      if (run.attention == nullptr) {
        scores = ScoresForContext(analyzer, query.text, hits);
      } else {
        WY_TRY(scores,
               ScoresByAttention(analyzer, query.text, hits, *run.attention, Deadline::Never()));
      }
      for (std::size_t i = 0; i < kKept.size(); ++i) {
        search::CompressOptions options;
        options.budget_tokens = kKept[i];
        options.count = text::CountCharacters;
        options.count_headings = false;
        options.scores = scores;
        const auto compressed =
            search::Compress(analyzer, analyzer.Query(query.text), hits, options);
        std::string text;
        for (const auto& passage : compressed.passages) {
          text += search::TextOf(passage, hits) + "\n";
        }
        if (std::any_of(
                query.answers.begin(), query.answers.end(),
                [&text](const std::string& answer) { return eval::Contains(text, answer); })) {
          ++kept[i];
        }
        tokens[i] += static_cast<double>(compressed.tokens);
        if (i == 0) before += static_cast<double>(compressed.tokens_before);
      }
    }
    if (questions == 0) continue;
    std::printf("%-18s %s %.0f questions, %.0f characters of five documents; kept in", set.c_str(),
                part == Part::kReported ? "reported" : "training", questions, before / questions);
    for (std::size_t i = 0; i < kKept.size(); ++i) {
      std::printf("  %zu %.4f (%.1fx)", kKept[i], kept[i] / questions, before / tokens[i]);
    }
    std::printf("\n");
    std::fflush(stdout);
  }
  return {};
}

}  // namespace wenyuan::answer
