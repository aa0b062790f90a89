#include "folding.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

namespace wenyuan::store_sqlite {

std::string Fold(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* normaliser = icu::Normalizer2::getNFKCCasefoldInstance(status);
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  if (U_SUCCESS(status)) {
    normaliser->normalizeUTF8(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink,
                              nullptr, status);
  }
  return U_SUCCESS(status) ? folded : std::string(text);
}

}  // namespace wenyuan::store_sqlite
