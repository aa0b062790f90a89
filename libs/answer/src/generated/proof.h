#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/answer/answerer.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Where passages say what a statement says; or why none of them is known to.
struct Proof {
  std::vector<Citation> citations;  // empty: nothing proves it
  std::string why;                  // then: "the number 30 is in no passage that was read"
  std::string why_zh;
};

// Checks what a model says against the passages that it read. A passage proves a statement when a
// few of its sentences hold each number, date and code of it, in whatever form they are written,
// and most of its words by their weight; when the passage holds its names; and when, where both
// say the same in the same words, neither denies it nor puts another number or name there. Lines
// of a passage that tell a model what to do prove nothing (instructions.h). Any thread.
class Prover {
 public:
  // What is given must outlive it. With an embedder, words that differ count as the same when
  // their sentences mean the same; while it is away, words alone decide. `question`: what was
  // asked; an instruction proves something only when that is what was asked for, and what a passage
  // says but nobody asked is not proven either. `reader`: QuestionFit's.
  Prover(const text::Analyzer& analyzer, std::span<const search::Hit> passages,
         const llm::Embedder* embedder = nullptr, std::string_view question = {},
         PairReader reader = {});
  ~Prover();
  Prover(const Prover&) = delete;
  Prover& operator=(const Prover&) = delete;

  // The passages that the statement names (their places) are looked at first; the others only when
  // none of those proves it, since models misnumber.
  [[nodiscard]] Proof Prove(std::string_view statement, std::span<const std::size_t> named) const;

 private:
  class Reading;
  std::unique_ptr<const Reading> reading_;
};

}  // namespace wenyuan::answer
