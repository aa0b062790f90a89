#pragma once

#include <string>
#include <string_view>

#include "wenyuan/crypto/key_provider.h"

namespace wenyuan::index::testing {

// Wraps by reversing: enough where no one attacks.
class FakeKeys final : public crypto::KeyProvider {
 public:
  Result<crypto::WrappedKey> Wrap(std::string_view data_key) const override {
    return crypto::WrappedKey{"fake", std::string(data_key.rbegin(), data_key.rend()) + "12345678"};
  }
  Result<std::string> Unwrap(const crypto::WrappedKey& wrapped) const override {
    if (!wrapped.bytes.ends_with("12345678")) {
      return Error{ErrorCode::kCorruption, "the wrapped key was changed"};
    }
    const std::string key = wrapped.bytes.substr(0, wrapped.bytes.size() - 8);
    return std::string(key.rbegin(), key.rend());
  }
};

}  // namespace wenyuan::index::testing
