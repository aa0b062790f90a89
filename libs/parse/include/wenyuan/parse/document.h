#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/base/page_box.h"

namespace wenyuan::parse {

enum class BlockKind : std::uint8_t {
  kHeading,
  kParagraph,
  kListItem,
  kTable,
  kCode,
  kCaption,     // of a figure or table
  kNote,        // footnote, speaker note, comment
  kPageHeader,  // repeated at the top or bottom of pages; kept, not searched
  kFigure,      // a picture; its text is the alternative text or what was recognised in it
  kFormula,     // as LaTeX
  kHidden,      // text that a reader does not see (invisible, off the page); kept, not searched
};

// Cells are in row-major order; a spanned position has no cell of its own.
struct TableCell {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  std::uint32_t row_span = 1;
  std::uint32_t column_span = 1;
  bool header = false;  // a row or column header
  std::string text;
  std::vector<PageBox> boxes;  // empty where the format has no pages
  friend bool operator==(const TableCell&, const TableCell&) = default;
};

struct Table {
  std::uint32_t rows = 0;
  std::uint32_t columns = 0;
  std::vector<TableCell> cells;
  friend bool operator==(const Table&, const Table&) = default;
};

constexpr std::uint8_t kCertain = 100;

// One piece of a document in reading order. `text` is valid UTF-8 without NUL; of a table it is
// empty, because the cells have it. Only a figure with a box or a picture may have neither.
struct Block {
  BlockKind kind = BlockKind::kParagraph;
  std::uint8_t level = 0;  // headings 1-9; list items: depth from 1; else 0
  std::uint32_t page = 0;  // page, slide or sheet from 1; 0 where the format has none
  std::string text;
  std::vector<TextSpan> spans;  // in order; empty where the format has no pages
  Table table;                  // kTable only
  std::optional<PageBox> box;   // kFigure and kFormula only: the region that it takes up
  // Percent: how sure the recognition of the worst line in it was; kCertain where the file says it.
  std::uint8_t confidence = kCertain;
  // kFigure only: which of Document::pictures it shows, from 1; 0: none that is known.
  std::uint32_t picture = 0;
  // A vision-language model wrote the text from a picture: it may hold what is not there.
  bool from_model = false;
  friend bool operator==(const Block&, const Block&) = default;
};

// Width and height in points as displayed, and what a person calls it ("3", "iv", sheet name).
struct Page {
  float width = 0;
  float height = 0;
  std::string label;
  bool hidden = false;             // a sheet or slide that its author hid
  bool needs_recognition = false;  // it shows text as a picture, which nobody has read yet
  friend bool operator==(const Page&, const Page&) = default;
};

// A file found inside this one: mail attachment, archive member. It becomes a document of its own.
struct Attachment {
  std::string name;  // as its container names it, any characters but NUL; may hold '/'
  std::string bytes;
  friend bool operator==(const Attachment&, const Attachment&) = default;
};

// A picture beside text, large enough to show some. The same one is here once.
struct Picture {
  std::string sha256;       // of its bytes as the file holds them: 64 hexadecimal digits
  std::uint32_t width = 0;  // in pixels
  std::uint32_t height = 0;
  bool needs_recognition = false;  // nobody has read it yet
  // The file it is, in the parser process only: the server never sees it.
  std::string bytes = {};
  friend bool operator==(const Picture&, const Picture&) = default;
};

// What a parser makes of one file.
struct Document {
  std::string format;  // "pdf", "docx", …: what the content is, whatever the name says
  std::string title;   // from the document's own metadata or first heading; may be empty
  std::vector<std::pair<std::string, std::string>> metadata;  // "author", "subject", "date", …
  std::vector<Page> pages;                                    // empty where the format has none
  std::vector<Block> blocks;
  std::vector<Attachment> attachments;
  std::vector<Picture> pictures;
  std::string thumbnail;              // the first page as PNG or JPEG; empty: none
  std::vector<std::string> warnings;  // what was lost and why, in English, for the lineage
  friend bool operator==(const Document&, const Document&) = default;
};

}  // namespace wenyuan::parse
