#include "plain_name.h"

namespace wenyuan::plan {

std::string PlainName(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      plain += static_cast<char>(c + 32);
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.') {
      plain += c;
    }
  }
  return plain;
}

}  // namespace wenyuan::plan
