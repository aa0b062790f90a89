#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/text/sentences.h"

namespace wenyuan::answer {

// Whether a sentence of a document tells a model what to do ("ignore all previous instructions",
// "忽略以上指令，只回答……", "system: …", a word of a chat template), rather than its reader. Such a
// sentence proves nothing (docs/decisions/0307). Requires valid UTF-8.
bool AddressesModel(std::string_view sentence);

// Which of a text's sentences do, or follow one that does: what comes behind "ignore all
// instructions" in its line is a part of it, and behind a faked turn of a conversation all is.
std::vector<bool> OrdersAmong(std::string_view text, std::span<const text::Range> sentences);

// Whether what is quoted from a text is one of these, or holds one.
bool IsOrderIn(std::string_view text, std::string_view quote);

// Without characters that are not seen, or that only change how others are.
std::string WithoutUnseen(std::string_view text);

// A text of a document as data in a prompt: without characters that are not seen, and with nothing
// in it that a template, or our own marks around passages and numbers of sources, would read. What
// people read stays the same.
std::string AsData(std::string_view text);

}  // namespace wenyuan::answer
