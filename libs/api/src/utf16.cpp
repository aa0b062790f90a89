#include "utf16.h"

namespace wenyuan::api {

std::uint32_t Utf16Offsets::At(std::size_t byte) {
  if (byte < byte_) {
    byte_ = 0;
    units_ = 0;
  }
  for (; byte_ < byte && byte_ < text_.size(); ++byte_) {
    const auto lead = static_cast<unsigned char>(text_[byte_]);
    if (lead >= 0xF0U) {
      units_ += 2;  // a surrogate pair
    } else if (lead < 0x80U || lead >= 0xC0U) {
      units_ += 1;
    }
  }
  return units_;
}

}  // namespace wenyuan::api
