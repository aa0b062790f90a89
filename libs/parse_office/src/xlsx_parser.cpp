#include "wenyuan/parse_office/xlsx_parser.h"

#include <map>
#include <string>
#include <vector>

#include "drawing_text.h"
#include "ooxml_package.h"
#include "part_pictures.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/strings.h"
#include "xlsx_sheet.h"
#include "xlsx_values.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

class XlsxParser final : public Parser {
 public:
  [[nodiscard]] std::string_view Name() const override { return "xlsx"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return RecogniseOoxml(bytes) == OoxmlKind::kExcel ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(OoxmlPackage package, OoxmlPackage::Open(request.bytes, Name()));
    const std::string main = package.MainPart();
    WY_TRY(const auto workbook, package.Read(main));
    DocumentBuilder out(Name(), request.limits);
    package.ReadProperties(out);
    Workbook book;
    Load(package, main, workbook->document_element(), book, out);
    LoadPersons(package, main, book, out);
    const auto relationships = package.Relationships(main);
    for (const pugi::xml_node sheet : Child(workbook->document_element(), "sheets").children()) {
      if (out.Full()) break;
      const std::string label(Attribute(sheet, "name"));
      const std::string_view state = Attribute(sheet, "state");
      const bool hidden = state == "hidden" || state == "veryHidden";
      out.AddPage(label, hidden);
      out.Announce(label, 1);
      if (hidden) out.Warn("sheet “" + label + "” is hidden; its text was kept");
      const auto found = relationships.find(std::string(sheet.attribute("r:id").value()));
      if (found == relationships.end()) {
        out.Warn("sheet “" + label + "” is missing");
        continue;
      }
      AddSheet(package, found->second, book, out);
    }
    const bool titled = out.HasTitle();
    auto document = out.Finish();
    if (document && !titled) document->title.clear();  // "Sheet1" is no title
    return document;
  }

 private:
  struct Workbook {
    XlsxStyles styles;
    std::vector<std::string> strings;
    std::map<std::string, std::string> persons;  // who comments, by id
  };

  static void Load(OoxmlPackage& package, const std::string& main, pugi::xml_node workbook,
                   Workbook& book, DocumentBuilder& out) {
    if (const auto xml = package.ReadOptional(package.Related(main, "styles"), out)) {
      book.styles.Load(xml->document_element());
    }
    if (IsTrue(Attribute(Child(workbook, "workbookPr"), "date1904"))) book.styles.CountFrom1904();
    if (const auto xml = package.ReadOptional(package.Related(main, "sharedStrings"), out)) {
      for (const pugi::xml_node item : xml->document_element().children()) {
        if (LocalName(item) == "si") book.strings.push_back(XlsxString(item));
      }
    }
  }

  static void LoadPersons(OoxmlPackage& package, const std::string& main, Workbook& book,
                          DocumentBuilder& out) {
    const auto xml = package.ReadOptional(package.Related(main, "person"), out);
    if (xml == nullptr) return;
    for (const pugi::xml_node person : xml->document_element().children()) {
      book.persons.emplace(Attribute(person, "id"), Attribute(person, "displayName"));
    }
  }

  static bool IsTrue(std::string_view value) { return value == "1" || value == "true"; }

  static void AddSheet(OoxmlPackage& package, const Relationship& relationship,
                       const Workbook& book, DocumentBuilder& out) {
    const auto sheet = package.ReadOptional(relationship.target, out);
    if (sheet == nullptr) return;
    AddRegions(ReadSheet(sheet->document_element(), book.styles, book.strings), out);
    AddComments(package, relationship.target, book.persons, out);
    const std::string drawing = package.Related(relationship.target, "drawing");
    if (const auto xml = package.ReadOptional(drawing, out)) {
      AddDrawing(package, drawing, xml->document_element(), out);
    }
    AddEmbedded(package, relationship.target, out);
  }

  static void AddDrawing(OoxmlPackage& package, const std::string& part, pugi::xml_node drawing,
                         DocumentBuilder& out) {
    DrawnParts drawn(package, part, out);
    PartPictures pictures(package, part, out);
    std::string description;  // comes before its picture
    WalkXml(
        drawing,
        [&](pugi::xml_node node) {
          const std::string_view name = LocalName(node);
          if (name == "Fallback") return false;
          if (name == "cNvPr") {
            out.AddFigure(description, 0);
            description = Attribute(node, "descr");
          }
          if (name == "blip") {
            out.AddFigure(std::exchange(description, {}), pictures.Add(Attribute(node, "embed")));
          }
          if (name == "chart") drawn.Add(Attribute(node, "id"));
          if (name == "relIds") drawn.Add(Attribute(node, "dm"));
          if (name != "txBody") return true;
          for (const auto& paragraph : DrawingParagraphs(node)) {
            out.Add(BlockKind::kParagraph, paragraph.marker + paragraph.text);
          }
          return false;
        },
        [&](pugi::xml_node node) {  // its bytes may be missing
          if (LocalName(node) == "pic") out.AddFigure(std::exchange(description, {}), 0);
        });
    out.AddFigure(description, 0);
    drawn.AddRest();
  }

  static void AddComment(std::string_view cell, std::string_view start, std::string_view text,
                         DocumentBuilder& out) {
    if (Trim(text).empty()) return;
    out.Add(BlockKind::kNote, std::string(cell) + ": " + std::string(start) + std::string(text));
  }

  static void AddComments(OoxmlPackage& package, const std::string& part,
                          const std::map<std::string, std::string>& persons, DocumentBuilder& out) {
    if (const auto threads = package.ReadOptional(package.Related(part, "threadedComment"), out)) {
      for (const pugi::xml_node comment : threads->document_element().children()) {
        const auto person = persons.find(std::string(Attribute(comment, "personId")));
        const std::string author = person == persons.end() ? "" : person->second;
        AddComment(Attribute(comment, "ref"), CommentStart(author, Attribute(comment, "dT")),
                   Child(comment, "text").text().get(), out);
      }
    }
    const auto comments = package.ReadOptional(package.Related(part, "comments"), out);
    if (comments == nullptr) return;
    std::vector<std::string> authors;
    for (const pugi::xml_node author : Child(comments->document_element(), "authors").children()) {
      authors.emplace_back(author.text().get());
    }
    for (const pugi::xml_node comment :
         Child(comments->document_element(), "commentList").children()) {
      const auto index = static_cast<std::size_t>(comment.attribute("authorId").as_uint());
      const std::string author = index < authors.size() ? authors[index] : std::string();
      if (author.substr(0, 3) == "tc=") continue;  // only says that there is a threaded comment
      AddComment(Attribute(comment, "ref"), CommentStart(author, ""),
                 XlsxString(Child(comment, "text")), out);
    }
  }
};

}  // namespace

std::unique_ptr<Parser> MakeXlsxParser() { return std::make_unique<XlsxParser>(); }

}  // namespace wenyuan::parse
