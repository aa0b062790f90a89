#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "docx_numbering.h"
#include "docx_styles.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/table_grid.h"

namespace wenyuan::parse {

// What the body of a document refers to.
struct DocxContext {
  DocxStyles styles;
  DocxNumbering numbering;
  std::map<std::string, std::string> footnotes;
  std::map<std::string, std::string> endnotes;
  std::map<std::string, std::string> comments;
  // Adds what a relationship of the document stands for: a chart, a diagram, a document put in.
  std::function<void(std::string_view id)> add_part;
  // What DocumentBuilder::AddPicture gives for the picture that a relationship leads to.
  std::function<std::uint32_t(std::string_view id)> picture;
};

// Turns the body of document.xml into blocks.
class DocxReader {
 public:
  // Both must outlive the reader.
  DocxReader(DocxContext& context, DocumentBuilder& out) : context_(context), out_(out) {}
  void Run(pugi::xml_node body);

 private:
  struct Paragraph {
    BlockKind kind = BlockKind::kParagraph;
    std::uint8_t level = 0;
    bool title = false;
    std::string marker;
    std::string text;
    std::string formula;  // of a text that is nothing else
  };
  // What comes behind the paragraph or table that it stands in.
  struct Waiting {
    BlockKind kind = BlockKind::kNote;
    std::string text;
    std::string part;  // or the relationship to be added
    std::uint32_t picture = 0;
  };
  struct Cell {
    std::string text;
    std::uint32_t columns = 1;
    bool continues = false;  // the cell above goes on here
  };
  struct OpenTable {
    TableGrid grid;
    std::vector<Cell> cells;  // that are open: nested ones have tables of their own
    bool header_row = false;
    bool headed = false;
    bool first_row_is_header = false;
  };

  bool Enter(pugi::xml_node node);
  void Leave(pugi::xml_node node);
  void StartParagraph(pugi::xml_node node);
  void FinishParagraph();
  void StartRow(pugi::xml_node row);
  void StartCell(pugi::xml_node cell);
  void FinishCell();
  void FinishTable();
  void Refer(const std::map<std::string, std::string>& notes, pugi::xml_node reference);
  void AddFormulas(pugi::xml_node paragraph_of_math);
  void AddFormula(const std::string& latex);
  // Whether the node was a picture's description, a chart, a diagram: these wait.
  void Describe(pugi::xml_node node, std::string_view name);
  void Show(std::string_view id);
  void Emit(Paragraph paragraph);
  // What waited for the end of a paragraph or table of the page itself.
  void EmitWaiting();

  DocxContext& context_;
  DocumentBuilder& out_;
  std::vector<Paragraph> paragraphs_;  // open ones
  std::vector<pugi::xml_node> boxes_;  // text boxes, to follow what they stand in
  int depth_ = 0;                      // of text boxes inside text boxes
  std::vector<OpenTable> tables_;
  std::vector<Waiting> waiting_;
  std::string check_box_;  // stands for the next text
};

}  // namespace wenyuan::parse
