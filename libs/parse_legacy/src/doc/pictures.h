#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "doc/file_information.h"
#include "doc/marks.h"
#include "kit/art.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// The pictures of a document, by the character of the main text that they stand in for or are
// anchored at. Views point into the streams.
class DocPictures {
 public:
  DocPictures() = default;
  DocPictures(const DocInformation& information, std::string_view stream, std::string_view table,
              std::string_view data, const DocMarks& marks);

  [[nodiscard]] bool Has(std::size_t character) const {
    return inline_.contains(character) || anchored_.contains(character);
  }
  // Figures of what hangs at the character, each picture once.
  void AddFigures(std::size_t character, DocumentBuilder& out);

 private:
  void AddInline(std::uint32_t place, DocumentBuilder& out);

  std::string_view data_;
  ArtPictures pictures_;
  std::map<std::size_t, std::uint32_t> inline_;  // to the place in data_
  std::map<std::size_t, std::vector<ArtShape>> anchored_;
};

}  // namespace wenyuan::parse
