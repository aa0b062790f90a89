#include <openssl/evp.h>

#include <algorithm>
#include <memory>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kLongest = std::size_t{1} << 28U;

// "%2B" and the like as what they stand for.
std::string Unescaped(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      plain += text[at];
      continue;
    }
    const std::string_view escaped = text.substr(at, 3);
    if (escaped == "%2B" || escaped == "%2b") {
      plain += '+';
    } else if (escaped == "%2F" || escaped == "%2f") {
      plain += '/';
    } else {
      plain += '=';
    }
    at += 2;
  }
  return plain;
}

}  // namespace

std::string FromBase64(std::string_view text) {
  if (text.size() > kLongest) return {};
  const std::string plain = Unescaped(text);
  const std::unique_ptr<EVP_ENCODE_CTX, decltype(&EVP_ENCODE_CTX_free)> context(
      EVP_ENCODE_CTX_new(), &EVP_ENCODE_CTX_free);
  if (context == nullptr) return {};
  std::string decoded(plain.size() / 4 * 3 + 3, '\0');
  auto* const out = reinterpret_cast<unsigned char*>(decoded.data());
  int length = 0;
  int rest = 0;
  EVP_DecodeInit(context.get());
  if (EVP_DecodeUpdate(context.get(), out, &length,
                       reinterpret_cast<const unsigned char*>(plain.data()),
                       static_cast<int>(plain.size())) < 0 ||
      EVP_DecodeFinal(context.get(), out + length, &rest) < 0) {
    return {};
  }
  decoded.resize(static_cast<std::size_t>(length + rest));
  return decoded;
}

}  // namespace wenyuan::parse
