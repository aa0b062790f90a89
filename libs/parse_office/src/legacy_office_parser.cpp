#include "wenyuan/parse_office/legacy_office_parser.h"

#include <optional>
#include <string>
#include <string_view>

#include "ooxml_package.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/zip_file.h"

namespace wenyuan::parse {
namespace {

// What the file is and what to save it as.
struct Kind {
  std::string_view name;
  std::string_view save_as;
};

std::optional<Kind> ZipKind(std::string_view bytes) {
  // These put a file named "mimetype" first and uncompressed.
  const std::string_view head = bytes.substr(0, 200);
  if (head.find("application/epub+zip") != std::string_view::npos) return Kind{"EPUB book", ".pdf"};
  if (head.find("opendocument.text") != std::string_view::npos) {
    return Kind{"OpenDocument text (odt)", ".docx"};
  }
  if (head.find("opendocument.spreadsheet") != std::string_view::npos) {
    return Kind{"OpenDocument spreadsheet (ods)", ".xlsx"};
  }
  const bool manifest = bytes.find("META-INF/manifest.xml") != std::string_view::npos &&
                        bytes.find("content.xml") != std::string_view::npos;
  if (manifest || head.find("opendocument") != std::string_view::npos) {
    return Kind{"OpenDocument presentation or drawing", ".pptx or .pdf"};
  }
  if (RecogniseOoxml(bytes) == OoxmlKind::kOther) {
    return Kind{"office file of a kind other than Word, Excel and PowerPoint", ".pdf"};
  }
  if (bytes.find("Index/Document.iwa") != std::string_view::npos ||
      bytes.find("QuickLook/Preview") != std::string_view::npos) {
    return Kind{"Apple iWork", ".docx, .xlsx, .pptx or .pdf"};
  }
  return std::nullopt;
}

std::optional<Kind> KindOf(std::string_view bytes) {
  if (bytes.substr(0, 5) == "{\\rtf") return Kind{"Rich Text (rtf)", ".docx"};
  if (HasZipMagic(bytes)) return ZipKind(bytes);
  return std::nullopt;
}

class LegacyOfficeParser final : public Parser {
 public:
  [[nodiscard]] std::string_view Name() const override { return "legacy-office"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return KindOf(bytes) ? 90 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    const Kind kind = KindOf(request.bytes).value_or(Kind{"office", ".docx"});
    const std::string save_as(kind.save_as);
    return UnsupportedFile(kind.name, {"this format is not supported; save it as " + save_as,
                                       "暂不支持这种格式，请另存为 " + save_as});
  }
};

}  // namespace

std::unique_ptr<Parser> MakeLegacyOfficeParser() { return std::make_unique<LegacyOfficeParser>(); }

}  // namespace wenyuan::parse
