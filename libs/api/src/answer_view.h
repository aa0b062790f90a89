#pragma once

#include <string>

#include "json.h"
#include "wenyuan/answer/answer.h"
#include "wenyuan/api/api.h"

namespace wenyuan::api {

// How an answer looks in JSON: the schemas Sentence, Comparison and Answer of docs/openapi.yaml.
Json UnprovenView(const std::vector<answer::Unproven>& unproven, Language language);
// The last day on which one of the documents held that it cites; empty: one of them holds.
std::string ExpiredOn(const answer::Sentence& sentence);
// The first day on which one of them will hold; empty: one of them holds, or has held.
std::string HoldsFrom(const answer::Sentence& sentence);
Json SentenceView(const answer::Sentence& sentence, Language language, const Services& services);
Json AnswerView(const answer::Question& question, const answer::Answer& answer, Language language,
                const Services& services, double elapsed_ms);

}  // namespace wenyuan::api
