#pragma once

#include <boost/json/value.hpp>
#include <string>

#include "commands.h"

namespace wenyuan::app {

// The path of a question set given by names or ids; kNotFound naming the sets there are.
Result<std::string> QuestionSetPath(ApiClient& api, const EvalSetOptions& options);

// "0.923 [0.891, 0.950]" of an estimate of our API.
std::string EstimateText(const boost::json::value& estimate);

// What a change did: the gate's findings, the questions lost and won, the verdict.
void PrintComparison(Terminal& terminal, const boost::json::value& comparison);

}  // namespace wenyuan::app
