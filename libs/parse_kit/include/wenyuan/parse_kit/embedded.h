#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "wenyuan/parse_kit/compound_file.h"
#include "wenyuan/parse_kit/compound_writer.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// A storage and all below it, so that it can be written as a file of its own.
Result<CompoundNode> CopyStorage(CompoundFile& file, std::size_t storage);

// The object that a document keeps in this storage becomes an attachment: the file inside it where
// a packager wrapped one, else the storage as a compound file. Pictures of it and what no reader
// wants are left out. `fallback_name` is for objects without a name; it gets an extension.
Result<void> AddEmbedded(CompoundFile& file, std::size_t storage, std::string_view fallback_name,
                         DocumentBuilder& out);

// The same for an object that is a file of its own, as packages of XML keep it: a compound file, or
// at once what one holds.
Result<void> AddEmbeddedFile(std::string_view bytes, std::string_view fallback_name,
                             DocumentBuilder& out);

}  // namespace wenyuan::parse
