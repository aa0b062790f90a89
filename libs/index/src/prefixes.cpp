#include "prefixes.h"

#include <utility>

#include "damage.h"

namespace wenyuan::index {
namespace {

Error TooMany(std::string_view prefix) {
  const std::string quoted(prefix);
  return {ErrorCode::kInvalidArgument,
          "searching for '" + quoted + "*' failed: more than " + std::to_string(kMostPrefixTerms) +
              " words begin so; type more of it",
          "搜索“" + quoted + "*”失败：以此开头的词超过 " + std::to_string(kMostPrefixTerms) +
              " 个，请多输入几个字符"};
}

// Adds the term's chunks; whether there was one.
Result<bool> AddHolders(const Segment& segment, const TermEntry& entry, std::optional<Field> field,
                        const OrdinalSet* visible, OrdinalSet& holders) {
  WY_TRY(const crypto::FileBytes bytes, segment.Postings(entry));
  PostingsReader reader(bytes.view, entry.document_frequency);
  bool any = false;
  while (reader.Next()) {
    const auto ordinals = reader.ordinals();
    if (ordinals.back() >= segment.chunks().chunks()) return Damage("a postings list");
    const auto counts = field ? reader.frequencies(static_cast<std::size_t>(*field))
                              : std::span<const std::uint32_t>();
    if (field && counts.empty()) continue;
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
      if (field && counts[i] == 0) continue;
      if (visible != nullptr && !visible->Has(ordinals[i])) continue;
      holders.Add(ordinals[i]);
      any = true;
    }
  }
  if (!reader.ok()) return Damage("a postings list");
  return any;
}

}  // namespace

Result<OrdinalSet> FindPrefix(const Segment& segment, std::string_view prefix,
                              std::optional<Field> field, const OrdinalSet* visible,
                              std::set<std::string>& terms) {
  OrdinalSet holders(segment.chunks().chunks());
  if (visible != nullptr && visible->Empty()) return holders;
  const Dictionary& dictionary = segment.dictionary();
  for (std::size_t at = dictionary.BlockBefore(prefix); at < dictionary.blocks(); ++at) {
    WY_TRY(const crypto::FileBytes bytes, segment.DictionaryBlockAt(at));
    DictionaryBlock block(bytes.view);
    while (block.Next()) {
      if (block.term() < prefix) continue;
      if (!block.term().starts_with(prefix)) return holders;
      WY_TRY(const bool any, AddHolders(segment, block.entry(), field, visible, holders));
      if (any) terms.insert(block.term());
      if (terms.size() > kMostPrefixTerms) return TooMany(prefix);
    }
    if (!block.ok()) return Damage("a block of terms");
  }
  return holders;
}

}  // namespace wenyuan::index
