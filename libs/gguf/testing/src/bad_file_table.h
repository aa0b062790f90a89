#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/gguf/testing/bad_files.h"
#include "wenyuan/gguf/testing/raw_file.h"

namespace wenyuan::gguf::testing {

class Table {
 public:
  void Add(const std::string& name, std::string bytes, const std::string& complaint) {
    files_.push_back({name, std::move(bytes), complaint});
  }
  void Add(const std::string& name, const std::function<void(RawFile&)>& spoil,
           const std::string& complaint) {
    RawFile file;
    spoil(file);
    Add(name, file.Bytes(), complaint);
  }
  // A file with one key of the architecture "llama".
  void Key(const std::string& key, std::uint32_t value, const std::string& complaint) {
    Add(
        key + " = " + std::to_string(value),
        [&](RawFile& file) { file.Number("llama." + key, value); }, complaint);
  }
  std::vector<BadFile> files() && { return std::move(files_); }

 private:
  std::vector<BadFile> files_;
};

// What is wrong with the form of a file: its beginning, counts, texts, values, weights.
void AddBadForms(Table& table);
// What is wrong with what its keys say.
void AddBadContents(Table& table);

}  // namespace wenyuan::gguf::testing
