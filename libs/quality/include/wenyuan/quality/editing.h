#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/eval/question_file.h"
#include "wenyuan/quality/viewer.h"

namespace wenyuan::quality {

// All of it on behalf of an editor of the library, who sees what their Viewer shows. What they do
// not see stays as it is.

// Stores a question written by hand (number 0) or replaces one: its hidden documents stay. Fails
// with kInvalidArgument for one without text, without anything to judge it by, or against itself
// (refuse, and yet a document or an answer); kNotFound for a document that is not visible.
Result<store::Question> SaveByHand(store::QuestionSets& sets, Viewer& viewer,
                                   const store::QuestionSet& set, store::Question question);

struct ImportReport {
  std::size_t added = 0;
  std::size_t replaced = 0;   // a question of the same id or text was there, and differed
  std::size_t unchanged = 0;  // it was there already
  std::vector<eval::LineProblem> problems;  // with any of them, nothing was stored
};

// Reads a file in any charset. Documents are named by id, source name or title. All or nothing.
Result<ImportReport> ImportQuestions(store::QuestionSets& sets, Viewer& viewer,
                                     const store::QuestionSet& set, store::UserNumber by,
                                     std::string_view bytes, eval::QuestionFormat format);

// What the viewer sees, documents by id; ImportQuestions reads it back.
Result<std::string> ExportQuestions(const store::QuestionSets& sets, Viewer& viewer,
                                    const store::QuestionSet& set, eval::QuestionFormat format);

struct CollectReport {
  std::size_t added = 0;
  std::size_t replaced = 0;   // made from thumbs before; now there are others
  std::size_t unchanged = 0;  // or written by hand or imported: those stay
  std::size_t undecided = 0;  // nothing that more people found right than wrong
};

// Makes questions of the library's thumbs: a document is expected when more people found it right
// than wrong, a refusal likewise when no document is.
Result<CollectReport> CollectThumbs(store::QuestionSets& sets, Viewer& viewer,
                                    const store::QuestionSet& set, store::UserNumber by);

// Whether two questions are the same: white space and ASCII case do not count.
std::string SameKey(std::string_view text);

}  // namespace wenyuan::quality
