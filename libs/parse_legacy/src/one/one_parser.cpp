#include "wenyuan/parse_legacy/one_parser.h"

#include <string_view>

#include "one/notebook.h"
#include "one/section.h"
#include "one/store.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"

namespace wenyuan::parse {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kFormat = "one";
constexpr auto kSection = "\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\xAE\xB1\x53\x78\xD0\x29\x96\xD3"sv;
constexpr auto kNotebook = "\xA1\x2F\xFF\x43\xD9\xEF\x76\x4C\x9E\xE2\x10\xEA\x57\x22\x76\x5F"sv;

class OneParser final : public Parser {
 public:
  OneParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return kFormat; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return bytes.starts_with(kSection) || bytes.starts_with(kNotebook) ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(const OneStore store, OneStore::Open(request.bytes));
    const bool notebook = request.bytes.starts_with(kNotebook) || IsOneNotebook(store);
    DocumentBuilder out(kFormat, request.limits);
    if (notebook) {
      AddOneNotebook(store, out);
      if (out.Empty()) return IsNoSection();
    } else {
      AddOneSection(store, out);
    }
    if (out.Empty() && !out.Full()) {
      return UnsupportedFile("OneNote",
                             {"its pages have no text; check that it is the file you meant",
                              "其中的页面没有文字，请检查文件是否选对"});
    }
    return out.Finish();
  }

 private:
  static Error IsNoSection() {
    return UnsupportedFile("OneNote", {"it is the list of a notebook's sections and has no "
                                       "notes; import the .one files beside it",
                                       "它只是笔记本的分区目录，没有笔记内容；请导入同一文件夹中的"
                                       " .one 文件"});
  }
};

}  // namespace

std::unique_ptr<Parser> MakeOneParser() { return std::make_unique<OneParser>(); }

}  // namespace wenyuan::parse
