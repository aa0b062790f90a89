#include "fingerprint.h"

#include <algorithm>

#include "wenyuan/base/files.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::llm_llama {
namespace {

// Of a weight, from its beginning and from its middle.
constexpr std::uint64_t kSampleBytes = 4096;
constexpr std::uint64_t kPieceBytes = std::uint64_t{1} << 20U;

Result<void> AppendPart(const gguf::ModelFile::Part& part, crypto::Sha256Stream& digest) {
  WY_TRY(const auto file, PosixFileSystem().Open(part.path));
  digest.Append(std::to_string(file->Size()) + "\n");
  const auto append = [&](std::uint64_t begin, std::uint64_t end) -> Result<void> {
    for (std::uint64_t at = begin; at < end; at += kPieceBytes) {
      const std::uint64_t bytes = std::min(kPieceBytes, end - at);
      WY_TRY(const std::string piece, file->ReadAt(at, static_cast<std::size_t>(bytes)));
      digest.Append(piece);
    }
    return {};
  };
  WY_CHECK(append(0, part.header.data_offset));
  for (const gguf::Tensor& tensor : part.header.tensors) {
    const std::uint64_t sample = std::min(tensor.bytes, kSampleBytes);
    WY_CHECK(append(tensor.offset, tensor.offset + sample));
    if (tensor.bytes <= 2 * kSampleBytes) continue;
    const std::uint64_t middle = tensor.offset + tensor.bytes / 2;
    WY_CHECK(append(middle, middle + kSampleBytes));
  }
  return {};
}

}  // namespace

Result<std::string> FingerprintOf(const gguf::ModelFile& model) {
  crypto::Sha256Stream digest;
  for (const auto& part : model.parts) WY_CHECK(AppendPart(part, digest));
  return crypto::Hex(digest.Finish());
}

}  // namespace wenyuan::llm_llama
