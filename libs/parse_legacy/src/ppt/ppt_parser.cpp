#include "wenyuan/parse_legacy/ppt_parser.h"

#include <algorithm>
#include <set>
#include <string>

#include "kit/art.h"
#include "kit/summary.h"
#include "ppt/presentation.h"
#include "ppt/slide.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/compound_file.h"
#include "wenyuan/parse_kit/compound_kind.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/embedded.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/inflate.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kFormat = "ppt";
constexpr std::size_t kMaxUnpacked = std::size_t{200} << 20U;  // of all objects

// The footers that slides show, once each.
void AddFooters(const PptSlideEntry& slide, std::set<std::string>& seen, DocumentBuilder& out) {
  for (const OfficeRecord& record : OfficeChildren(slide.content)) {
    if (record.type != kPptHeadersFooters) continue;
    for (const OfficeRecord& part : OfficeChildren(record.content)) {
      if (part.type != kPptString || part.instance == 0) continue;
      std::string text = WideToUtf8(part.content);
      if (seen.insert(text).second) out.Add(BlockKind::kPageHeader, text);
    }
  }
}

// Objects may be packed; one that would unpack to more than what is left is left out.
Result<void> AddObject(std::string_view bytes, int number, std::size_t& bytes_left,
                       DocumentBuilder& out) {
  std::size_t at = 0;
  const OfficeRecord record = OfficeRecordAt(bytes, at);
  std::string content(record.content);
  if (record.instance == 1) {
    auto unpacked = Inflate(record.content.substr(std::min<std::size_t>(4, record.content.size())),
                            DeflateForm::kZlib, bytes_left);
    if (!unpacked) {
      out.Warn("an embedded object is too large when unpacked and was left out");
      return {};
    }
    content = *std::move(unpacked);
    bytes_left -= content.size();
  }
  auto file = CompoundFile::Open(content, kFormat);
  if (!file) return {};
  return AddEmbedded(*file, 0, "object " + std::to_string(number), out);
}

class PptParser final : public Parser {
 public:
  PptParser() { charset::WarmUp(); }
  [[nodiscard]] std::string_view Name() const override { return kFormat; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return KindOfCompound(bytes) == CompoundKind::kPowerPoint ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(CompoundFile file, CompoundFile::Open(request.bytes, kFormat));
    // A file for PowerPoint 95 and 97 has the newer presentation in a storage of its own.
    const std::size_t storage = file.Find("PP97_DUALSTORAGE").value_or(0);
    WY_TRY(const std::string user, file.ReadByName("Current User", storage));
    WY_TRY(const std::string stream, file.ReadByName("PowerPoint Document", storage));
    if (user.empty()) {
      return UnsupportedFile(kFormat, {"it is older than PowerPoint 97; save it with a newer "
                                       "PowerPoint as .pptx",
                                       "它早于 PowerPoint 97，请用新版 PowerPoint 另存为 .pptx"});
    }
    const PptPresentation presentation = OpenPresentation(user, stream);
    if (presentation.encrypted || file.Find("EncryptedSummary")) {
      return UnsupportedFile(kFormat, {"it is encrypted; remove its password in PowerPoint and "
                                       "import it again",
                                       "文件已加密，请在 PowerPoint 中取消密码后重新导入"});
    }
    if (!presentation.found) {
      return BrokenFile(kFormat, {"its list of slides cannot be found; it is damaged, get a whole "
                                  "copy of it",
                                  "找不到幻灯片列表，文件已损坏，请重新获取完整的文件"});
    }
    DocumentBuilder out(kFormat, request.limits);
    AddSummary(file, out);
    WY_TRY(const std::string blips, file.ReadByName("Pictures", storage));
    ArtPictures pictures(presentation.drawing_group, blips);
    std::vector<bool> hidden;
    std::set<std::string> footers;
    for (const PptSlideEntry& slide : presentation.slides) {
      if (out.Full()) break;
      const std::string number = std::to_string(hidden.size() + 1);
      out.AddPage(number);
      hidden.push_back(IsHiddenPptSlide(slide.content));
      if (slide.content.empty()) out.Warn("slide " + number + " is missing; its outline was kept");
      AddPptSlide(slide, out);
      for (const ArtShape& shape : ReadArtShapes(slide.content)) pictures.AddFigure(shape, out);
      AddFooters(slide, footers, out);
      const auto notes = presentation.notes.find(slide.id);
      if (notes != presentation.notes.end()) AddPptNotes(notes->second, out);
    }
    int number = 0;
    std::size_t bytes_left = std::min(request.limits.max_attachment_bytes, kMaxUnpacked);
    for (const std::string_view object : presentation.objects) {
      if (out.Full()) break;
      WY_CHECK(AddObject(object, ++number, bytes_left, out));
    }
    if (file.Damaged()) out.Warn("the file is damaged; some of it could not be read");
    WY_TRY(Document document, out.Finish());
    for (std::size_t i = 0; i < document.pages.size(); ++i) document.pages[i].hidden = hidden[i];
    return document;
  }
};

}  // namespace

std::unique_ptr<Parser> MakePptParser() { return std::make_unique<PptParser>(); }

}  // namespace wenyuan::parse
