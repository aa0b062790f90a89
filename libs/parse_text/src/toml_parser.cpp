#include "wenyuan/parse_text/toml_parser.h"

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "data_tree.h"
#include "data_writer.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/looks_like_text.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/text_input.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{16} << 20U;

std::string ValueText(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  std::ostringstream out;
  if (const auto* number = node.as_integer()) out << number->get();
  if (const auto* number = node.as_floating_point()) out << number->get();
  if (const auto* flag = node.as_boolean()) out << (flag->get() ? "true" : "false");
  if (const auto* date = node.as_date()) out << date->get();
  if (const auto* time = node.as_time()) out << time->get();
  if (const auto* moment = node.as_date_time()) out << moment->get();
  return out.str();
}

// Nested no deeper than the library reads: 256 levels.
void Add(const toml::node& node, DataTree& tree) {
  if (const auto* table = node.as_table()) {
    if (!tree.Begin(DataTree::Kind::kObject)) return;
    std::vector<std::pair<std::string_view, const toml::node*>> children;
    for (const auto& [key, child] : *table) children.emplace_back(key.str(), &child);
    // The library sorts by name; people read in the order of the file.
    std::stable_sort(children.begin(), children.end(), [](const auto& a, const auto& b) {
      return a.second->source().begin < b.second->source().begin;
    });
    for (const auto& [key, child] : children) {
      tree.Key(key);
      Add(*child, tree);
    }
    tree.End();
  } else if (const auto* array = node.as_array()) {
    if (!tree.Begin(DataTree::Kind::kArray)) return;
    for (const auto& child : *array) Add(child, tree);
    tree.End();
  } else {
    tree.Scalar(ValueText(node));
  }
}

class TomlParser final : public Parser {
 public:
  TomlParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "toml"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    return EndsWithIgnoringCase(name, ".toml") && LooksLikeText(bytes) ? 62 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    DocumentBuilder out(Name(), request.limits);
    WY_TRY(const std::string text, ReadTextFile(request, Name(), out, kMaxBytes));
    DataTree tree;
    try {
      Add(toml::parse(text), tree);
    } catch (const toml::parse_error& problem) {
      out.Warn("it is not valid TOML and was read as it stands: line " +
               std::to_string(problem.source().begin.line) + ": " +
               std::string(problem.description()));
      out.Add(BlockKind::kCode, text);
      return out.Finish();
    }
    if (tree.Full()) {
      return FileTooLarge(
          Name(), {"it has more than 4000000 values; split it", "其中的值超过 400 万个，请拆分"});
    }
    WriteData(tree, 0, out);
    out.SetTitle(BaseName(request.name));
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeTomlParser() { return std::make_unique<TomlParser>(); }

}  // namespace wenyuan::parse
