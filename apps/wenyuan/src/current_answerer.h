#pragma once

#include <memory>

#include "models/model_switch.h"
#include "wenyuan/answer/answerer.h"

namespace wenyuan::app {

// Answers with the model that is in use when the question comes, to the end; with none, as
// `extractive` does. All that is given must outlive it.
std::unique_ptr<answer::Answerer> MakeCurrentAnswerer(const text::Analyzer& analyzer,
                                                      const search::Searcher& searcher,
                                                      const answer::Answerer& extractive,
                                                      const GeneratorSwitch& generators,
                                                      const answer::GenerationOptions& options);

}  // namespace wenyuan::app
