#pragma once

#include <cstddef>
#include <string_view>

#include "tokenizer.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::text {

enum class PhraseForm { kExact, kAnyEnding };

// What every document with this text in it has, however it was cut into words: all pairs of Han
// neighbours, and all units; a single character only where it is a word by itself. With kAnyEnding
// a single English word stands for its stem. No parts when there is nothing to find.
QueryPhrase PhraseOf(const Analysis& analysis, PhraseForm form);

// The units of an identifier in a row.
QueryPhrase PhraseOf(const Analysis& analysis, const Compound& compound);

}  // namespace wenyuan::text
