#include "password.h"

#include <unicode/usprep.h>
#include <unicode/ustring.h>

#include <memory>
#include <vector>

namespace wenyuan::parse_pdf {
namespace {

struct CloseProfile {
  void operator()(UStringPrepProfile* profile) const { usprep_close(profile); }
};
using Profile = std::unique_ptr<UStringPrepProfile, CloseProfile>;

}  // namespace

std::string PreparedPassword(std::string_view utf8) {
  static const Profile kProfile = [] {
    UErrorCode status = U_ZERO_ERROR;
    Profile profile(usprep_openByType(USPREP_RFC4013_SASLPREP, &status));
    return U_SUCCESS(status) ? std::move(profile) : Profile();
  }();
  const std::string raw(utf8);
  if (kProfile == nullptr || utf8.size() > 1'000) return raw;
  UErrorCode status = U_ZERO_ERROR;
  std::vector<UChar> wide(utf8.size() + 1);
  int32_t length = 0;
  u_strFromUTF8(wide.data(), static_cast<int32_t>(wide.size()), &length, utf8.data(),
                static_cast<int32_t>(utf8.size()), &status);
  std::vector<UChar> prepared(wide.size() * 20);
  length = usprep_prepare(kProfile.get(), wide.data(), length, prepared.data(),
                          static_cast<int32_t>(prepared.size()), USPREP_DEFAULT, nullptr, &status);
  std::string bytes(prepared.size() * 3, '\0');
  int32_t size = 0;
  u_strToUTF8(bytes.data(), static_cast<int32_t>(bytes.size()), &size, prepared.data(), length,
              &status);
  if (U_FAILURE(status)) return raw;
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

}  // namespace wenyuan::parse_pdf
