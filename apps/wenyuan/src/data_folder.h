#pragma once

#include <filesystem>
#include <string>

#include "wenyuan/base/result.h"

namespace wenyuan::app {

// Where what lies inside the data folder.
struct DataLayout {
  std::filesystem::path root;
  [[nodiscard]] std::filesystem::path key() const { return root / "master.key"; }
  [[nodiscard]] std::filesystem::path database() const { return root / "wenyuan.db"; }
  [[nodiscard]] std::filesystem::path blobs() const { return root / "blobs"; }
  [[nodiscard]] std::filesystem::path indexes() const { return root / "index"; }
  [[nodiscard]] std::filesystem::path vectors() const { return root / "vectors"; }
  [[nodiscard]] std::filesystem::path models() const { return root / "models"; }
  // The copies with fewer bits that QUANTIZATION asked for.
  [[nodiscard]] std::filesystem::path quantised_models() const { return models() / "quantised"; }
  [[nodiscard]] std::filesystem::path model_socket(std::size_t number) const {
    return root / ("model-" + std::to_string(number) + ".sock");
  }
  [[nodiscard]] std::filesystem::path reranker_socket(std::size_t number) const {
    return root / ("reranker-" + std::to_string(number) + ".sock");
  }
  [[nodiscard]] std::filesystem::path generator_socket(std::size_t number) const {
    return root / ("generator-" + std::to_string(number) + ".sock");
  }
  [[nodiscard]] std::filesystem::path prefixes() const { return root / "prefixes"; }
  [[nodiscard]] std::filesystem::path socket() const { return root / "wenyuan.sock"; }
  [[nodiscard]] std::filesystem::path lock() const { return root / "lock"; }
  [[nodiscard]] std::filesystem::path config() const { return root / "wenyuan.toml"; }
  [[nodiscard]] std::filesystem::path user_dictionary() const { return root / "user.dict.utf8"; }
  [[nodiscard]] std::filesystem::path synonyms() const { return root / "synonyms.txt"; }
};

// Keeps a second process out of the data folder; let go when destroyed or when the process dies.
class DataLock {
 public:
  // Makes the folder (mode 0700) when it is missing. kConflict when another process has it.
  static Result<DataLock> Take(const DataLayout& layout);
  DataLock(DataLock&& other) noexcept;
  DataLock& operator=(DataLock&& other) = delete;
  ~DataLock();

 private:
  explicit DataLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

// Where the programs and their files are: beside the one that runs.
struct Installation {
  std::filesystem::path parser;             // wenyuan-parser
  std::filesystem::path model_server;       // wenyuan-model; need not be there
  std::filesystem::path dictionary_folder;  // jieba.dict.utf8 and its companions
  std::filesystem::path models;             // embedders that were installed with the program
  std::filesystem::path ocr;                // what reads scans; need not be there
};

// kNotFound naming what is missing.
Result<Installation> FindInstallation();

}  // namespace wenyuan::app
