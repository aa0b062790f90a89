#include "model_files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "gguf_check.h"
#include "handles.h"
#include "wenyuan/base/files.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::llm_llama {
namespace {

// Of a weight, from its beginning and from its middle.
constexpr std::uint64_t kSampleBytes = 4096;
constexpr std::uint64_t kMostHeadBytes = std::uint64_t{256} << 20U;
constexpr unsigned kMostParts = 1000;

// "…-00001-of-00003": how many there are; 1 for any other name.
unsigned PartsOf(const std::string& stem) {
  constexpr std::string_view kFirst = "-00001-of-";
  const std::size_t at = stem.rfind(kFirst);
  if (at == std::string::npos || stem.size() != at + kFirst.size() + 5) return 1;
  unsigned count = 0;
  const char* begin = stem.data() + at + kFirst.size();
  if (std::from_chars(begin, begin + 5, count).ptr != begin + 5) return 1;
  return std::clamp(count, 1U, kMostParts);
}

std::filesystem::path Part(const std::filesystem::path& first, unsigned number, unsigned count) {
  std::array<char, 32> tail{};
  std::snprintf(tail.data(), tail.size(), "-%05u-of-%05u", number, count);
  const std::string stem = first.stem();
  return first.parent_path() / (stem.substr(0, stem.size() - 15) + tail.data() + ".gguf");
}

Result<void> AppendPart(const std::filesystem::path& path, crypto::Sha256Stream& digest) {
  WY_TRY(const auto file, PosixFileSystem().Open(path));
  const GgufHandle head(::gguf_init_from_file(path.c_str(), {true, nullptr}));
  if (head == nullptr) {
    return Error{ErrorCode::kCorruption, "'" + path.string() + "' is no GGUF model file"};
  }
  const std::uint64_t data = ::gguf_get_data_offset(head.get());
  if (data > std::min(file->Size(), kMostHeadBytes)) {
    return Error{ErrorCode::kCorruption, "'" + path.string() + "' has no sensible head"};
  }
  digest.Append(std::to_string(file->Size()) + "\n");
  const auto append = [&](std::uint64_t at, std::uint64_t bytes) -> Result<void> {
    at = std::min(at, file->Size());
    WY_TRY(const std::string piece,
           file->ReadAt(at, static_cast<std::size_t>(std::min(bytes, file->Size() - at))));
    digest.Append(piece);
    return {};
  };
  WY_CHECK(append(0, data));
  for (std::int64_t i = 0; i < ::gguf_get_n_tensors(head.get()); ++i) {
    const std::uint64_t at = data + ::gguf_get_tensor_offset(head.get(), i);
    const std::uint64_t bytes = ::gguf_get_tensor_size(head.get(), i);
    WY_CHECK(append(at, std::min(bytes, kSampleBytes)));
    if (bytes > 2 * kSampleBytes) WY_CHECK(append(at + bytes / 2, kSampleBytes));
  }
  return {};
}

}  // namespace

Result<ModelFiles> FindModelFiles(const std::filesystem::path& first) {
  ModelFiles files;
  const unsigned count = PartsOf(first.stem());
  for (unsigned number = 1; number <= count; ++number) {
    const std::filesystem::path part = count == 1 ? first : Part(first, number, count);
    WY_CHECK(CheckGguf(part));
    files.bytes += std::filesystem::file_size(part);
    files.parts.push_back(part);
  }
  return files;
}

Result<std::string> FingerprintOf(const ModelFiles& files) {
  crypto::Sha256Stream digest;
  for (const std::filesystem::path& part : files.parts) WY_CHECK(AppendPart(part, digest));
  return crypto::Hex(digest.Finish());
}

}  // namespace wenyuan::llm_llama
