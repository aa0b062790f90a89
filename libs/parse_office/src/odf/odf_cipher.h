#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

// How each part of an OpenDocument package is encrypted (part 2, section 4 of the standard): AES in
// CBC mode with a key from the password by PBKDF2, as LibreOffice and OpenOffice since 3.4 write.
class OdfCipher {
 public:
  // From the root of META-INF/manifest.xml. `format` is for messages.
  OdfCipher(pugi::xml_node manifest, std::string_view password, std::string_view format);

  [[nodiscard]] bool Any() const { return !parts_.empty(); }
  // The part as it was before it was encrypted; one that is not encrypted as it is.
  // kPermissionDenied when the password is none or wrong, kUnsupported for another cipher,
  // kTooLarge when it would be more than 60 MB.
  [[nodiscard]] Result<std::string> Open(std::string_view part, std::string bytes) const;

 private:
  struct Part {
    std::string cipher;
    std::string derivation;
    std::string start;  // the initialisation vector
    std::string salt;
    unsigned iterations = 0;
    std::size_t key_bytes = 0;
    bool start_key_sha256 = false;
    std::string checksum;
    bool checksum_sha256 = false;
  };

  static Part ReadPart(pugi::xml_node data);
  [[nodiscard]] Result<void> CheckKnown(const Part& part) const;

  std::map<std::string, Part, std::less<>> parts_;
  std::string password_;
  std::string format_;
};

}  // namespace wenyuan::parse
