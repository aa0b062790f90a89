#include "wenyuan/parse_text/json_parser.h"

#include <string>

#include "data_tree.h"
#include "data_writer.h"
#include "json_reader.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/text_input.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kSample = 64 << 10U;

class JsonParser final : public Parser {
 public:
  JsonParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "json"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    if (!MayStartJson(bytes)) return 0;
    return StartsLikeJson(charset::ToUtf8(bytes.substr(0, kSample)).utf8) ? 72 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    DocumentBuilder out(Name(), request.limits);
    WY_TRY(const std::string text, ReadTextFile(request, Name(), out));
    DataTree tree;
    const auto problem = JsonReader(tree).Read(text);
    if (problem && tree.Full()) {
      return FileTooLarge(Name(), {"it has more than 4000000 values, or values nested deeper than "
                                   "256 levels; split it",
                                   "其中的值超过 400 万个，或嵌套超过 256 层，请拆分"});
    }
    if (problem && tree.Size() <= 1) {
      return BrokenFile(Name(), {"it is not valid (" + *problem + ")", "它不是有效的 JSON"});
    }
    if (problem) out.Warn("the file is damaged; only what comes before was read: " + *problem);
    while (tree.Depth() > 0) tree.End();
    WriteData(tree, 0, out);
    out.SetTitle(BaseName(request.name));
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeJsonParser() { return std::make_unique<JsonParser>(); }

}  // namespace wenyuan::parse
