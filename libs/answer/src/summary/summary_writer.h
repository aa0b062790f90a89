#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "part_plan.h"
#include "proven_statements.h"
#include "source_text.h"
#include "summary_prompt.h"
#include "wenyuan/answer/summarizer.h"

namespace wenyuan::answer {

// A model that summarises: it reads the sources part by part, and then what it said of the parts.
// For one summary. One thread.
class SummaryWriter {
 public:
  struct Settings {
    const text::Analyzer& analyzer;
    const llm::ChatModel& model;
    llm::ChatModelInfo info;
    SummaryOptions options;
    std::string user;
  };
  // `languages`: of each source. `wanted`: which of them the model shall read.
  SummaryWriter(Settings settings, std::span<const SourceText> sources,
                std::vector<Language> languages, std::vector<bool> wanted,
                const OnSummaryProgress& on_progress);

  // Fills points of the wanted sources, unproven, left_out and sources[].read. A source of which
  // nothing is proven has no point. An error only when nothing at all came of it: kCancelled, or
  // why the model failed; what failed later is summary.without_model.
  Result<void> Write(std::size_t sentences, Summary& summary);

 private:
  struct Statement {
    SummaryPoint point;
    std::size_t chunk = 0;  // of its first citation: a place in the source
  };
  // What is put to the model at once.
  struct Reading {
    SummaryPrompt prompt;
    std::vector<search::Hit> hits;
    std::vector<std::vector<std::size_t>> named;
    std::size_t most = 0;
  };

  Result<void> ReadParts(std::size_t sentences, Summary& summary);
  // What the model says of it, as far as it is proven.
  Result<std::vector<Statement>> Ask(const Reading& reading, Summary& summary);
  [[nodiscard]] Reading ReadingOf(const ReadingPart& part, std::size_t statements) const;
  [[nodiscard]] Reading ReadingOf(const std::vector<Statement>& statements, Language language,
                                  std::size_t sentences) const;
  // The most central, in their order.
  std::vector<Statement> Choose(std::vector<Statement> statements, std::size_t most,
                                Summary& summary) const;
  // To the length, by the model, or by choice where that fails.
  Result<std::vector<Statement>> Merge(std::vector<Statement> statements, Language language,
                                       std::size_t sentences, Summary& summary);
  [[nodiscard]] Statement Place(Sentence sentence) const;
  [[nodiscard]] std::size_t PartTokens() const;
  [[nodiscard]] bool Tell() const { return on_progress_({done_, total_}); }

  const Settings settings_;
  const std::span<const SourceText> sources_;
  const std::vector<Language> languages_;
  const std::vector<bool> wanted_;
  const OnSummaryProgress& on_progress_;
  const std::chrono::steady_clock::time_point end_;
  std::string scope_;
  std::vector<Statement> statements_;
  std::size_t done_ = 0;
  std::size_t total_ = 1;
};

}  // namespace wenyuan::answer
