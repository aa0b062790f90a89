#include "wenyuan/parse_kit/errors.h"

namespace wenyuan::parse {
namespace {

Error Make(ErrorCode code, std::string_view format, const Reason& reason) {
  return {code, "cannot read this " + std::string(format) + " file: " + reason.english,
          "无法读取这个 " + std::string(format) + " 文件：" + reason.chinese};
}

}  // namespace

Error BrokenFile(std::string_view format, const Reason& reason) {
  return Make(ErrorCode::kInvalidArgument, format, reason);
}

Error NeedsPassword(std::string_view format, const Reason& reason) {
  return Make(ErrorCode::kPermissionDenied, format, reason);
}

Error UnsupportedFile(std::string_view format, const Reason& reason) {
  return Make(ErrorCode::kUnsupported, format, reason);
}

Error FileTooLarge(std::string_view format, const Reason& reason) {
  return Make(ErrorCode::kTooLarge, format, reason);
}

}  // namespace wenyuan::parse
