#pragma once

#include <filesystem>

namespace wenyuan::text {

// Tests run at the top of the checkout.
inline std::filesystem::path DictionaryFolder() {
  return "third_party/npm/node_modules/nodejieba/submodules/cppjieba/dict";
}

}  // namespace wenyuan::text
