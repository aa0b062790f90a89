#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "../summary/source_text.h"
#include "wenyuan/answer/classifier.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/text/sentences.h"

namespace wenyuan::answer {

// How near a document is in meaning to saying that it is about each of some labels: its title and
// sentences from all over it (docs/decisions/0421). One thread.
class LabelMeaning {
 public:
  // Reads the passages `sample` of the document. Nothing is known while the embedder is away.
  LabelMeaning(const llm::Embedder* embedder, std::span<const Label> labels,
               const SourceText& source, const std::string& title,
               std::span<const std::size_t> sample, Deadline deadline);

  [[nodiscard]] bool known() const { return !near_.empty(); }
  // For each label, what counts beside the fit of its words; 0 for the label that is least near.
  [[nodiscard]] std::vector<double> Fits() const;
  // The sentence that is nearest to a label; none where the document has none.
  [[nodiscard]] std::vector<Sentence> Evidence(std::size_t label) const;

 private:
  struct Place {
    std::size_t chunk = 0;
    text::Range range;
  };

  const SourceText& source_;
  std::vector<Place> places_;              // of the sentences
  std::vector<std::vector<double>> near_;  // by text, the title first, then by label
};

}  // namespace wenyuan::answer
