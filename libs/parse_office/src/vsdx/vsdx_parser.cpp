#include "wenyuan/parse_office/vsdx_parser.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ooxml_package.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/zip_file.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

double CellValue(pugi::xml_node shape, std::string_view name) {
  for (const pugi::xml_node cell : shape.children()) {
    if (LocalName(cell) == "Cell" && Attribute(cell, "N") == name) {
      const double value = std::strtod(std::string(Attribute(cell, "V")).c_str(), nullptr);
      return std::isfinite(value) ? value : 0;
    }
  }
  return 0;
}

std::string TextOf(pugi::xml_node shape) {
  std::string text;
  WalkXml(
      Child(shape, "Text"),
      [&](pugi::xml_node node) {
        if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
          text += node.value();
        }
        return true;
      },
      [](pugi::xml_node) {});
  return std::string(Trim(text));
}

class VsdxReader {
 public:
  VsdxReader(OoxmlPackage& package, DocumentBuilder& out) : package_(package), out_(out) {}

  Result<void> Run(const std::string& main) {
    const std::string list = package_.Related(main, "pages");
    WY_TRY(const auto pages, package_.Read(list));
    const auto parts = package_.Relationships(list);
    for (const pugi::xml_node page : pages->document_element().children()) {
      if (LocalName(page) != "Page" || out_.Full()) continue;
      out_.AddPage(Attribute(page, "Name"));
      const auto part = parts.find(std::string(Attribute(Child(page, "Rel"), "id")));
      if (part != parts.end()) ReadPage(part->second.target);
    }
    ReadComments(main);
    return {};
  }

 private:
  struct Shape {
    pugi::xml_node node;
    double up = 0;
    double right = 0;
  };

  void ReadPage(const std::string& part) {
    const auto page = package_.ReadOptional(part, out_);
    if (page == nullptr) return;
    std::vector<Shape> shapes;
    for (const pugi::xml_node node : Child(page->document_element(), "Shapes").children()) {
      shapes.push_back({node, CellValue(node, "PinY"), CellValue(node, "PinX")});
    }
    std::stable_sort(shapes.begin(), shapes.end(), [](const Shape& a, const Shape& b) {
      return std::pair(-a.up, a.right) < std::pair(-b.up, b.right);
    });
    for (const Shape& shape : shapes) ReadShape(shape.node);
  }

  // A shape and those of its group.
  void ReadShape(pugi::xml_node shape) {
    out_.Add(BlockKind::kParagraph, TextOf(shape));
    WalkXml(
        Child(shape, "Shapes"),
        [&](pugi::xml_node node) {
          if (LocalName(node) == "Shape") out_.Add(BlockKind::kParagraph, TextOf(node));
          return LocalName(node) == "Shape" || LocalName(node) == "Shapes";
        },
        [](pugi::xml_node) {});
  }

  void ReadComments(const std::string& main) {
    const auto comments = package_.ReadOptional(package_.Related(main, "comments"), out_);
    if (comments == nullptr) return;
    std::map<std::string, std::string> authors;
    for (const pugi::xml_node author :
         Child(comments->document_element(), "AuthorList").children()) {
      authors.emplace(Attribute(author, "ID"), Attribute(author, "Name"));
    }
    for (const pugi::xml_node entry :
         Child(comments->document_element(), "CommentList").children()) {
      const std::string text = Collapse(entry.text().get());
      const auto author = authors.find(std::string(Attribute(entry, "AuthorID")));
      const bool known = author != authors.end() && !author->second.empty();
      if (!text.empty()) out_.Add(BlockKind::kNote, (known ? author->second + ": " : "") + text);
    }
  }

  OoxmlPackage& package_;
  DocumentBuilder& out_;
};

class VsdxParser final : public Parser {
 public:
  [[nodiscard]] std::string_view Name() const override { return "vsdx"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    if (!HasZipMagic(bytes)) return 0;
    auto package = OoxmlPackage::Open(bytes, Name());
    if (!package) return 0;
    const std::string main = package->Related("", "document");
    return !main.empty() && !package->Related(main, "pages").empty() ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(OoxmlPackage package, OoxmlPackage::Open(request.bytes, Name()));
    DocumentBuilder out(Name(), request.limits);
    package.ReadProperties(out);
    WY_CHECK(VsdxReader(package, out).Run(package.Related("", "document")));
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeVsdxParser() { return std::make_unique<VsdxParser>(); }

}  // namespace wenyuan::parse
