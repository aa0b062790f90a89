#include "xls/decrypt.h"

#include <memory>

#include "kit/office_key.h"
#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/errors.h"
#include "xls/records.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kFormat = "xls";
constexpr std::size_t kBlock = 1024;
constexpr std::uint16_t kRc4 = 1;
constexpr std::uint16_t kInterfaceHead = 0xE1;

// The scheme's header in the first part of the stream; empty when it is not encrypted.
std::string_view FindPassRecord(std::string_view stream) {
  const Bytes bytes(stream);
  for (std::size_t at = 0; bytes.Has(at, 4); at += 4 + std::size_t{bytes.U16(at + 2)}) {
    const std::uint16_t type = bytes.U16(at);
    if (type == kXlsFilePass) return bytes.Sub(at + 4, bytes.U16(at + 2));
    if (type == kXlsEnd || type == kXlsSheetName) return {};
  }
  return {};
}

// Bytes at the start of a record's content that stay readable.
std::size_t PlainBytes(std::uint16_t type, std::size_t size) {
  switch (type) {
    case kXlsStart:
    case kXlsFilePass:
    case kInterfaceHead:
      return size;
    case kXlsSheetName:
      return 4;  // where the sheet is
    default:
      return 0;
  }
}

}  // namespace

Result<std::string> DecryptWorkbook(std::string stream, std::string_view password) {
  const std::string pass(FindPassRecord(stream));
  if (pass.empty()) return stream;
  if (Bytes(pass).U16(0) != kRc4 || pass.size() < 6) {
    if (password.empty()) {
      return UnsupportedFile(kFormat,
                             {"it is encrypted in an old way; remove its password in Excel "
                              "and import it again",
                              "文件使用旧式加密，请在 Excel 中取消密码后重新导入"});
    }
    return UnsupportedFile(kFormat,
                           {"it is encrypted in an old way that cannot be read; remove "
                            "its password in Excel and import it again",
                            "文件使用了不支持的旧式加密，请在 Excel 中取消密码后重新导入"});
  }
  WY_TRY(const auto key, UnlockOffice(kFormat, std::string_view(pass).substr(2), password));
  const std::string locked = std::move(stream);
  const Bytes bytes(locked);
  std::string opened = locked;
  for (std::size_t at = 0; bytes.Has(at, 4);) {
    const std::string_view content = bytes.Sub(at + 4, bytes.U16(at + 2));
    const std::size_t plain = std::min(PlainBytes(bytes.U16(at), content.size()), content.size());
    opened.replace(at + 4 + plain, content.size() - plain,
                   key->Decrypt(content.substr(plain), at + 4 + plain, kBlock));
    if (bytes.U16(at) == kXlsFilePass) opened[at] = opened[at + 1] = '\x7F';  // no longer locked
    at += 4 + content.size();
  }
  return opened;
}

}  // namespace wenyuan::parse
