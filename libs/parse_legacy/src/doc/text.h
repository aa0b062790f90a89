#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "doc/file_information.h"

namespace wenyuan::parse {

// All characters of a Word document by character position, put together from its pieces, and
// where each lies in the file. In Word 6 and 95 a character is a byte of the code page.
class DocText {
 public:
  // `stream` is WordDocument, `table` the stream with the structures.
  static DocText Load(const DocInformation& information, std::string_view stream,
                      std::string_view table);

  [[nodiscard]] const std::u16string& Characters() const { return characters_; }
  // Where the story's characters are, cut to what there is.
  [[nodiscard]] std::pair<std::size_t, std::size_t> Story(DocStory story) const;
  // The file position of a character; requires position < Characters().size().
  [[nodiscard]] std::uint32_t FilePosition(std::size_t position) const;
  [[nodiscard]] std::size_t Pieces() const { return pieces_.size(); }
  // Calls visit(begin, end) for the characters that lie between two file positions.
  template <typename Visit>
  void ForFileRange(std::uint32_t from, std::uint32_t to, const Visit& visit) const {
    for (const Piece& piece : pieces_) {
      const std::uint32_t width = piece.wide ? 2 : 1;
      const std::uint64_t end = piece.at + std::uint64_t{piece.end - piece.begin} * width;
      if (to <= piece.at || from >= end) continue;
      const std::size_t first = from <= piece.at ? 0 : (from - piece.at) / width;
      const std::size_t last = to >= end ? piece.end - piece.begin : (to - piece.at) / width;
      visit(piece.begin + first, piece.begin + last);
    }
  }

 private:
  struct Piece {
    std::size_t begin;
    std::size_t end;
    std::uint32_t at;
    bool wide;
  };

  void AddPiece(std::string_view stream, std::uint64_t length, std::uint32_t at, bool wide,
                bool code_page);

  std::u16string characters_;
  std::vector<Piece> pieces_;
  std::vector<std::size_t> starts_;  // of the stories, and the end
};

}  // namespace wenyuan::parse
