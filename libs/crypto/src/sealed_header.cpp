#include "sealed_header.h"

#include "block_cipher.h"

namespace wenyuan::crypto {
namespace {

constexpr std::string_view kMagic = "WYSEALED";
constexpr unsigned kVersion = 1;
constexpr char kAesGcmStream = 1;
constexpr char kBlockBits = 16;
constexpr std::size_t kKeyIdBytes = 32;
constexpr std::size_t kWrappedBytes = kDataKeyBytes + 8;

}  // namespace

std::string EncodeSealedHeader(const SealedHeader& header) {
  std::string bytes(kMagic);
  bytes += static_cast<char>(kVersion);
  bytes += '\0';
  bytes += kAesGcmStream;
  bytes += static_cast<char>(header.key.key_id.size());
  bytes += header.key.key_id;
  bytes.resize(12 + kKeyIdBytes, '\0');
  bytes += header.key.bytes;
  bytes += header.nonce_prefix;
  bytes += kBlockBits;
  bytes.resize(kHeaderBytes, '\0');
  return bytes;
}

std::string AdditionalData(std::string header_bytes, std::string_view context) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    header_bytes += static_cast<char>((context.size() >> shift) & 0xffU);
  }
  header_bytes += context;
  return header_bytes;
}

Result<SealedHeader> DecodeSealedHeader(std::string_view bytes, const std::string& name) {
  if (bytes.size() != kHeaderBytes || !bytes.starts_with(kMagic)) {
    return Error{ErrorCode::kCorruption,
                 "'" + name + "' is not a sealed file, or its beginning is damaged"};
  }
  const unsigned version =
      static_cast<unsigned char>(bytes[8]) + 256U * static_cast<unsigned char>(bytes[9]);
  if (version > kVersion) {
    return Error{ErrorCode::kUnsupported, "'" + name + "' has sealed-file format " +
                                              std::to_string(version) +
                                              ", newer than this program (1); use a newer program"};
  }
  const std::size_t key_id_bytes = static_cast<unsigned char>(bytes[11]);
  if (version != kVersion || bytes[10] != kAesGcmStream || key_id_bytes > kKeyIdBytes ||
      bytes[91] != kBlockBits) {
    return Error{ErrorCode::kCorruption, "the header of '" + name + "' is damaged"};
  }
  return SealedHeader{{std::string(bytes.substr(12, key_id_bytes)),
                       std::string(bytes.substr(12 + kKeyIdBytes, kWrappedBytes))},
                      std::string(bytes.substr(84, kNoncePrefixBytes))};
}

}  // namespace wenyuan::crypto
