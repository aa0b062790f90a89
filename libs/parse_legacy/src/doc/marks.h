#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "doc/properties.h"
#include "doc/text.h"

namespace wenyuan::parse {

// How each character of a document is to be treated.
enum class DocMark : std::uint8_t {
  kShown,
  kDropped,  // field instructions, deleted by a tracked change
  kHidden,   // formatted as hidden
};

struct DocMarks {
  std::vector<DocMark> by_character;
  std::map<std::size_t, std::string> symbols;     // characters that a symbol font draws
  std::map<std::size_t, std::uint32_t> pictures;  // characters that are one, by place in the data
};

// Fields first: of each only its result is shown. Then what character formatting says.
DocMarks MarkCharacters(const DocText& text, const std::vector<DocRun>& runs, bool word6);

}  // namespace wenyuan::parse
