#pragma once

#include <string>

namespace wenyuan::model {

// Leaves the text up to the first bytes that are no UTF-8. False when more than a character that
// was cut at the end had to go.
bool CutToUtf8(std::string& text);

}  // namespace wenyuan::model
