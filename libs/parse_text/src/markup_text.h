#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Lines beyond this are no text that somebody marked up by hand: their inline marks stay, so that
// no line takes long.
constexpr std::size_t kLongestMarkupLine = 8'192;

// The lines without their ends and without white space behind; tabs stay.
std::vector<std::string_view> MarkupLines(std::string_view text);

// Bytes of white space in front.
std::size_t IndentOf(std::string_view line);

// "-", "*", "•", "1.", "a)", "#." and a space in front of an item's text: the bytes of it, or 0.
std::size_t BulletOf(std::string_view line);

// Whether all of a line, at least `least` bytes, is this mark.
bool IsRule(std::string_view line, char mark, std::size_t least = 4);

// "| a | b |" as cells; the first and last bar are the frame.
std::vector<std::string> BarCells(std::string_view line);

// Lines that belong together, until Flush makes a block of them. Lines of Chinese are joined
// without a space.
class MarkupParagraph {
 public:
  explicit MarkupParagraph(DocumentBuilder& out) : out_(out) {}
  // Ends what was open.
  void Start(BlockKind kind, std::uint8_t level = 0);
  void Add(std::string_view line);
  // What was added is a term; what comes explains it.
  void EndTerm();
  void Flush();
  [[nodiscard]] bool Empty() const { return text_.empty(); }

 private:
  DocumentBuilder& out_;
  std::string text_;
  BlockKind kind_ = BlockKind::kParagraph;
  std::uint8_t level_ = 0;
};

}  // namespace wenyuan::parse
