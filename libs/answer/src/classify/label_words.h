#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "term_space.h"
#include "wenyuan/access/access.h"
#include "wenyuan/answer/classifier.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/store/types.h"

namespace wenyuan::answer {

// How well labels fit a text by the words that go with them.
struct LabelFit {
  double fit = 0;                // 0-1: how alike they are
  std::size_t tagged_alike = 0;  // documents with this tag among the most alike
};

// The words that go with each label: those of its name, description and examples, and of passages
// that a search for them finds, weighed by how much more they go with this label than with the
// others (docs/decisions/0312). Learns only from what the asker may read, and never from the
// document that is to be classified. One thread.
class LabelWords {
 public:
  // `by_words`: what goes with a label is found by words alone.
  LabelWords(const text::Analyzer& analyzer, const search::Searcher& searcher,
             const access::Asker& asker, bool by_words)
      : space_(analyzer), searcher_(searcher), asker_(asker), by_words_(by_words) {}

  // Errors as Searcher::Search.
  Result<void> Learn(std::span<const Label> labels, std::string_view text,
                     store::DocumentNumber document);
  // What a label is near in meaning counts beside the words: so much for each label.
  void Add(std::span<const double> fits);
  [[nodiscard]] const std::vector<LabelFit>& fits() const { return fits_; }
  // How much a sentence speaks for a label; 0 or less: not at all.
  [[nodiscard]] double SpeaksFor(std::string_view sentence, std::size_t label);
  [[nodiscard]] bool used_meaning() const { return used_meaning_; }

 private:
  struct Found {
    TermVector counts;
    std::size_t label = 0;
    double weight = 1;
    bool tagged = false;
  };
  Result<void> FindPassages(std::span<const Label> labels, store::DocumentNumber document);
  Result<void> FindTagged(std::span<const Label> labels, store::DocumentNumber document);
  Result<search::SearchResult> Search(search::SearchRequest request,
                                      store::DocumentNumber document) const;
  void MakeProfiles(std::span<const Label> labels);
  void CountVotes(std::size_t labels);

  TermSpace space_;
  const search::Searcher& searcher_;
  const access::Asker& asker_;
  const bool by_words_;
  TermVector text_counts_;
  TermVector text_;
  std::vector<Found> found_;
  std::vector<TermVector> profiles_;
  std::vector<LabelFit> fits_;
  bool used_meaning_ = false;
};

}  // namespace wenyuan::answer
