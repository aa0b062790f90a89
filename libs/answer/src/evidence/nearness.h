#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "../question/question_reading.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/script.h"

namespace wenyuan::answer {

// What a question is written in.
text::Script ScriptOf(const QuestionReading& question);

enum class Languages { kOfTheQuestion, kOthers };

// Of the hits that have a similarity and are in such languages, the `most` nearest, nearest first.
std::vector<search::Hit> NearestHits(const QuestionReading& question, Languages languages,
                                     const std::vector<search::Hit>& hits, std::size_t most);

// Of two vectors of the same length, neither 0.
double Cosine(std::span<const float> one, std::span<const float> other);

}  // namespace wenyuan::answer
