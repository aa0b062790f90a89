#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "passage_reading.h"
#include "reading.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// What a question asks about, as proofs see it: its words, whom it names, and whether a thing is
// wanted. Constant after construction.
class Asked {
 public:
  // `analyzer` serves the construction alone. An empty question asks about nothing in particular.
  Asked(const text::Analyzer& analyzer, std::string_view question);

  [[nodiscard]] const std::unordered_set<std::string>& units() const { return units_; }
  // Whether a statement is part of the question, and no more: "年假。" All of it again may be a
  // "yes", or what was chosen; to a question for a thing, or for how it is done, it is nothing.
  [[nodiscard]] bool IsRepeatedBy(const text::Analyzer& analyzer, const TextReading& said) const;
  // Whether passages of one document speak of somebody that the question names; true when it names
  // nobody. A question about somebody is not answered by what is said of others. Of one of its
  // names half has to be there: "Court" alone is another court.
  [[nodiscard]] bool IsSpokenOfIn(std::span<const PassageReading* const> document) const;
  // Where somebody was asked about, somebody else has to stand in the sentences themselves: a title
  // or what was said before does for whom the question names. The first who does not; or null.
  [[nodiscard]] const Name* FindAnother(const TextReading& said, const PassageReading& passage,
                                        const PassageReading::Evidence& evidence) const;
  // Whether a statement begins with a name and nowhere has one that the question asks about. What
  // parts of passages say, or what only means the same, may be said of somebody else.
  [[nodiscard]] bool IsOfAnother(const TextReading& said) const;

 private:
  void FindNames();
  void FindSubjects(const TextReading& asked);

  TextReading question_;
  std::unordered_set<std::string> units_;
  bool asks_how_ = false;
  bool asks_for_a_thing_ = false;
  std::vector<std::vector<Name>> names_;  // those that are one together
  std::vector<std::string> subjects_;     // spelt: whom it asks about
};

}  // namespace wenyuan::answer
