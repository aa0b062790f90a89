#include "wenyuan/parse_legacy/hwp_parser.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "hwp/distribution.h"
#include "hwp/section.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/ciphers.h"
#include "wenyuan/parse_kit/compound_file.h"
#include "wenyuan/parse_kit/compound_kind.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/inflate.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kFormat = "hwp";
constexpr std::string_view kOldMagic = "HWP Document File V";
constexpr std::uint32_t kCompressed = 1;
constexpr std::uint32_t kEncrypted = 2;
constexpr std::uint32_t kForDistribution = 4;
constexpr std::size_t kMaxUnpacked = std::size_t{200} << 20U;

// "Section0", "Section1", … in the order of their numbers.
std::vector<std::size_t> SectionsOf(const CompoundFile& file, std::size_t storage) {
  std::vector<std::pair<unsigned, std::size_t>> numbered;
  for (const std::size_t child : file.Entries()[storage].children) {
    const std::string_view name = file.Entries()[child].name;
    constexpr std::string_view kPrefix = "Section";
    if (name.substr(0, kPrefix.size()) != kPrefix) continue;
    unsigned number = 0;
    std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), number);
    numbered.emplace_back(number, child);
  }
  std::sort(numbered.begin(), numbered.end());
  std::vector<std::size_t> sections;
  for (const auto& [number, child] : numbered) sections.push_back(child);
  return sections;
}

class HwpParser final : public Parser {
 public:
  HwpParser() {
    charset::WarmUp();
    WarmUpCiphers();
  }
  [[nodiscard]] std::string_view Name() const override { return kFormat; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    const bool old = bytes.substr(0, kOldMagic.size()) == kOldMagic;
    return old || KindOfCompound(bytes) == CompoundKind::kHangul ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    if (request.bytes.substr(0, kOldMagic.size()) == kOldMagic) {
      return UnsupportedFile(kFormat, {"it is of a version before 5, which cannot be read; save it "
                                       "with a newer Hangul as hwp 5, hwpx or docx",
                                       "它是 5.0 之前的版本，无法读取，请用新版 Hangul 另存为 "
                                       "hwp 5、hwpx 或 docx"});
    }
    WY_TRY(CompoundFile file, CompoundFile::Open(request.bytes, kFormat));
    WY_TRY(const std::string header, file.ReadByName("FileHeader"));
    const std::uint32_t flags = Bytes(header).U32(36);
    if ((flags & kEncrypted) != 0) {
      return UnsupportedFile(kFormat,
                             {"it is encrypted; remove its password in Hangul and import it "
                              "again",
                              "文件已加密，请在 Hangul 中取消密码后重新导入"});
    }
    const bool distributed = (flags & kForDistribution) != 0;
    const auto body = file.Find(distributed ? "ViewText" : "BodyText");
    if (!body) {
      return BrokenFile(kFormat, {"its text is missing; get a whole copy of the file",
                                  "其中缺少正文，请重新获取完整的文件"});
    }
    DocumentBuilder out(kFormat, request.limits);
    std::size_t bytes_left = kMaxUnpacked;
    for (const std::size_t entry : SectionsOf(file, *body)) {
      if (out.Full()) break;
      WY_TRY(std::string section, file.Read(entry));
      if (distributed) section = OpenDistributedSection(section);
      if ((flags & kCompressed) != 0) {
        auto unpacked = Inflate(section, DeflateForm::kRaw, bytes_left);
        if (!unpacked) {
          return FileTooLarge(kFormat, {"its text unpacks to more than 200 MB; split the document",
                                        "其正文解压后超过 200 MB，请拆分文档"});
        }
        section = *std::move(unpacked);
        bytes_left -= section.size();
      }
      AddHwpSection(section, out);
    }
    if (file.Damaged()) out.Warn("the file is damaged; some of it could not be read");
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeHwpParser() { return std::make_unique<HwpParser>(); }

}  // namespace wenyuan::parse
