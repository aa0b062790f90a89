#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "wenyuan/parse/document.h"
#include "wenyuan/store/types.h"

namespace wenyuan::ingest {

struct ChunkerOptions {
  // A chunk is closed when the next block would pass this. 256 tokens are about 250 Chinese
  // characters or 190 English words: one or two paragraphs, so that a hit is also a proof a person
  // can read at a glance, and two of them still fit an embedder's 512-token window.
  std::size_t target_tokens = 256;
  // A single block may be this long before it is cut at a sentence end (a table at a row, code at
  // a line). Below the 512 tokens that multilingual-e5 and most rerankers read.
  std::size_t max_tokens = 400;
};

// About how many tokens a model's tokenizer makes of it: one for each Han character, 1.33 for each
// run of letters or digits, one for each other visible character.
std::size_t EstimateTokens(std::string_view text);

// Cuts a cleaned document along its structure. Every block with text but page headers, hidden text
// and headings is in exactly one chunk (or, when too long, in consecutive ones); a heading opens a
// chunk and is in the heading path of all below it, and is text only when nothing stands below it.
// A chunk never joins two sections and never ends inside a sentence, a table row or a line of code
// that fits. A table chunk repeats the header rows. Numbers count from 0 in reading order.
std::vector<store::Chunk> CutChunks(const parse::Document& document, const ChunkerOptions& options);

}  // namespace wenyuan::ingest
