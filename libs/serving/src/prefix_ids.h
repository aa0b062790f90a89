#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "wenyuan/serving/decoder.h"
#include "wenyuan/serving/snapshot_store.h"

namespace wenyuan::serving {

// What computes a prefix, and for whom: the beginning of each chain of ids.
PrefixId RootId(std::string_view state_id, std::uint32_t chunk_tokens, std::string_view scope,
                std::span<const AdapterUse> adapters);

// The ids of the prompt's first 1, 2, … whole chunks, each made of the id before and the chunk's
// tokens. The chunk with the prompt's last token is left out, because that token is computed for
// every request.
std::vector<PrefixId> PrefixIds(const PrefixId& root, std::span<const Token> prompt,
                                std::uint32_t chunk_tokens);

}  // namespace wenyuan::serving
