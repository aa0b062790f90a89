#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "../terminal.h"

namespace wenyuan::app {

// Of `wenyuan-model quantize`: sizes by class of weights.
std::string PlanTable(const boost::json::object& plan, const Terminal& terminal);

// Of `wenyuan-model compare`: what was measured, and beside it what such quantisations are commonly
// expected to give.
std::string ComparisonText(const boost::json::object& comparison, const Terminal& terminal);

// The common expectations, for `--json`.
boost::json::object ExpectedJson();

}  // namespace wenyuan::app
