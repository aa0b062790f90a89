#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "../evidence/evidence.h"
#include "../question/question_reading.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// The candidates that together make the answer, best first: the best, and up to two others that
// are about as likely, or that say of another document what has the same words of the question.
// Requires one chance for each candidate, and a candidate.
std::vector<std::size_t> ChooseCandidates(const Evidence& evidence,
                                          const std::vector<double>& chances);

// A candidate word for word, with its proof. A sentence that only makes sense behind the one before
// it ("It …", "该产品…") brings that along; a table row says the cells that were asked for,
// or those of `columns`.
Sentence Compose(const text::Analyzer& analyzer, const QuestionReading& question,
                 const Evidence& evidence, std::size_t candidate,
                 std::span<const std::uint32_t> columns = {});

// Adds a sentence, or lets it take the place of one whose quote it contains; nothing when its own
// is in another's.
void AddSentence(std::vector<Sentence>& sentences, Sentence next);

// The sentences as one text.
std::string JoinSentences(const std::vector<Sentence>& sentences, Language language);

}  // namespace wenyuan::answer
