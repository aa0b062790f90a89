#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "reading.h"
#include "term_weights.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"
#include "wenyuan/text/script.h"
#include "wenyuan/text/sentences.h"

namespace wenyuan::answer {

// A passage as proofs see it: its sentences, but for those that tell a model what to do, and what
// stands above it. Constant after construction.
class PassageReading {
 public:
  // Sentences that together say what a statement does, and how much of its words they hold with
  // what stands above, by weight.
  struct Evidence {
    std::vector<std::size_t> sentences;  // in order
    double coverage = 0;                 // 0-1
  };
  // Something that a statement names and the passage does not.
  struct Gap {
    enum class Kind : std::uint8_t { kNumber, kDate, kCode, kName };
    Kind kind = Kind::kNumber;
    std::string text;  // as it is written
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    int fact = -1;  // its place in the statement's; a name has none
  };

  // Orders to a model count as sentences when the question is about such.
  PassageReading(const text::Analyzer& analyzer, const search::Hit& hit, std::string_view question);

  [[nodiscard]] text::Script script() const { return script_; }
  void CountTerms(TermWeights& weights) const;
  [[nodiscard]] Evidence Gather(const TextReading& said, const TermWeights& weights) const;
  // The least share of a clause's words, of the clauses that say anything.
  [[nodiscard]] double LeastClause(const TextReading& said, const Evidence& evidence,
                                   const TermWeights& weights) const;
  [[nodiscard]] std::string Text(const Evidence& evidence) const;
  [[nodiscard]] std::vector<text::Range> Quotes(const Evidence& evidence) const;
  // The first number, date, code or name of the statement that the evidence does not hold. Names
  // may stand in a sentence before it, in the first of the passage, or above it.
  [[nodiscard]] std::optional<Gap> FirstGap(const TextReading& said,
                                            const Evidence& evidence) const;
  // … for a statement in another language: only what is written alike in both.
  [[nodiscard]] std::optional<Gap> FirstGapAcross(const TextReading& said,
                                                  const Evidence& evidence) const;
  // Whether the sentences themselves have the name, not only what stands around them.
  [[nodiscard]] bool NamesThere(const TextReading& said, const Name& name,
                                const Evidence& evidence) const;
  [[nodiscard]] static Gap GapOf(const TextReading& said, std::size_t fact);
  [[nodiscard]] static Gap GapOfName(const TextReading& said, const Name& name);
  // Whether it stands anywhere in the passage.
  [[nodiscard]] bool Has(const TextReading& said, const Gap& gap) const;
  // Whether it is only an order to a model that says this.
  [[nodiscard]] bool OrdersSay(const TextReading& said, const TermWeights& weights,
                               double least) const;

  [[nodiscard]] const std::vector<std::string>& sentences() const { return texts_; }
  [[nodiscard]] const std::vector<TextReading>& readings() const { return sentences_; }
  [[nodiscard]] const TextReading& topic() const { return topic_; }
  [[nodiscard]] std::string_view spelt_topic() const { return spelt_topic_; }
  // The years of its dates, and above it.
  [[nodiscard]] std::set<int> Years() const;
  // The only year that other passages of its document name; counts while it names none.
  void KnowYear(int year) { year_ = year; }
  [[nodiscard]] const TextReading& sentence(std::size_t at) const { return sentences_[at]; }
  // The share of a statement's words that one sentence holds, by weight.
  [[nodiscard]] double Share(const TextReading& said, std::size_t sentence,
                             const TermWeights& weights) const;
  [[nodiscard]] Evidence Only(std::size_t sentence) const { return {{sentence}, 1}; }
  [[nodiscard]] Evidence Around(std::size_t sentence) const;

 private:
  [[nodiscard]] bool Holds(const Fact& fact, const Evidence& evidence) const;
  [[nodiscard]] bool HoldsInPart(const Fact& date, const Evidence& evidence) const;
  // The spelling of what is about the evidence, or of all of the passage.
  [[nodiscard]] std::string Near(const Evidence& evidence) const;
  [[nodiscard]] std::string All() const;

  text::Script script_ = text::Script::kOther;
  std::vector<text::Range> ranges_;
  std::vector<TextReading> sentences_;
  std::vector<std::string> texts_;
  std::vector<TextReading> orders_;
  TextReading topic_;               // title and headings
  std::vector<std::string> spelt_;  // of the sentences, for names
  std::string spelt_topic_;
  int year_ = 0;                // of the document, where the passage names none
  std::vector<double> scales_;  // "in millions", 单位：万元: what bare numbers of tables count
};

}  // namespace wenyuan::answer
