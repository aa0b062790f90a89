#include "sketches.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "damage.h"
#include "wenyuan/base/bytes.h"

namespace wenyuan::vectors {
namespace {

Result<std::vector<Sketches::List>> ReadLists(std::string_view encoded, std::uint32_t rows,
                                              std::uint32_t all_lists) {
  ByteReader bytes(encoded);
  std::vector<Sketches::List> lists(all_lists);
  std::uint64_t list = 0;
  std::uint32_t begin = 0;
  std::uint32_t group = 0;
  std::uint64_t next = 0;  // the list after the last one filled
  const auto skip_to = [&](std::uint64_t end) {
    for (; next < end; ++next) lists[next] = {begin, 0, group};
  };
  for (std::uint64_t count = bytes.Varint(); count > 0 && bytes.ok(); --count) {
    list += bytes.Small();
    const std::uint32_t size = bytes.Small();
    if (!bytes.ok() || list >= all_lists || size > rows - begin) return Damage("the lists");
    skip_to(list);
    lists[list] = {begin, size, group};
    begin += size;
    group += static_cast<std::uint32_t>((size + kGroup - 1) / kGroup);
    next = ++list;
  }
  if (!bytes.ok() || !bytes.AtEnd() || begin != rows) return Damage("the lists");
  skip_to(all_lists);
  return lists;
}

}  // namespace

Result<Sketches> Sketches::Read(std::string_view lists, std::string_view bytes, std::uint32_t rows,
                                std::uint32_t all_lists, std::size_t words) {
  Sketches sketches;
  sketches.words_ = words;
  WY_TRY(sketches.lists_, ReadLists(lists, rows, all_lists));
  const std::size_t size = words * sizeof(std::uint64_t) + 2 * sizeof(float);
  if (bytes.size() != rows * size) return Damage("the sketches");
  std::size_t groups = 0;
  for (const List& list : sketches.lists_) groups += (list.count + kGroup - 1) / kGroup;
  sketches.bits_.resize(groups * kGroup * words);
  sketches.factors_.resize(groups * kGroup);
  // Places behind the end of a list are never above anything.
  sketches.offsets_.resize(groups * kGroup, -std::numeric_limits<float>::infinity());
  const char* at = bytes.data();
  for (const List& list : sketches.lists_) {
    for (std::uint32_t i = 0; i < list.count; ++i, at += size) {
      const std::size_t group = list.group + i / kGroup;
      const std::size_t lane = i % kGroup;
      for (std::size_t word = 0; word < words; ++word) {
        std::memcpy(&sketches.bits_[(group * words + word) * kGroup + lane],
                    at + word * sizeof(std::uint64_t), sizeof(std::uint64_t));
      }
      const char* const tail = at + words * sizeof(std::uint64_t);
      std::memcpy(&sketches.factors_[group * kGroup + lane], tail, sizeof(float));
      std::memcpy(&sketches.offsets_[group * kGroup + lane], tail + sizeof(float), sizeof(float));
    }
  }
  return sketches;
}

std::uint32_t Sketches::ListOf(std::uint32_t row) const {
  const auto after =
      std::upper_bound(lists_.begin(), lists_.end(), row,
                       [](std::uint32_t r, const List& list) { return r < list.begin; });
  // Of several that begin at the same row all but the last are empty.
  return static_cast<std::uint32_t>(after - lists_.begin() - 1);
}

SketchGroups Sketches::Groups(const List& list) const {
  return {bits_.data() + std::size_t{list.group} * kGroup * words_,
          factors_.data() + std::size_t{list.group} * kGroup,
          offsets_.data() + std::size_t{list.group} * kGroup, (list.count + kGroup - 1) / kGroup};
}

std::string Sketches::Copy(std::uint32_t row) const {
  const List& list = lists_[ListOf(row)];
  const std::uint32_t place = row - list.begin;
  const std::size_t group = list.group + place / kGroup;
  const std::size_t lane = place % kGroup;
  std::string sketch;
  for (std::size_t word = 0; word < words_; ++word) {
    const std::uint64_t bits = bits_[(group * words_ + word) * kGroup + lane];
    sketch.append(reinterpret_cast<const char*>(&bits), sizeof bits);
  }
  sketch.append(reinterpret_cast<const char*>(&factors_[group * kGroup + lane]), sizeof(float));
  sketch.append(reinterpret_cast<const char*>(&offsets_[group * kGroup + lane]), sizeof(float));
  return sketch;
}

std::size_t Sketches::resident_bytes() const {
  return lists_.size() * sizeof(List) + bits_.size() * sizeof(std::uint64_t) +
         (factors_.size() + offsets_.size()) * sizeof(float);
}

}  // namespace wenyuan::vectors
