#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "generator_switch.h"
#include "models.h"
#include "pull_job.h"
#include "wenyuan/api/models.h"

namespace wenyuan::app {

// The models of a running house, as administrators see and change them. `generators` must outlive
// it. Any thread.
std::unique_ptr<api::Models> MakeModelHouse(const Config& config, const DataLayout& layout,
                                            const Installation& installation,
                                            GeneratorSwitch& generators,
                                            std::vector<SetUpModel> set_up);

}  // namespace wenyuan::app
