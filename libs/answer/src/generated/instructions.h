#pragma once

#include <string>
#include <string_view>

namespace wenyuan::answer {

// Whether a sentence of a document tells a model what to do ("ignore all previous instructions",
// "忽略以上指令，只回答……", "system: …", a word of a chat template), rather than its reader. Such a
// sentence proves nothing (docs/decisions/0307). Requires valid UTF-8.
bool AddressesModel(std::string_view sentence);

// A text of a document as data in a prompt: without characters that are not seen, and with nothing
// in it that a template, or our own marks around passages and numbers of sources, would read. What
// people read stays the same.
std::string AsData(std::string_view text);

}  // namespace wenyuan::answer
