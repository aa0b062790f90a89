#pragma once

#include <string>
#include <vector>

namespace wenyuan::gguf::testing {

struct BadFile {
  std::string name;
  std::string bytes;
  std::string complaint;  // part of what must be said of it
};

// Made by code: each breaks one thing of a file that is whole otherwise.
std::vector<BadFile> BadFiles();

}  // namespace wenyuan::gguf::testing
