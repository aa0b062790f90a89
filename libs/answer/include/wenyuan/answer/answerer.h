#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "wenyuan/access/access.h"
#include "wenyuan/base/page_box.h"
#include "wenyuan/base/result.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// The place in a revision that proves a sentence. `quote` stands there word for word.
struct Citation {
  std::string document_id;
  std::string title;
  std::string library;         // its name
  std::uint32_t revision = 0;  // ordinal
  std::uint32_t chunk = 0;
  std::uint32_t page = 0;
  std::uint32_t block_begin = 0;
  std::uint32_t block_end = 0;
  std::vector<PageBox> boxes;
  std::string quote;
};

struct Sentence {
  std::string text;
  std::vector<Citation> citations;  // at least one
};

struct Question {
  std::string text;
  search::SearchRequest scope;  // its query is ignored; its filters count
};

struct Answer {
  std::string text;  // the sentences, joined; of a refusal what to say instead
  bool refused = false;
  double answerability = 0;           // 0-1: how likely the passages hold the answer (calibrated)
  std::string model;                  // "extractive" or the model's name
  std::vector<Sentence> sentences;    // empty when refused
  std::vector<search::Hit> passages;  // what it was made from, best first
};

// Told of each sentence as it becomes certain. Returning false stops the work.
using OnSentence = std::function<bool(const Sentence&)>;

// Answers a question from passages its asker may read, or refuses. Any thread.
class Answerer {
 public:
  virtual ~Answerer() = default;
  // Errors as Searcher::Search; kCancelled when `on_sentence` said stop.
  [[nodiscard]] virtual Result<Answer> Ask(const Question& question, const access::Asker& asker,
                                           const OnSentence& on_sentence) const = 0;
};

// Verbatim sentences and table cells, no language model: at most three sentences.
std::unique_ptr<Answerer> MakeExtractiveAnswerer(const text::Analyzer& analyzer,
                                                 const search::Searcher& searcher);

}  // namespace wenyuan::answer
