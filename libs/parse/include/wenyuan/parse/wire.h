#pragma once

#include <string>
#include <string_view>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/document.h"

namespace wenyuan::parse {

// The bytes of docs/formats/parsed-document.md: what the parser process sends and what the store
// keeps of a revision. Starts with a format version.
std::string Encode(const Document& document);

// Trusts nothing: every count, length, offset, UTF-8 sequence, page number and box is checked
// against the bytes. Fails with kCorruption, naming the first thing that is wrong.
Result<Document> Decode(std::string_view bytes);

// The same for one table alone: what the store keeps beside the text of a table chunk.
std::string EncodeTable(const Table& table);
Result<Table> DecodeTable(std::string_view bytes);

}  // namespace wenyuan::parse
