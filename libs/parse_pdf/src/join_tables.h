#pragma once

#include <vector>

#include "paragraphs.h"

namespace wenyuan::parse_pdf {

// A table that ends one page and goes on at the start of the next becomes one; the header that is
// printed again there is dropped.
void JoinTables(std::vector<Paragraph>& paragraphs);

}  // namespace wenyuan::parse_pdf
