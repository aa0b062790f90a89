#include "doc/decrypt.h"

#include <algorithm>
#include <memory>

#include "kit/office_key.h"
#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/errors.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kFormat = "doc";
constexpr std::size_t kBlock = 512;
constexpr std::size_t kPlainHead = 68;

}  // namespace

Result<void> DecryptDoc(const DocInformation& information, std::string_view password,
                        const LockedDocStreams& streams) {
  if (information.word6 || information.obfuscated) {
    if (password.empty()) {
      return UnsupportedFile(kFormat, {"it is encrypted in an old way; remove its password in Word "
                                       "and import it again",
                                       "文件使用旧式加密，请在 Word 中取消密码后重新导入"});
    }
    return UnsupportedFile(kFormat, {"it is encrypted in an old way that cannot be read; remove "
                                     "its password in Word and import it again",
                                     "文件使用了不支持的旧式加密，请在 Word 中取消密码后重新导入"});
  }
  // The table starts with the header, whose length stands in place of a key.
  const std::string header(
      Bytes(*streams.table).Sub(0, std::min<std::size_t>(information.key, 4096)));
  WY_TRY(const auto key, UnlockOffice(kFormat, header, password));
  std::string opened = key->Decrypt(*streams.text, 0, kBlock);
  const std::size_t plain = std::min(kPlainHead, opened.size());
  opened.replace(0, plain, *streams.text, 0, plain);
  *streams.text = std::move(opened);
  *streams.table = key->Decrypt(*streams.table, 0, kBlock);
  *streams.data = key->Decrypt(*streams.data, 0, kBlock);
  return {};
}

}  // namespace wenyuan::parse
