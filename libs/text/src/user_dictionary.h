#pragma once

#include <filesystem>

#include "folding.h"
#include "segmenter.h"
#include "wenyuan/base/result.h"
#include "word_trie.h"

namespace wenyuan::text {

// Words as ReadWordLines() reads them. An absent file has no words.
Result<WordTrie> LoadUserDictionary(const std::filesystem::path& path, const Segmenter& segmenter,
                                    const Folder& folder);

}  // namespace wenyuan::text
