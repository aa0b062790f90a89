#include "ask_for_password.h"

#include "wenyuan/parse_kit/errors.h"

namespace wenyuan::parse {

Error WrongPassword(std::string_view format, std::string_view password) {
  if (password.empty()) {
    return NeedsPassword(format, {"it is encrypted; give its password and try again",
                                  "文件已加密，请提供密码后重试"});
  }
  return NeedsPassword(format, {"the password is wrong; give the right one and try again",
                                "密码不正确，请重新输入"});
}

}  // namespace wenyuan::parse
