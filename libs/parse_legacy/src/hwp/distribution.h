#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// A section of a document "for distribution": its key lies in its first record, so anybody can
// read it. Empty when it is not as it should be.
std::string OpenDistributedSection(std::string_view section);

}  // namespace wenyuan::parse
