#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::gguf::testing {

// A GGUF file of which every number can be wrong.
struct RawFile {
  struct Weight {
    std::string name = "w";
    std::vector<std::uint64_t> shape = {32};
    std::uint32_t type = 0;
    std::uint64_t offset = 0;
  };

  std::string magic = "GGUF";
  std::uint32_t version = 3;
  std::string entries;            // after general.architecture
  std::uint64_t entry_count = 0;  // likewise
  bool with_architecture = true;
  std::uint64_t claimed_weights = UINT64_MAX;  // UINT64_MAX: as many as there are
  std::uint64_t claimed_entries = UINT64_MAX;
  std::vector<Weight> weights = {{}};
  std::uint64_t data_bytes = 128;

  // An entry of any type with these bytes as its value.
  RawFile& Entry(std::string_view key, std::uint32_t type, const std::string& value);
  RawFile& Number(std::string_view key, std::uint32_t value);
  RawFile& Text(std::string_view key, std::string_view value);
  // A list of `claimed` elements of a type, with these bytes.
  RawFile& List(std::string_view key, std::uint32_t type, std::uint64_t claimed,
                const std::string& elements);
  [[nodiscard]] std::string Bytes() const;
};

}  // namespace wenyuan::gguf::testing
