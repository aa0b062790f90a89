#include "few_rows.h"

#include <algorithm>

namespace wenyuan::vectors {

namespace {

// In order, by marks where that is faster than comparing.
void Sort(std::vector<std::uint32_t>& rows, std::uint32_t all) {
  if (rows.size() < all / 512) {
    std::sort(rows.begin(), rows.end());
    return;
  }
  std::vector<std::uint64_t> marks(all / 64 + 1);
  for (const std::uint32_t row : rows) marks[row / 64] |= std::uint64_t{1} << (row % 64);
  rows.clear();
  for (std::uint32_t word = 0; word < marks.size(); ++word) {
    for (std::uint64_t left = marks[word]; left != 0; left &= left - 1) {
      rows.push_back(word * 64 + static_cast<std::uint32_t>(__builtin_ctzll(left)));
    }
  }
}

}  // namespace

std::optional<std::vector<std::uint32_t>> FewRows(const Part& part, std::size_t most) {
  const DocumentFilter& filter = *part.filter;
  const RowTable& table = part.live->segment->table();
  const std::vector<DocumentRows>& documents = table.documents();
  if (filter.all() && !part.group && part.live->live_rows > most) return std::nullopt;
  std::vector<std::uint32_t> rows;
  if (const auto* few = part.group ? table.FewRowsOf(*part.group) : nullptr) {
    for (const std::uint32_t row : *few) {
      if (part.Sees(row)) rows.push_back(row);
    }
    if (rows.size() > most) return std::nullopt;
    return rows;
  }
  const auto take = [&](const DocumentRows& document) {
    for (std::uint32_t place = document.begin; place < document.end; ++place) {
      const std::uint32_t row = table.Row(place);
      if (!part.live->IsDead(row) && part.InGroup(row)) rows.push_back(row);
    }
    return rows.size() <= most;
  };
  const index::DocumentSet* const set = filter.documents();
  const std::uint64_t named = set != nullptr ? set->cardinality() : documents.size();
  if (named > documents.size() / 64) {  // some of this segment shows at once how much may be seen
    constexpr std::size_t kSample = 1024;
    const std::size_t step = documents.size() / kSample + 1;
    std::size_t seen = 0;
    for (std::size_t i = 0; i < documents.size(); i += step) {
      const DocumentRows& document = documents[i];
      if (!filter.Has(document.document)) continue;
      // Its first rows, of which a group may have none.
      const std::uint32_t rows_of = document.end - document.begin;
      const std::uint32_t looked_at = part.group ? std::min(rows_of, 4U) : 0;
      std::uint32_t in_group = 0;
      for (std::uint32_t place = 0; place < looked_at; ++place) {
        in_group += part.InGroup(table.Row(document.begin + place)) ? 1 : 0;
      }
      seen += looked_at == 0 ? rows_of : rows_of * in_group / looked_at;
    }
    if (seen * step > 2 * most) return std::nullopt;
  }
  if (named < documents.size() / 4) {
    for (const std::uint32_t document : *set) {
      const DocumentRows* const found = table.Find(document);
      if (found != nullptr && !take(*found)) return std::nullopt;
    }
  } else {
    for (const DocumentRows& document : documents) {
      if (filter.Has(document.document) && !take(document)) return std::nullopt;
    }
  }
  Sort(rows, table.rows());
  return rows;
}

}  // namespace wenyuan::vectors
