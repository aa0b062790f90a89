#pragma once

#include <string>

#include "boosting.h"

namespace wenyuan::answer {

// Writes libs/answer/src/NAME_model.h: the trees as kTitleNodes and kTitleRoots, and what else.
void WriteModel(const std::string& name, const std::string& title, const std::string& sets,
                const search::Trees& trees, const std::string& more);

}  // namespace wenyuan::answer
