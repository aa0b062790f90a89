#include "wenyuan/parse_text/jsonl_parser.h"

#include <algorithm>
#include <string>

#include "data_tree.h"
#include "data_writer.h"
#include "json_reader.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/text_input.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kSample = 256 << 10U;

class JsonlParser final : public Parser {
 public:
  JsonlParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "jsonl"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    if (!MayStartJson(bytes)) return 0;
    const std::string text = charset::ToUtf8(bytes.substr(0, kSample)).utf8;
    const std::size_t first = text.find('\n');
    if (first == std::string::npos) {
      const bool named =
          EndsWithIgnoringCase(name, ".jsonl") || EndsWithIgnoringCase(name, ".ndjson");
      return named && StartsLikeJson(text) ? 74 : 0;
    }
    if (!IsJson(std::string_view(text).substr(0, first))) return 0;
    const std::size_t second = text.find('\n', first + 1);
    const std::string_view line = std::string_view(text).substr(first + 1, second - first - 1);
    if (Trim(line).empty()) return EndsWithIgnoringCase(name, ".jsonl") ? 74 : 0;
    const bool whole = second != std::string::npos || bytes.size() <= kSample;
    return (whole ? IsJson(line) : StartsLikeJson(line)) ? 74 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    DocumentBuilder out(Name(), request.limits);
    WY_TRY(const std::string text, ReadTextFile(request, Name(), out));
    DataTree tree;
    tree.Begin(DataTree::Kind::kArray);
    JsonReader reader(tree);
    std::size_t damaged = 0;
    for (std::size_t at = 0; at < text.size() && !tree.Full();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string_view line = Trim(std::string_view(text).substr(at, end - at));
      at = end + 1;
      if (line.empty()) continue;
      if (!reader.Read(line)) continue;
      ++damaged;
      while (tree.Depth() > 1) tree.End();
    }
    if (tree.Full()) {
      return FileTooLarge(Name(), {"it has more than 4000000 values, or values nested deeper than "
                                   "256 levels; split it",
                                   "其中的值超过 400 万个，或嵌套超过 256 层，请拆分"});
    }
    tree.End();
    if (damaged > 0) out.Warn(std::to_string(damaged) + " lines are damaged and were read in part");
    WriteData(tree, 0, out);
    out.SetTitle(BaseName(request.name));
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeJsonlParser() { return std::make_unique<JsonlParser>(); }

}  // namespace wenyuan::parse
