#pragma once

#include <string>
#include <vector>

#include "wenyuan/search/searcher.h"

namespace wenyuan::answer {

// What the passages are about, best first, none twice, at most five: the last of the headings above
// each that says something, or the title or the file name of its document. A mail's subject has no
// “Re:” before it, a file name no folders and no ending; what is a number, a code or no more than
// “Scan 12” or “Sheet1” is no topic.
std::vector<std::string> TopicsOf(const std::vector<search::Hit>& passages);

}  // namespace wenyuan::answer
