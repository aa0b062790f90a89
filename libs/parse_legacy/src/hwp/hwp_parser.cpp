#include "wenyuan/parse_legacy/hwp_parser.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "hwp/distribution.h"
#include "hwp/old_document.h"
#include "hwp/refusals.h"
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
  [[nodiscard]] std::string_view Name() const override { return kHangulFormat; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return IsOldHangul(bytes) || KindOfCompound(bytes) == CompoundKind::kHangul ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    if (IsOldHangul(request.bytes)) return ReadOldHangul(request);
    WY_TRY(CompoundFile file, CompoundFile::Open(request.bytes, kHangulFormat));
    WY_TRY(const std::string header, file.ReadByName("FileHeader"));
    const std::uint32_t flags = Bytes(header).U32(36);
    if ((flags & kEncrypted) != 0) return HangulIsEncrypted();
    const bool distributed = (flags & kForDistribution) != 0;
    const auto body = file.Find(distributed ? "ViewText" : "BodyText");
    if (!body) {
      return BrokenFile(kHangulFormat, {"its text is missing; get a whole copy of the file",
                                        "其中缺少正文，请重新获取完整的文件"});
    }
    DocumentBuilder out(kHangulFormat, request.limits);
    std::size_t bytes_left = kMaxUnpacked;
    for (const std::size_t entry : SectionsOf(file, *body)) {
      if (out.Full()) break;
      WY_TRY(std::string section, file.Read(entry));
      if (distributed) section = OpenDistributedSection(section);
      if ((flags & kCompressed) != 0) {
        auto unpacked = Inflate(section, DeflateForm::kRaw, bytes_left);
        if (!unpacked) return HangulUnpacksTooLarge();
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
