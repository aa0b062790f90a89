#include "wenyuan/parse_office/rtf_parser.h"

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/rtf_reader.h"

namespace wenyuan::parse {
namespace {

class RtfParser final : public Parser {
 public:
  RtfParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "rtf"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return IsRtf(bytes) ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    DocumentBuilder out(Name(), request.limits);
    WY_CHECK(ReadRtf(request.bytes, out));
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeRtfParser() { return std::make_unique<RtfParser>(); }

}  // namespace wenyuan::parse
