#include "wenyuan/parse_pdf/pdf_parser.h"

#include <algorithm>
#include <string>
#include <utility>

#include "document_reader.h"
#include "password.h"
#include "pdfium_handles.h"

namespace wenyuan::parse_pdf {
namespace {

// Readers accept bytes in front of %PDF-; but texts speak of PDF, too.
constexpr std::size_t kHeaderWithin = 1024;
constexpr std::size_t kTrailerWithin = 2048;

bool HasTrailer(std::string_view bytes) {
  const std::size_t tail = bytes.size() - std::min(bytes.size(), kTrailerWithin);
  return bytes.substr(tail).find("startxref") != std::string_view::npos;
}

bool IsNamedPdf(std::string_view name) {
  constexpr std::string_view kExtension = ".pdf";
  if (name.size() < kExtension.size()) return false;
  const std::string_view end = name.substr(name.size() - kExtension.size());
  return std::equal(end.begin(), end.end(), kExtension.begin(),
                    [](char one, char lower) { return (one | 0x20) == lower; });
}

Error Sentence(ErrorCode code, const std::string& english, const std::string& chinese) {
  return {code, english, chinese};
}

Error LoadError(const parse::ParseRequest& request) {
  const std::string name(request.name);
  switch (FPDF_GetLastError()) {
    case FPDF_ERR_PASSWORD:
      if (request.password.empty()) {
        return Sentence(ErrorCode::kPermissionDenied,
                        "\"" + name + "\" needs a password to be read; give it and try again",
                        "“" + name + "”需要密码才能读取；请提供密码后重试");
      }
      return Sentence(ErrorCode::kPermissionDenied,
                      "the password for \"" + name + "\" is wrong; give the right one",
                      "“" + name + "”的密码不正确；请提供正确的密码");
    case FPDF_ERR_SECURITY:
      return Sentence(ErrorCode::kUnsupported,
                      "\"" + name +
                          "\" is protected in a way that we cannot read; save it without "
                          "protection and try again",
                      "“" + name + "”采用了无法识别的保护方式；请另存为无保护的文件后重试");
    default:
      return Sentence(ErrorCode::kInvalidArgument,
                      "\"" + name +
                          "\" is damaged and cannot be read as PDF; save or download it "
                          "anew and try again",
                      "“" + name + "”已损坏，无法按 PDF 读取；请重新保存或下载后重试");
  }
}

// PDFium opens and allocates on first use; what the page says shows that library and headers fit.
constexpr std::string_view kWarmUp =
    "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]"
    "/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R"
    "/Resources<</Font<</F 5 0 R>>>>>>\nendobj\n4 0 obj\n<</Length 38>>\nstream\n"
    "BT /F 12 Tf 20 50 Td (Warm up) Tj ET \nendstream\nendobj\n5 0 obj\n<</Type/Font"
    "/Subtype/Type1/BaseFont/Helvetica>>\nendobj\ntrailer\n<</Root 1 0 R/Size 6>>\n%%EOF\n";

class PdfParser final : public parse::Parser {
 public:
  explicit PdfParser(parse::TextRecogniser* recogniser) : recogniser_(recogniser) {}

  [[nodiscard]] std::string_view Name() const override { return "pdf"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    if (bytes.starts_with("%PDF-")) return 100;
    if (bytes.substr(0, kHeaderWithin).find("%PDF-") == std::string_view::npos) return 0;
    return IsNamedPdf(name) || HasTrailer(bytes) ? 80 : 0;
  }

  Result<parse::Document> Parse(const parse::ParseRequest& request) override {
    PdfDocument pdf = Load(request.bytes, request.password);
    if (pdf == nullptr && FPDF_GetLastError() == FPDF_ERR_PASSWORD && !request.password.empty()) {
      pdf = Load(request.bytes, PreparedPassword(request.password));
    }
    if (pdf == nullptr) return LoadError(request);
    const int count = FPDF_GetPageCount(pdf.get());
    if (count < 0 || static_cast<std::size_t>(count) > request.limits.max_pages) {
      const std::string limit = std::to_string(request.limits.max_pages);
      return Sentence(ErrorCode::kTooLarge,
                      "\"" + std::string(request.name) + "\" has more than " + limit +
                          " pages; split it and try again",
                      "“" + std::string(request.name) + "”超过 " + limit + " 页；请拆分后重试");
    }
    return ReadDocument(pdf.get(), request, recogniser_);
  }

 private:
  static PdfDocument Load(std::string_view bytes, std::string_view password) {
    return PdfDocument(
        FPDF_LoadMemDocument64(bytes.data(), bytes.size(), std::string(password).c_str()));
  }

  parse::TextRecogniser* const recogniser_;
};

}  // namespace

Result<std::unique_ptr<parse::Parser>> MakePdfParser(parse::TextRecogniser* recogniser) {
  FPDF_LIBRARY_CONFIG config{};
  config.version = 2;
  FPDF_InitLibraryWithConfig(&config);
  (void)PreparedPassword("warm up");
  auto parser = std::make_unique<PdfParser>(recogniser);
  const Result<parse::Document> warm = parser->Parse({kWarmUp, "warm-up.pdf", "", {}});
  if (!warm || warm->blocks.size() != 1 || warm->blocks[0].text != "Warm up") {
    return Error{ErrorCode::kInternal,
                 "PDFium does not read a known page; the library does not fit the program"};
  }
  return parser;
}

}  // namespace wenyuan::parse_pdf
