#pragma once

#include <cstdint>
#include <string_view>

namespace wenyuan::parse {

// What the text of a group is.
enum class RtfDestination : std::uint8_t {
  kText,
  kSkip,
  kFontTable,
  kStyleSheet,
  kInfo,  // holds the next two
  kInfoText,
  kInfoTime,
  kMarker,  // the number of a list item as displayed
  kNote,
  kComment,
  kAuthor,  // of the next comment
  kPageHeader,
  kTextBox,
  kPicture,
  kHtmlTag,  // of HTML that is wrapped in Rich Text
  kTwice,    // holds a text in an old charset and then in Unicode
  kUnknown,
};

// Of a group that starts with this control word; kUnknown when the word starts no destination.
RtfDestination RtfDestinationOf(std::string_view word);

// What a word such as \emdash stands for; empty for other words.
std::string_view RtfCharacterOf(std::string_view word);

}  // namespace wenyuan::parse
