#pragma once

#include <vector>

#include "wenyuan/index/library_index.h"
#include "wenyuan/store/types.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::ingest {

// A revision's passages as the index takes them: title, heading path and body as tokens. The title
// of an untitled document is its file name.
index::IndexedRevision Tokenise(const text::Analyzer& analyzer, const store::Document& document,
                                store::RevisionNumber revision,
                                const std::vector<store::Chunk>& chunks);

}  // namespace wenyuan::ingest
