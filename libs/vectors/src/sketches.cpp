#include "sketches.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "damage.h"
#include "vector_math.h"
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

// With r = vector - centre and s its signs, <r, q> is about f <s, q> + g, where f = |r|² / |r|₁ and
// g = <r, c> - f <s, c> (RaBitQ, Gao and Long 2024; the centre's part does not depend on the
// question, so it is added up here once).
void EncodeSketch(Metric metric, const Rest& rest, float more, char* sketch) {
  const RestSums& sums = rest.sums();
  float factor = sums.absolute > 0 ? sums.squared / sums.absolute : 0;
  float offset = sums.along - factor * sums.signs;
  if (metric == Metric::kL2) {  // similarity is 2 <vector, q> - |vector|² - |q|²
    factor *= 2;
    offset = 2 * offset - static_cast<float>(SquaredLength(rest.vector()));
  }
  const std::size_t words = SketchWords(rest.vector().size());
  std::memcpy(sketch, rest.signs(), words * sizeof(std::uint64_t));
  const float tail[2] = {factor, offset + more};
  std::memcpy(sketch + words * sizeof(std::uint64_t), tail, sizeof tail);
}

Result<Sketches> Sketches::Read(std::string_view lists, std::string_view bytes, std::uint32_t rows,
                                std::uint32_t all_lists, std::size_t words) {
  Sketches sketches;
  sketches.words_ = words;
  WY_TRY(sketches.lists_, ReadLists(lists, rows, all_lists));
  const std::size_t size = SketchBytes(words);
  if (bytes.size() != rows * size) return Damage("the sketches");
  std::size_t groups = 0;
  for (const List& list : sketches.lists_) groups += (list.count + kGroup - 1) / kGroup;
  sketches.blocks_.resize(groups * GroupWords(words));
  for (std::size_t group = 0; group < groups; ++group) {
    // Places behind the end of a list are never above anything.
    for (std::size_t lane = 0; lane < kGroup; ++lane) {
      const float never = -std::numeric_limits<float>::infinity();
      std::memcpy(sketches.Tail(group, lane) + kGroup * sizeof(float), &never, sizeof never);
    }
  }
  const char* at = bytes.data();
  for (const List& list : sketches.lists_) {
    for (std::uint32_t i = 0; i < list.count; ++i, at += size) {
      const std::size_t group = list.group + i / kGroup;
      const std::size_t lane = i % kGroup;
      std::uint64_t* const block = sketches.blocks_.data() + group * GroupWords(words);
      for (std::size_t word = 0; word < words; ++word) {
        std::memcpy(block + word * kGroup + lane, at + word * sizeof *block, sizeof *block);
      }
      char* const tail = sketches.Tail(group, lane);
      std::memcpy(tail, at + words * sizeof *block, sizeof(float));
      std::memcpy(tail + kGroup * sizeof(float), at + words * sizeof *block + sizeof(float),
                  sizeof(float));
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
  return {blocks_.data() + list.group * GroupWords(words_), (list.count + kGroup - 1) / kGroup};
}

void Sketches::Prefetch(const List& list) const {
  constexpr std::size_t kLine = 8;    // words
  constexpr std::size_t kLines = 12;  // after those the processor sees the stream
  const std::uint64_t* const begin = blocks_.data() + list.group * GroupWords(words_);
  for (std::size_t line = 0; line < kLines; ++line) __builtin_prefetch(begin + line * kLine);
}

void Sketches::Prefetch(const SketchGroups& group) const {
  constexpr std::size_t kLine = 8;
  for (std::size_t word = 0; word < GroupWords(words_); word += kLine) {
    __builtin_prefetch(group.blocks + word);
  }
}

void Sketches::Copy(const List& list, std::uint32_t row, char* sketch) const {
  const std::uint32_t place = row - list.begin;
  const std::size_t lane = place % kGroup;
  const std::uint64_t* const block =
      blocks_.data() + (list.group + place / kGroup) * GroupWords(words_);
  for (std::size_t word = 0; word < words_; ++word) {
    std::memcpy(sketch + word * sizeof *block, block + word * kGroup + lane, sizeof *block);
  }
  const auto* const tail = reinterpret_cast<const char*>(block + words_ * kGroup);
  sketch += words_ * sizeof *block;
  std::memcpy(sketch, tail + lane * sizeof(float), sizeof(float));
  std::memcpy(sketch + sizeof(float), tail + (kGroup + lane) * sizeof(float), sizeof(float));
}

std::size_t Sketches::resident_bytes() const {
  return lists_.size() * sizeof(List) + blocks_.size() * sizeof(std::uint64_t);
}

char* Sketches::Tail(std::size_t group, std::size_t lane) {
  return reinterpret_cast<char*>(blocks_.data() + group * GroupWords(words_) + words_ * kGroup) +
         lane * sizeof(float);
}

}  // namespace wenyuan::vectors
