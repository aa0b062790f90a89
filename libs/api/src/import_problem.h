#pragma once

#include <vector>

#include "call.h"
#include "wenyuan/eval/question_file.h"

namespace wenyuan::api {

// What is wrong with a file, line by line, when nothing of it was imported.
Reply ImportProblem(const Call& call, const std::vector<eval::LineProblem>& problems);

}  // namespace wenyuan::api
