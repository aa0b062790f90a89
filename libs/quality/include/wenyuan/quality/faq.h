#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/access/access.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/eval/question_file.h"
#include "wenyuan/quality/viewer.h"
#include "wenyuan/store/store.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::quality {

// What an editor wants to store.
struct FaqDraft {
  std::string id = {};  // empty: a new one
  std::uint32_t version = 0;
  std::vector<std::string> questions = {};
  std::string answer = {};
  // Passages as they are named ("d_4xk2….3.14"), or documents, of which the passage is taken that
  // has most of the answer.
  std::vector<std::string> sources = {};
  UnixMillis valid_until = 0;
};

// All of it on behalf of an editor, who sees what `viewer` shows: an entry of which they may not
// read every cited document is not there.
class FaqDesk {
 public:
  FaqDesk(store::Store& store, const text::Analyzer& analyzer, Viewer& viewer, const Clock& clock)
      : store_(store), analyzer_(analyzer), viewer_(viewer), clock_(clock) {}

  Result<std::vector<store::FaqEntry>> List();
  Result<store::FaqEntry> Find(const std::string& id);
  // As a draft, whatever it was. kInvalidArgument for one without a question or an answer, or one
  // too long; kNotFound for a source that is not visible; kConflict when `version` is old.
  Result<store::FaqEntry> Save(const FaqDraft& draft, store::UserNumber by);
  // From now on it answers. kConflict for another version, for one without a source, with a source
  // that has a newer revision, and for one that is out of date.
  Result<store::FaqEntry> Review(const std::string& id, std::uint32_t version,
                                 store::UserNumber by);
  Result<void> Remove(const std::string& id);

  // Why it does not answer now: "draft", "expired", "outdated" (a source has a newer revision);
  // empty: it does.
  Result<std::string> Silent(const store::FaqEntry& entry);

  struct ImportReport {
    std::size_t added = 0;
    std::size_t unchanged = 0;  // an entry with this question is there already: it stays
    std::vector<eval::LineProblem> problems;  // with any of them, nothing was stored
  };
  // A question file: `text` holds the ways to ask, parted by "|", `answers` the answer, `documents`
  // the sources. Drafts, all or none.
  Result<ImportReport> Import(std::string_view bytes, eval::QuestionFormat format,
                              store::UserNumber by);

 private:
  Result<bool> MaySee(const store::FaqEntry& entry);
  Result<store::FaqCitation> Source(const std::string& name, const std::string& answer);
  Result<store::FaqCitation> BestPassage(const store::Document& document,
                                         const std::string& answer);

  store::Store& store_;
  const text::Analyzer& analyzer_;
  Viewer& viewer_;
  const Clock& clock_;
};

// All of it outlives the answerer.
struct FaqParts {
  const text::Analyzer& analyzer;
  store::Store& store;
  const access::Access& access;
  const answer::Answerer& next;
  const Clock& clock = SystemClock();
};

// Answers from the reviewed entries of the libraries that are asked, and what they do not answer
// from `next`. An entry answers who may read its library and all it cites, while it is valid and
// its sources have no newer revision; to everybody else it is not there. In a conversation only an
// equal question is taken, and none when the asker wants sentences of documents or filters them.
std::unique_ptr<answer::Answerer> MakeFaqAnswerer(FaqParts parts);

}  // namespace wenyuan::quality
