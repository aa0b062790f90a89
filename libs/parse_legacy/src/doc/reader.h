#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "doc/lists.h"
#include "doc/marks.h"
#include "doc/pictures.h"
#include "doc/styles.h"
#include "doc/table.h"
#include "doc/text.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

using DocSpan = std::pair<std::size_t, std::size_t>;  // characters

// What the reader needs to know of a document. Constant while it reads, except for the counters of
// the lists, and for boxes and pictures that were shown.
struct DocContext {
  DocText text;
  DocMarks marks;
  std::vector<DocRun> paragraphs;
  std::string_view data;  // the stream with what was too long for the paragraphs
  std::vector<DocStyle> styles;
  DocLists lists;
  bool word6 = false;
  unsigned code_page = 1252;
  std::map<std::size_t, std::string> notes;  // by the character that refers to them
  std::map<std::size_t, DocSpan> boxes;      // by the character that they are anchored at
  DocPictures pictures;

  [[nodiscard]] DocParagraph PropertiesAt(std::size_t character) const;
  // The shown characters of a range as UTF-8, paragraphs as lines.
  [[nodiscard]] std::string PlainText(DocSpan span) const;
};

// Turns characters into blocks.
class DocReader {
 public:
  DocReader(DocContext& context, DocumentBuilder& out) : context_(context), out_(out) {}
  void Run(DocSpan span);

 private:
  void Take(std::size_t at);
  void EndParagraph(std::size_t at);
  void EndCell(std::size_t at);
  void Emit(const DocParagraph& properties, std::string text);
  [[nodiscard]] std::string TakeText();
  void EmitWaiting();

  DocContext& context_;
  DocumentBuilder& out_;
  std::string text_;
  std::string bytes_;   // of a code page, not yet text
  std::string hidden_;  // text of the paragraph that a reader does not see
  std::string cell_;
  DocTable table_;
  std::vector<std::string> notes_;  // of the paragraph or table, to come behind it
  std::vector<DocSpan> boxes_;
  std::vector<std::size_t> pictures_;  // the characters that they hang at
  bool box_ = false;                   // this is the text of a box
};

}  // namespace wenyuan::parse
