#include "phrases.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "damage.h"

namespace wenyuan::index {
namespace {

using Ordinals = std::vector<std::uint32_t>;
using Places = std::array<std::vector<std::uint32_t>, kFields>;

// Those of the term's chunks that `wanted` accepts.
Result<Ordinals> ReadOrdinals(const Segment& segment, const TermEntry& entry,
                              const std::function<bool(std::uint32_t)>& wanted) {
  WY_TRY(const crypto::FileBytes bytes, segment.Postings(entry));
  PostingsReader reader(bytes.view, entry.document_frequency);
  Ordinals found;
  while (reader.Next()) {
    for (const std::uint32_t ordinal : reader.ordinals()) {
      if (ordinal >= segment.chunks().chunks()) return Damage("a postings list");
      if (wanted(ordinal)) found.push_back(ordinal);
    }
  }
  if (!reader.ok()) return Damage("a postings list");
  return found;
}

// The term's places in each of `chunks`, all of which hold it.
Result<std::vector<Places>> ReadPlaces(const Segment& segment, const TermEntry& entry,
                                       const Ordinals& chunks) {
  WY_TRY(const crypto::FileBytes postings, segment.Postings(entry));
  WY_TRY(const crypto::FileBytes positions, segment.Positions(entry));
  PostingsReader reader(postings.view, entry.document_frequency);
  std::vector<Places> found(chunks.size());
  std::vector<std::uint32_t> skipped;
  std::size_t next = 0;
  while (next < chunks.size() && reader.Next()) {
    const auto ordinals = reader.ordinals();
    if (ordinals.back() < chunks[next]) continue;
    if (reader.positions_begin() > positions.view.size()) return Damage("a positions list");
    PositionsReader places(positions.view.substr(reader.positions_begin()));
    for (std::size_t i = 0; i < ordinals.size() && next < chunks.size(); ++i) {
      const bool wanted = ordinals[i] == chunks[next];
      for (std::size_t field = 0; field < kFields; ++field) {
        const auto frequencies = reader.frequencies(field);
        skipped.clear();
        places.Read(frequencies.empty() ? 0 : frequencies[i],
                    wanted ? found[next][field] : skipped);
      }
      if (wanted) ++next;
    }
    if (!places.ok()) return Damage("a positions list");
  }
  if (!reader.ok() || next < chunks.size()) return Damage("a postings list");
  return found;
}

// Keeps of `starts` those from which `places` has one at `distance`.
void KeepReaching(Places& starts, const Places& places, std::int64_t distance) {
  for (std::size_t field = 0; field < kFields; ++field) {
    std::erase_if(starts[field], [&](std::uint32_t start) {
      return !std::binary_search(
          places[field].begin(), places[field].end(), start + distance,
          [](std::int64_t left, std::int64_t right) { return left < right; });
    });
  }
}

}  // namespace

Result<std::vector<std::uint32_t>> FindPhrase(const Segment& segment,
                                              const std::vector<PhrasePart>& parts,
                                              std::optional<Field> field,
                                              const OrdinalSet* visible) {
  std::vector<const PhrasePart*> rarest_first;
  for (const PhrasePart& part : parts) {
    if (!part.entry) return Ordinals();
    rarest_first.push_back(&part);
  }
  if (rarest_first.empty()) return Ordinals();
  std::sort(rarest_first.begin(), rarest_first.end(), [](const auto* left, const auto* right) {
    return left->entry->document_frequency < right->entry->document_frequency;
  });
  Ordinals chunks;
  for (std::size_t i = 0; i < rarest_first.size(); ++i) {
    const auto wanted = [&](std::uint32_t ordinal) {
      if (i > 0) return std::binary_search(chunks.begin(), chunks.end(), ordinal);
      return visible == nullptr || visible->Has(ordinal);
    };
    WY_TRY(chunks, ReadOrdinals(segment, *rarest_first[i]->entry, wanted));
    if (chunks.empty()) return chunks;
  }
  const PhrasePart& first = *rarest_first.front();
  WY_TRY(std::vector<Places> starts, ReadPlaces(segment, *first.entry, chunks));
  for (std::size_t part = 1; part < rarest_first.size(); ++part) {
    WY_TRY(const std::vector<Places> places,
           ReadPlaces(segment, *rarest_first[part]->entry, chunks));
    const std::int64_t distance =
        static_cast<std::int64_t>(rarest_first[part]->offset) - first.offset;
    for (std::size_t i = 0; i < chunks.size(); ++i) KeepReaching(starts[i], places[i], distance);
  }
  Ordinals holders;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const bool holds = field ? !starts[i][static_cast<std::size_t>(*field)].empty()
                             : std::any_of(starts[i].begin(), starts[i].end(),
                                           [](const auto& places) { return !places.empty(); });
    if (holds) holders.push_back(chunks[i]);
  }
  return holders;
}

}  // namespace wenyuan::index
