#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "odf/odf_file.h"
#include "odf/odf_forms.h"
#include "odf/odf_lists.h"
#include "odf/odf_styles.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/table_grid.h"

namespace wenyuan::parse {

// Turns flowing OpenDocument content into blocks: the body of a text, a text box, a shape.
class OdfReader {
 public:
  // All must outlive the reader.
  OdfReader(OdfFile& file, const OdfStyles& styles, DocumentBuilder& out)
      : file_(file), styles_(styles), out_(out), lists_(styles) {}

  // Everything below `root`.
  void Run(pugi::xml_node root);

 private:
  struct Paragraph {
    BlockKind kind = BlockKind::kParagraph;
    std::uint8_t level = 0;
    bool title = false;
    std::string marker;
    std::string text;
    std::string hidden;
    int hidden_depth = 0;  // of open elements that are not shown
  };
  struct OpenTable {
    TableGrid grid;
    std::vector<std::string> cells;  // that are open: nested ones have tables of their own
    bool header = false;
  };

  bool Enter(pugi::xml_node node);
  bool EnterElement(pugi::xml_node node);
  bool EnterTable(std::string_view name);
  void Leave(pugi::xml_node node);
  void EnterText(pugi::xml_node node);
  bool EnterApart(pugi::xml_node node);
  void StartParagraph(pugi::xml_node node);
  void FinishParagraph();
  void FinishCell(pugi::xml_node cell);
  void FinishTable();
  void AddObject(pugi::xml_node object);
  void AddPicture(pugi::xml_node image);
  void AddControl(const std::string& text);
  void Emit(Paragraph paragraph);
  // Ends a piece of text inside of a cell.
  void AddToCell(const std::string& text);
  void EmitWaiting();
  [[nodiscard]] bool InCell() const { return !tables_.empty() && !tables_.back().cells.empty(); }

  OdfFile& file_;
  const OdfStyles& styles_;
  DocumentBuilder& out_;
  OdfLists lists_;
  OdfForms forms_;
  std::vector<Paragraph> paragraphs_;  // open ones
  std::vector<OpenTable> tables_;
  std::vector<pugi::xml_node> boxes_;  // shapes, to follow what they stand in
  std::vector<std::string> notes_;     // to follow the paragraph or table
  int depth_ = 0;                      // of shapes inside shapes
};

}  // namespace wenyuan::parse
