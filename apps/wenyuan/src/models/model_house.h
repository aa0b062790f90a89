#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "model_switch.h"
#include "models.h"
#include "pull_job.h"
#include "wenyuan/api/models.h"

namespace wenyuan::app {

struct ModelSwitches {
  GeneratorSwitch& generators;
  RerankerSwitch& rerankers;
  EmbedderSwitch* embedders;  // nullptr: search by meaning is switched off
};

// The models of a running house, as administrators see and change them. The switches must outlive
// it. Any thread.
std::unique_ptr<api::Models> MakeModelHouse(const Config& config, const DataLayout& layout,
                                            const Installation& installation,
                                            const ModelSwitches& switches);

}  // namespace wenyuan::app
