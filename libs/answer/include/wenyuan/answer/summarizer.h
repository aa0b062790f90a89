#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wenyuan/access/access.h"
#include "wenyuan/answer/answer.h"
#include "wenyuan/answer/document_part.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm/chat_model.h"
#include "wenyuan/store/store.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

inline constexpr std::size_t kMostSummarised = 50;  // parts of one summary
inline constexpr std::size_t kMostSummarySentences = 50;
inline constexpr std::size_t kMostSummarisedPassages = 50'000;

enum class SummaryLength : std::uint8_t { kShort, kMedium, kLong };
constexpr std::size_t SentencesOf(SummaryLength length) {
  return length == SummaryLength::kShort ? 3 : length == SummaryLength::kMedium ? 7 : 15;
}

struct SummaryRequest {
  std::vector<DocumentPart> parts;
  // Of all parts together, at most; but at least one of each part that has any.
  std::size_t sentences = SentencesOf(SummaryLength::kMedium);
  // What a model shall write in; nothing: what most of the text is in. Quoted sentences stay as
  // they are.
  std::optional<Language> language = std::nullopt;
  bool extractive = false;  // quote sentences also when a model is set up
};

// A sentence of a summary and where it belongs.
struct SummaryPoint {
  std::size_t source = 0;  // of Summary::sources: that of its first citation
  std::string heading;     // the headings above it; empty: none
  Sentence sentence;
};

// What was summarised.
struct SummarySource {
  std::string document_id;
  std::string title;
  std::string library;         // its name
  std::uint32_t revision = 0;  // ordinal
  std::size_t passages = 0;    // of the part
  std::size_t read = 0;        // of these, by what made the summary
};

// What is not in the summary, and why. The unproven sentences of a model are in Summary::unproven.
struct SummaryLeftOut {
  std::size_t tables = 0;        // passages that are tables: only their captions count
  std::size_t unread = 0;        // passages that a model had no room or time for
  std::size_t repeated = 0;      // said already
  std::size_t less_central = 0;  // sentences, or proven statements of a model, beyond the length
};

struct Summary {
  Language language = Language::kEnglish;
  std::string model;                                  // "extractive" or the model's name
  std::optional<Error> without_model = std::nullopt;  // why a model that is set up did not write it
  std::vector<SummaryPoint> points;                   // in reading order
  std::vector<Unproven> unproven = {};                // of the model, and left out
  std::vector<SummarySource> sources;                 // in the order of the request
  SummaryLeftOut left_out = {};
};

// How far the work is; the last part is putting it together.
struct SummaryProgress {
  std::size_t done = 0;
  std::size_t total = 0;
};
// Called now and then, also while a part is worked on. False stops the work.
using OnSummaryProgress = std::function<bool(const SummaryProgress&)>;

// Summarises what its asker may read. Any thread.
class Summarizer {
 public:
  virtual ~Summarizer() = default;
  // Every point is cited. kNotFound for what the asker may not read, or is not there; kConflict for
  // a document that is not ready, or has no text, or none in this part; kInvalidArgument for no
  // part, a part twice or a bad number; kTooLarge for too many parts or passages; kCancelled.
  [[nodiscard]] virtual Result<Summary> Summarize(const SummaryRequest& request,
                                                  const access::Asker& asker,
                                                  const OnSummaryProgress& on_progress) const = 0;
};

// The model that writes now, for as long as it is held; nullptr: none is set up.
using CurrentModel = std::function<std::shared_ptr<const llm::ChatModel>()>;

struct SummaryOptions {
  std::size_t part_tokens = 1'500;  // that a model reads at once (search::EstimateTokens)
  std::size_t most_parts = 40;      // beyond, it reads the most central passages only
  std::uint32_t most_thinking_tokens = 2'048;
  std::chrono::milliseconds part_time{180'000};
  std::chrono::milliseconds time{900'000};  // beyond, what was not read yet is left out
};

// Without a model: the most central sentences (docs/decisions/0310), word for word. With one: what
// it says of each part, and of that the summary (0311); each sentence is shown only with a passage
// that proves it. All that is given must outlive it.
std::unique_ptr<Summarizer> MakeSummarizer(const text::Analyzer& analyzer, store::Store& store,
                                           const access::Access& access, CurrentModel model,
                                           const SummaryOptions& options);

}  // namespace wenyuan::answer
