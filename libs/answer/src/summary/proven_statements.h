#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "../generated/proof.h"
#include "../generated/statement_reader.h"
#include "wenyuan/answer/answer.h"
#include "wenyuan/llm/chat_model.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Keeps of what a model writes the sentences that passages prove. One thread.
class ProvenStatements {
 public:
  // Number n of the model means the hits at `named[n - 1]`. `most_characters`: StatementReader's.
  ProvenStatements(const text::Analyzer& analyzer, std::span<const search::Hit> hits,
                   std::vector<std::vector<std::size_t>> named, std::size_t most,
                   std::size_t most_characters)
      : prover_(analyzer, hits), named_(std::move(named)), most_(most), reader_(most_characters) {}

  // False when the model need not go on: there are enough, or it only repeats or invents.
  bool Take(const llm::ChatDelta& delta) { return TakeContent(delta.content, false); }
  void Finish() { TakeContent({}, true); }

  [[nodiscard]] bool had_enough() const { return had_enough_; }
  [[nodiscard]] std::vector<Sentence>& proven() { return proven_; }
  [[nodiscard]] std::vector<Unproven>& unproven() { return unproven_; }
  [[nodiscard]] std::size_t repeated() const { return repeated_; }

 private:
  bool TakeContent(std::string_view content, bool last);
  void TakeStatement(const Statement& statement);

  const Prover prover_;
  const std::vector<std::vector<std::size_t>> named_;
  const std::size_t most_;
  StatementReader reader_;
  std::vector<Sentence> proven_;
  std::vector<Unproven> unproven_;
  std::size_t repeated_ = 0;
  int useless_in_a_row_ = 0;
  bool had_enough_ = false;
};

}  // namespace wenyuan::answer
