#include "wenyuan/parse_office/refused_office_parser.h"

#include <string_view>

#include "ooxml_package.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/zip_file.h"

namespace wenyuan::parse {
namespace {

class RefusedOfficeParser final : public Parser {
 public:
  [[nodiscard]] std::string_view Name() const override { return "refused-office"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return HasZipMagic(bytes) && RecogniseOoxml(bytes) == OoxmlKind::kOther ? 90 : 0;
  }

  Result<Document> Parse(const ParseRequest& /*request*/) override {
    return UnsupportedFile("Office",
                           {"it is of another kind than Word, Excel and PowerPoint; save it "
                            "as .docx, .xlsx, .pptx or .pdf",
                            "它不是 Word、Excel 或 PowerPoint 文件，请另存为 .docx、.xlsx、"
                            ".pptx 或 .pdf"});
  }
};

}  // namespace

std::unique_ptr<Parser> MakeRefusedOfficeParser() {
  return std::make_unique<RefusedOfficeParser>();
}

}  // namespace wenyuan::parse
