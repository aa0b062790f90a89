#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kit/office_records.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// What Word, Excel and PowerPoint of 1997 to 2003 draw in the same way (OfficeArt).

// A shape that shows a picture.
struct ArtShape {
  std::uint32_t id = 0;       // its own, or that of the outermost group that it is in
  std::uint32_t picture = 0;  // its number in the store of all pictures, from 1
  std::string text;           // the alternative text
  std::string_view anchor;    // where it, or the group, stands, as the program writes that
};

// All of a drawing, outer before inner. What programs say about other shapes ("Rectangle: " and its
// text, "CheckBox1") is left out.
std::vector<ArtShape> ReadArtShapes(std::string_view drawing);

// The pictures of a document, and which were shown already. One thread at a time.
class ArtPictures {
 public:
  ArtPictures() = default;
  // `group` is what all drawings share, with the store in it; the store says where in `stream` the
  // pictures are that it does not hold itself. Both must outlive the object.
  ArtPictures(std::string_view group, std::string_view stream);

  // A figure, with the picture where the shape is the first to show it.
  void AddFigure(const ArtShape& shape, DocumentBuilder& out);
  // A shape with its own picture behind it.
  void AddInline(std::string_view records, DocumentBuilder& out);
  // Bytes that are a picture as they are. Requires that they outlive the object.
  void AddBytes(std::string_view bytes, DocumentBuilder& out);

 private:
  std::uint32_t Add(const OfficeRecord& record, DocumentBuilder& out);
  std::string Read(const OfficeRecord& record);

  std::string_view stream_;
  std::vector<OfficeRecord> store_;  // by number, from 0
  std::set<const char*> shown_;      // by where their bytes are
  std::size_t unpacked_ = 0;
};

}  // namespace wenyuan::parse
