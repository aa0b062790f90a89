#pragma once

#include <filesystem>

#include "folding.h"
#include "segmenter.h"
#include "wenyuan/base/result.h"
#include "word_trie.h"

namespace wenyuan::text {

// Words of a person's own, one a line, of any characters but blanks: 云原生, B超. Empty lines and
// lines that begin with # are skipped, and so is what follows a blank (other programs put a
// frequency there). An absent file has no words.
Result<WordTrie> LoadUserDictionary(const std::filesystem::path& path, const Segmenter& segmenter,
                                    const Folder& folder);

}  // namespace wenyuan::text
