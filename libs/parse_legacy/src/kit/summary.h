#pragma once

#include <string>

#include "wenyuan/parse_kit/compound_file.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Title, author, subject, keywords, comments and dates from the property set that Office programs
// write beside their document ("\5SummaryInformation").
void AddSummary(CompoundFile& file, DocumentBuilder& out);

// A Windows time (100 ns since 1601) as "2024-01-31T12:30:00Z"; empty for 0 and for nonsense.
std::string WindowsTime(std::uint64_t ticks);

}  // namespace wenyuan::parse
