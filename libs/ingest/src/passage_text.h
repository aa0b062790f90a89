#pragma once

#include <string>

#include "wenyuan/store/types.h"

namespace wenyuan::ingest {

// The title of a document, or its file name where it has none.
std::string TitleOf(const store::Document& document);

// What the embedder reads of a passage: title, heading path and text, as they were written.
std::string PassageText(const store::Document& document, const store::Chunk& chunk);

}  // namespace wenyuan::ingest
