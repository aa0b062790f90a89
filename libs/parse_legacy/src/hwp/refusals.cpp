#include "hwp/refusals.h"

#include "wenyuan/parse_kit/errors.h"

namespace wenyuan::parse {

Error HangulIsEncrypted() {
  return UnsupportedFile(kHangulFormat,
                         {"it is encrypted; remove its password in Hangul and import it again",
                          "文件已加密，请在 Hangul 中取消密码后重新导入"});
}

Error HangulUnpacksTooLarge() {
  return FileTooLarge(kHangulFormat, {"its text unpacks to more than 200 MB; split the document",
                                      "其正文解压后超过 200 MB，请拆分文档"});
}

}  // namespace wenyuan::parse
