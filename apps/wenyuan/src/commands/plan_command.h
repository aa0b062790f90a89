#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "../session.h"

namespace wenyuan::app {

struct PlanOptions {
  std::string model;         // a GGUF file, or the name of a shape; empty: all shapes are listed
  std::string quantisation;  // of a shape (empty: Q4_K_M); a file has its own
  std::int64_t context = 8'192;
  std::int64_t users = 1;
  std::string kv = "f16";
  std::string device;               // of the catalogue; empty: all that suffice
  std::int64_t devices = 0;         // 0: 1, 2, 4, 8
  std::filesystem::path catalogue;  // instead of the one in the program
  bool this_machine = false;
  double measured_decode = 0;  // tokens a second, to say what share of the bandwidth that is
};
int RunPlan(Session& session, const PlanOptions& options);

}  // namespace wenyuan::app
