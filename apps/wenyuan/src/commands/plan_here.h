#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <optional>
#include <string>

#include "plan_command.h"
#include "wenyuan/plan/bandwidth.h"
#include "wenyuan/plan/estimate.h"

namespace wenyuan::app {

// This machine, as the roofline sees it.
struct Here {
  plan::Bandwidth bandwidth;
  double memory_bytes = 0;
  plan::Speed speed;
  double needed_bytes = 0;
  double streamed_bytes = 0;  // read for a token
  double decode = 0;          // tokens a second, measured; 0: not
  std::string not_measured;   // why
  std::optional<double> achieved_share;
};

// Measures the memory and, unless `options` say what was measured before, how fast the model's file
// (empty: it has none) writes here.
Here MeasureHere(Session& session, const plan::ModelLoad& load, const std::filesystem::path& file,
                 const plan::Demand& demand, const PlanOptions& options);

std::string HereText(const Here& here, const Terminal& terminal);
boost::json::object HereJson(const Here& here);

// Tokens a second, as people read them.
std::string Rate(double rate);

}  // namespace wenyuan::app
