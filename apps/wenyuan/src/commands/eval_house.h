#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "../house.h"
#include "../terminal.h"
#include "commands.h"
#include "wenyuan/eval/collection.h"

namespace wenyuan::app {

// A collection imported into a scratch house, and how its documents are called there.
struct EvalHouse {
  std::unique_ptr<House> house;
  std::map<store::DocumentNumber, std::string> id_of;
  std::map<std::string, store::DocumentNumber> number_of;
  std::vector<eval::JudgedQuery> queries;
  double index_seconds = 0;  // from the first document received to the last one searchable
};

// kInvalidArgument when an id comes twice. Progress goes to the terminal.
Result<EvalHouse> OpenEvalHouse(const Config& config, const EvalOptions& options,
                                Terminal& terminal);

}  // namespace wenyuan::app
