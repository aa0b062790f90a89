#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "wenyuan/parse_kit/bytes.h"

namespace wenyuan::parse {

// The parts of a Word document's text, in the order in which they follow each other.
enum DocStory : std::size_t {
  kMainStory,
  kFootnoteStory,
  kHeaderStory,
  kMacroStory,
  kCommentStory,
  kEndnoteStory,
  kTextBoxStory,
  kHeaderBoxStory,
  kDocStories,
};

// Where a structure lies in the table stream.
struct DocRange {
  std::uint32_t at = 0;
  std::uint32_t bytes = 0;
};

// The head of a WordDocument stream (FIB): Word 6, 95 and from 97 on.
struct DocInformation {
  bool known = false;  // it is a Word document
  bool word6 = false;  // 6 or 95: bytes of a code page, all structures in the one stream
  bool encrypted = false;
  bool obfuscated = false;    // with XOR rather than RC4
  bool second_table = false;  // structures are in "1Table"
  std::uint16_t language = 0;
  std::uint32_t key = 0;
  std::uint32_t text_at = 0;  // where there is no piece table
  std::array<std::uint32_t, kDocStories> characters{};
  DocRange pieces;
  DocRange styles;
  DocRange paragraph_pages;
  DocRange character_pages;
  DocRange footnote_references;
  DocRange footnote_texts;
  DocRange endnote_references;
  DocRange endnote_texts;
  DocRange comment_references;
  DocRange comment_texts;
  DocRange comment_owners;
  DocRange header_texts;
  DocRange anchors;  // of shapes in the main text
  DocRange drawings;
  DocRange boxes;  // texts of shapes
  DocRange lists;
  DocRange list_overrides;
};

DocInformation ReadDocInformation(std::string_view word_document);

}  // namespace wenyuan::parse
