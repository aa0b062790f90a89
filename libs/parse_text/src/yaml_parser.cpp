#include "wenyuan/parse_text/yaml_parser.h"

#include <string>

#include "data_tree.h"
#include "data_writer.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/looks_like_text.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/text_input.h"
#include "yaml_reader.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{32} << 20U;  // the library is slow

class YamlParser final : public Parser {
 public:
  YamlParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "yaml"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    if (EndsWithIgnoringCase(name, ".yaml") || EndsWithIgnoringCase(name, ".yml")) {
      return LooksLikeText(bytes) ? 62 : 0;
    }
    for (const std::string_view start : {"%YAML ", "apiVersion: ", "openapi: ", "swagger: "}) {
      if (bytes.substr(0, start.size()) == start) return 40;
    }
    return 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    DocumentBuilder out(Name(), request.limits);
    WY_TRY(const std::string text, ReadTextFile(request, Name(), out, kMaxBytes));
    DataTree tree;
    const auto problem = ReadYaml(text, tree);
    if (tree.Full()) {
      return FileTooLarge(Name(), {"it has more than 4000000 values, or values nested deeper than "
                                   "256 levels; split it",
                                   "其中的值超过 400 万个，或嵌套超过 256 层，请拆分"});
    }
    if (problem) {  // a template, for example: what people wrote is all there
      out.Warn("it is not valid YAML and was read as it stands: " + *problem);
      out.Add(BlockKind::kCode, text);
      return out.Finish();
    }
    const auto documents = tree.ChildrenOf(0);
    WriteData(tree, documents.size() == 1 ? documents[0] : 0, out);
    out.SetTitle(BaseName(request.name));
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeYamlParser() { return std::make_unique<YamlParser>(); }

}  // namespace wenyuan::parse
