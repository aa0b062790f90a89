#pragma once

#include <string>
#include <string_view>

namespace wenyuan::answer {

// What a model wrote without Markdown: no emphasis, heading, list or code marks; of a link its
// words; of a picture nothing; and without characters that are not seen. What is shown is text, and
// leads nowhere.
std::string PlainText(std::string_view markdown);

}  // namespace wenyuan::answer
