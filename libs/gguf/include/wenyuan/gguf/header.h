#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"
#include "wenyuan/gguf/tensor_type.h"
#include "wenyuan/gguf/value.h"

namespace wenyuan::gguf {

struct Tensor {
  std::string name;
  const TensorTypeInfo* type = nullptr;  // never null in a header that was read
  std::vector<std::uint64_t> shape;      // what lies together in memory first; one to four numbers
  std::uint64_t values = 0;
  std::uint64_t offset = 0;  // in the file
  std::uint64_t bytes = 0;
};

// What stands before the weights of one GGUF file.
struct Header {
  std::uint32_t version = 0;
  std::uint64_t alignment = 32;
  std::uint64_t file_bytes = 0;
  std::uint64_t data_offset = 0;                           // where the weights begin
  std::vector<std::pair<std::string, Value>> entries;      // in the order of the file
  std::vector<Tensor> tensors;                             // likewise
  std::vector<std::pair<std::string, std::size_t>> names;  // of `entries`, sorted: for Find

  [[nodiscard]] const Value* Find(std::string_view key) const;
};

// Reads and checks a header. The file is taken for hostile: every count, length, type, place and
// name is held against the file, the limits below, and what libllama would end the process over.
// Reads nothing of the weights; keeps at most some 80 MiB whatever the file says, and holds two of
// its longest texts beside that while it reads.
// kCorruption, with what is wrong; `name` is how the error calls the file.
Result<Header> ReadHeader(const RandomAccessFile& file, const std::string& name);

// The same of a file on disk. kNotFound when there is none, or it is no regular file.
Result<Header> ReadHeader(const std::filesystem::path& path);

// The texts of a list at these places (in rising order), or fewer where the list is shorter.
// Requires a list of texts of a header that was read from this file.
Result<std::vector<std::string>> ReadTexts(const RandomAccessFile& file, const Value& list,
                                           const std::vector<std::uint64_t>& places);

// More than any real file has; libllama compares every name with every other.
inline constexpr std::uint64_t kMostEntries = 4'096;
inline constexpr std::uint64_t kMostTensors = 65'536;
inline constexpr std::uint64_t kMostHeaderBytes = std::uint64_t{256} << 20U;
inline constexpr std::uint64_t kLongestKey = 256;
inline constexpr std::uint64_t kLongestName = 63;  // of a tensor, as ggml keeps it
inline constexpr std::uint64_t kLongestText = std::uint64_t{64} << 20U;
inline constexpr std::uint64_t kLongestListElement = std::uint64_t{1} << 16U;
inline constexpr std::uint64_t kLongestList = std::uint64_t{1} << 24U;
inline constexpr std::uint64_t kMostTokens = std::uint64_t{1} << 21U;
inline constexpr std::uint64_t kMostAlignment = 65'536;
// What is kept.
inline constexpr std::uint64_t kLongestKeptText = std::uint64_t{1} << 20U;
inline constexpr std::uint64_t kMostKeptText = std::uint64_t{16} << 20U;  // of one file
inline constexpr std::uint64_t kLongestKeptList = 1'024;

}  // namespace wenyuan::gguf
