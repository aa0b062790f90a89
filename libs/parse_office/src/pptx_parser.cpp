#include "wenyuan/parse_office/pptx_parser.h"

#include <map>
#include <set>
#include <string>

#include "drawing_text.h"
#include "ooxml_package.h"
#include "part_pictures.h"
#include "pptx_slide.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

class PptxParser final : public Parser {
 public:
  [[nodiscard]] std::string_view Name() const override { return "pptx"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return RecogniseOoxml(bytes) == OoxmlKind::kPowerPoint ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(OoxmlPackage package, OoxmlPackage::Open(request.bytes, Name()));
    const std::string main = package.MainPart();
    WY_TRY(const auto presentation, package.Read(main));
    DocumentBuilder out(Name(), request.limits);
    package.ReadProperties(out);
    AddThumbnail(package, out);
    const auto relationships = package.Relationships(main);
    const Names authors = ReadAuthors(package, main, out);
    std::set<std::string> fixed_texts;
    int number = 0;
    for (const pugi::xml_node id : Child(presentation->document_element(), "sldIdLst").children()) {
      if (out.Full()) break;
      ++number;
      const auto found = relationships.find(std::string(id.attribute("r:id").value()));
      const std::string part = found == relationships.end() ? "" : found->second.target;
      const auto slide = package.ReadOptional(part, out);
      const bool hidden = slide && Attribute(slide->document_element(), "show") == "0";
      out.AddPage(std::to_string(number), hidden);
      if (slide == nullptr) {
        out.Warn("slide " + std::to_string(number) + " is missing");
        continue;
      }
      if (hidden) out.Warn("slide " + std::to_string(number) + " is hidden; its text was kept");
      AddSlide(package, part, slide->document_element(), out);
      AddFixedTexts(package, part, fixed_texts, out);
      AddNotes(package, part, out);
      AddComments(package, part, authors, out);
      AddEmbedded(package, part, out);
    }
    return out.Finish();
  }

 private:
  using Names = std::map<std::string, std::string>;  // by id

  static Names ReadAuthors(OoxmlPackage& package, const std::string& main, DocumentBuilder& out) {
    Names names;
    for (const std::string_view type : {"commentAuthors", "authors"}) {
      const auto xml = package.ReadOptional(package.Related(main, type), out);
      if (xml == nullptr) continue;
      for (const pugi::xml_node author : xml->document_element().children()) {
        names.emplace(Attribute(author, "id"), Attribute(author, "name"));
      }
    }
    return names;
  }

  static void AddSlide(OoxmlPackage& package, const std::string& part, pugi::xml_node slide,
                       DocumentBuilder& out) {
    PptxLayout layout;
    if (const auto xml = package.ReadOptional(package.Related(part, "slideLayout"), out)) {
      layout.Load(xml->document_element());
    }
    DrawnParts drawn(package, part, out);
    PartPictures pictures(package, part, out);
    AddSlideShapes(
        slide, layout, [&](std::string_view id) { drawn.Add(id); }, pictures, out);
    drawn.AddRest();
  }

  // Once in the document, not on each slide.
  static void AddFixedTexts(OoxmlPackage& package, const std::string& part,
                            std::set<std::string>& known, DocumentBuilder& out) {
    const std::string layout = package.Related(part, "slideLayout");
    for (const std::string& from : {layout, package.Related(layout, "slideMaster")}) {
      if (from.empty() || !known.insert("part " + from).second) continue;
      const auto xml = package.ReadOptional(from, out);
      if (xml == nullptr) continue;
      for (const std::string& text : FixedTexts(xml->document_element())) {
        if (known.insert(text).second) out.Add(BlockKind::kPageHeader, text);
      }
    }
  }

  static void AddNotes(OoxmlPackage& package, const std::string& part, DocumentBuilder& out) {
    const auto notes = package.ReadOptional(package.Related(part, "notesSlide"), out);
    if (notes == nullptr) return;
    WalkXml(
        notes->document_element(),
        [&](pugi::xml_node node) {
          if (LocalName(node) != "sp") return true;
          const std::string_view type =
              Attribute(Child(Child(Child(node, "nvSpPr"), "nvPr"), "ph"), "type");
          if (type == "sldNum" || type == "dt" || type == "hdr" || type == "ftr") return false;
          for (const auto& paragraph : DrawingParagraphs(node)) {
            out.Add(BlockKind::kNote, paragraph.marker + paragraph.text);
          }
          return false;
        },
        [](pugi::xml_node) {});
  }

  static void AddComments(OoxmlPackage& package, const std::string& part, const Names& authors,
                          DocumentBuilder& out) {
    const auto comments = package.ReadOptional(package.Related(part, "comments"), out);
    if (comments == nullptr) return;
    for (const pugi::xml_node comment : comments->document_element().children()) {
      const auto author = authors.find(std::string(Attribute(comment, "authorId")));
      const std::string name = author == authors.end() ? "" : author->second;
      const std::string time(Attribute(comment, comment.attribute("dt") ? "dt" : "created"));
      std::string text = Child(comment, "text").text().get();
      if (text.empty()) {
        for (const auto& paragraph : DrawingParagraphs(comment)) {
          text += (text.empty() ? "" : "\n") + paragraph.text;
        }
      }
      if (!text.empty()) out.Add(BlockKind::kNote, CommentStart(name, time) + text);
    }
  }
};

}  // namespace

std::unique_ptr<Parser> MakePptxParser() { return std::make_unique<PptxParser>(); }

}  // namespace wenyuan::parse
