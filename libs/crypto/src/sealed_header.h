#pragma once

#include <string>
#include <string_view>

#include "wenyuan/base/result.h"
#include "wenyuan/crypto/key_provider.h"

namespace wenyuan::crypto {

inline constexpr std::size_t kHeaderBytes = 96;

// The first bytes of a sealed file; docs/formats/sealed-file.md.
struct SealedHeader {
  WrappedKey key;
  std::string nonce_prefix;
};

std::string EncodeSealedHeader(const SealedHeader& header);

// What is authenticated with every block: the header and the context, of which the length comes
// first so that nothing that follows can be taken for a part of it.
std::string AdditionalData(std::string header_bytes, std::string_view context);

// kCorruption when it is none, kUnsupported when a newer version wrote it; `name` is for the
// message.
Result<SealedHeader> DecodeSealedHeader(std::string_view bytes, const std::string& name);

}  // namespace wenyuan::crypto
