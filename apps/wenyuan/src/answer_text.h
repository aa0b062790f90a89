#pragma once

#include <boost/json/fwd.hpp>
#include <string>

#include "terminal.h"

namespace wenyuan::app {

// The text of a sentence (schema Sentence) with what was asked for in bold.
std::string SentenceOnTerminal(const Terminal& terminal, const boost::json::value& sentence);

// Things side by side (schema AnswerComparison) in aligned columns; empty for null.
std::string ComparisonOnTerminal(const Terminal& terminal, const boost::json::value& comparison);

// What a model wrote and no passage proves (`unproven` of an answer or a summary), with the
// reasons.
void NoteLeftOut(Terminal& terminal, const boost::json::value& written);

}  // namespace wenyuan::app
