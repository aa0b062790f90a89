#pragma once

#include <optional>
#include <string>

#include "wenyuan/access/access.h"
#include "wenyuan/quality/viewer.h"
#include "wenyuan/store/store.h"

namespace wenyuan::quality {

inline constexpr std::size_t kMostCommentCharacters = 1'000;
inline constexpr std::size_t kMostCorrectedCharacters = 1'000;

// kInvalidArgument for a question, comment or correction that is empty where it must not be, too
// long or not text; `other` needs a comment, should_not_refuse a refusal.
Result<void> CheckFeedback(const store::Feedback& feedback);

// The document, if it is there and the asker may read it, in whatever library.
Result<std::optional<store::Document>> Readable(store::Store& store, const access::Access& access,
                                                const access::Asker& asker,
                                                store::DocumentNumber document);

// Whether the asker may see it: all that the answer was made of. Otherwise it is not there.
Result<bool> MaySee(store::Store& store, const access::Access& access, const access::Asker& asker,
                    const store::Feedback& feedback);

// The question that a set should hold from now on: with `right`, or else the correction, as its
// right answer. Of an answer that only lacked something, the documents cited are expected; one that
// is not in `viewer`'s library is left out. Where the set has the question already, it gets the
// answer besides those it has. Errors as SaveByHand.
Result<store::Question> MakeQuestion(store::QuestionSets& sets, Viewer& viewer,
                                     const store::QuestionSet& set, const store::Feedback& feedback,
                                     const std::optional<std::string>& right, store::UserNumber by);

}  // namespace wenyuan::quality
