#pragma once

#include <cstdlib>
#include <iostream>
#include <memory>

#include "wenyuan/text/analyzer.h"

namespace wenyuan::quality {

// One for all tests: reading the dictionary takes a moment.
inline const text::Analyzer& SharedAnalyzer() {
  static const std::unique_ptr<text::Analyzer> analyzer = [] {
    auto made =
        text::MakeAnalyzer({"third_party/npm/node_modules/nodejieba/submodules/cppjieba/dict", {}});
    if (!made) {
      std::cerr << made.error().message << "\n";
      std::abort();
    }
    return *std::move(made);
  }();
  return *analyzer;
}

}  // namespace wenyuan::quality
