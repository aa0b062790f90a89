#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wenyuan/parse/document.h"

namespace wenyuan::ingest {

// What stands just before a table and says what it is about, one line each: its caption, the unit
// of its figures (“单位：万元”, "(In millions)"), a title without a full stop, or the sentence that
// leads to it ("The following table shows …:"). Page headers between them are passed over.
std::string TableCaption(const std::vector<parse::Block>& blocks, std::uint32_t table);

}  // namespace wenyuan::ingest
