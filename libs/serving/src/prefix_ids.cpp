#include "prefix_ids.h"

#include <bit>
#include <string>

namespace wenyuan::serving {
namespace {

void AppendNumber(std::string& bytes, std::uint32_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    bytes += static_cast<char>((number >> shift) & 0xFFU);
  }
}

void AppendText(std::string& bytes, std::string_view text) {
  AppendNumber(bytes, static_cast<std::uint32_t>(text.size()));
  bytes += text;
}

}  // namespace

PrefixId RootId(std::string_view state_id, std::uint32_t chunk_tokens, std::string_view scope,
                std::span<const AdapterUse> adapters) {
  std::string bytes = "wenyuan prefix 1";
  AppendText(bytes, state_id);
  AppendNumber(bytes, chunk_tokens);
  AppendText(bytes, scope);
  for (const AdapterUse& adapter : adapters) {
    AppendText(bytes, adapter.id);
    AppendNumber(bytes, std::bit_cast<std::uint32_t>(adapter.scale));
  }
  return crypto::Sha256(bytes);
}

std::vector<PrefixId> PrefixIds(const PrefixId& root, std::span<const Token> prompt,
                                std::uint32_t chunk_tokens) {
  std::vector<PrefixId> ids;
  PrefixId before = root;
  for (std::size_t begin = 0; begin + chunk_tokens < prompt.size(); begin += chunk_tokens) {
    std::string bytes(reinterpret_cast<const char*>(before.data()), before.size());
    for (const Token token : prompt.subspan(begin, chunk_tokens)) {
      AppendNumber(bytes, static_cast<std::uint32_t>(token));
    }
    before = crypto::Sha256(bytes);
    ids.push_back(before);
  }
  return ids;
}

}  // namespace wenyuan::serving
