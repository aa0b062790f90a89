#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "../call.h"
#include "wenyuan/parse/document.h"

namespace wenyuan::api {

// A document's text as a program reads it: what a person sees of it, in reading order; headings,
// list items and tables as in Markdown.
struct DocumentText {
  store::Document document;
  store::Revision revision;
  parse::Document parsed;
};
// Of the current revision, or of `ordinal` (0: the current one). kNotFound as Access; kConflict
// when it was not read yet.
Result<DocumentText> OpenText(const Call& call, const std::string& document_id,
                              std::uint32_t ordinal);

// The blocks of a page (0: all of them) as text, cut between blocks into parts of at most
// `part_bytes`; at least one part, which may be empty. `block` is found in part `part_of_block`.
struct PageParts {
  std::vector<std::string> parts;
  std::size_t part_of_block = 0;
};
PageParts TextOfPage(const parse::Document& parsed, std::uint32_t page, std::size_t block,
                     std::size_t part_bytes);

}  // namespace wenyuan::api
