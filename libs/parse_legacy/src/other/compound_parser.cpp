#include "wenyuan/parse_legacy/compound_parser.h"

#include <string>
#include <utility>

#include "other/encrypted_package.h"
#include "other/publisher.h"
#include "wenyuan/parse/choose_parser.h"
#include "wenyuan/parse_kit/ciphers.h"
#include "wenyuan/parse_kit/compound_file.h"
#include "wenyuan/parse_kit/compound_kind.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/embedded.h"
#include "wenyuan/parse_kit/errors.h"

namespace wenyuan::parse {
namespace {

struct Program {
  std::string_view stream;  // that only its files have
  std::string_view name;
  std::string_view save_as;
};

constexpr Program kPrograms[] = {
    {"Quill", "Publisher (pub)", ".pdf"},
    {"VisioDocument", "Visio (vsd)", ".vsdx or .pdf"},
    {"Props9", "Project (mpp)", ".xlsx or .pdf"},
    {"Props12", "Project (mpp)", ".xlsx or .pdf"},
    {"Props14", "Project (mpp)", ".xlsx or .pdf"},
    {"PP40", "PowerPoint 4", ".pptx"},
    {"PP95", "PowerPoint 95", ".pptx"},
    {"WPS", "Works (wps)", ".docx"},
    {"MatOST", "Works (wps)", ".docx"},
    {"CONTENTS", "Works or other Microsoft program", ".docx or .pdf"},
};

Error Unsupported(const CompoundFile& file) {
  for (const auto& [stream, name, save_as] : kPrograms) {
    if (!file.Find(stream)) continue;
    const std::string format(save_as);
    return UnsupportedFile(name, {"this format is not supported; save it as " + format,
                                  "暂不支持这种格式，请另存为 " + format});
  }
  return UnsupportedFile("Office",
                         {"it is of an old or unknown program; save it as .docx, .xlsx or "
                          ".pdf",
                          "它来自较旧或未知的程序，请另存为 .docx、.xlsx 或 .pdf"});
}

class CompoundParser final : public Parser {
 public:
  explicit CompoundParser(std::vector<std::unique_ptr<Parser>> inner) : inner_(std::move(inner)) {
    WarmUpCiphers();
  }
  [[nodiscard]] std::string_view Name() const override { return "compound"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return HasCompoundMagic(bytes) ? 60 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(CompoundFile file, CompoundFile::Open(request.bytes, "office"));
    if (KindOfCompound(request.bytes) == CompoundKind::kEncrypted) {
      WY_TRY(const std::string package, OpenEncryptedPackage(file, request.password));
      ParseRequest opened = request;
      opened.bytes = package;
      return ParseByContent(inner_, opened);
    }
    DocumentBuilder out(Name(), request.limits);
    // What another program wrapped to put it into a document.
    WY_CHECK(AddEmbedded(file, 0, "object", out));
    WY_CHECK(AddPublisherText(file, out));
    if (!out.Empty()) return out.Finish();
    return Unsupported(file);
  }

 private:
  std::vector<std::unique_ptr<Parser>> inner_;
};

}  // namespace

std::unique_ptr<Parser> MakeCompoundParser(std::vector<std::unique_ptr<Parser>> inner) {
  return std::make_unique<CompoundParser>(std::move(inner));
}

}  // namespace wenyuan::parse
