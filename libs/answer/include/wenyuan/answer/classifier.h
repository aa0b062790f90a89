#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wenyuan/access/access.h"
#include "wenyuan/answer/answer.h"
#include "wenyuan/answer/document_part.h"
#include "wenyuan/answer/summarizer.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/store/store.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

inline constexpr std::size_t kMostLabels = 200;
inline constexpr std::size_t kMostLabelExamples = 20;  // of one label

struct Label {
  std::string name;                        // 1-100 characters
  std::string description = {};            // what belongs there; at most 2,000 bytes
  std::vector<std::string> examples = {};  // texts that belong there; each as long
};

struct ClassificationRequest {
  DocumentPart part;
  std::vector<Label> labels;
  std::size_t most = 1;     // how many may fit a document, 1-10
  bool extractive = false;  // without a model also where one is set up
};

struct LabelScore {
  std::size_t label = 0;           // of the request
  double confidence = 0;           // 0-1; all together with Classification::none are 1
  std::vector<Sentence> evidence;  // of those that fit: the sentences that speak most for it
  std::size_t tagged_alike = 0;    // documents with this tag that are among the most alike
};

struct Classification {
  std::vector<LabelScore> scores;  // of all labels, best first
  std::size_t fitting = 0;         // the first so many fit; 0: none of these
  double none = 0;                 // how likely none of them fits, 0-1
  std::string model;               // "words", "words and meaning" or the model's name
  std::optional<Error> without_model = std::nullopt;
  SummarySource source;
};

// Says which of given labels fit a document that its asker may read. Looks for what the labels mean
// among the documents that the asker may read, and in no other. Any thread.
class Classifier {
 public:
  virtual ~Classifier() = default;
  // Errors as Summarizer::Summarize; kInvalidArgument for no label, an empty or over-long one, or
  // one twice (but for case and width); kTooLarge for too many.
  [[nodiscard]] virtual Result<Classification> Classify(const ClassificationRequest& request,
                                                        const access::Asker& asker) const = 0;
};

struct ClassifierParts {
  const text::Analyzer& analyzer;
  store::Store& store;
  const access::Access& access;
  const search::Searcher& searcher;
  CurrentModel model = {};
  // Whether a label is near in meaning; nullptr, or while it is away: words alone decide.
  const llm::Embedder* embedder = nullptr;
  std::chrono::milliseconds model_time{120'000};
};

// docs/decisions/0312, 0341 and 0421. All that is given must outlive it.
std::unique_ptr<Classifier> MakeClassifier(ClassifierParts parts);

}  // namespace wenyuan::answer
