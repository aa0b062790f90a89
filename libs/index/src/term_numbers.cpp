#include "term_numbers.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <utility>

namespace wenyuan::index {
namespace {

std::uint32_t HashOf(std::string_view term) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>()(term) >> 16U);
}

// The first eight bytes as a number that orders as they do.
std::uint64_t BeginOf(std::string_view term) {
  std::uint64_t begin = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    begin = begin << 8U | (i < term.size() ? static_cast<unsigned char>(term[i]) : 0U);
  }
  return begin;
}

}  // namespace

std::uint32_t TermNumbers::NumberOf(std::string_view term) {
  const std::uint32_t hash = HashOf(term);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].number_plus_1 != 0; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.hash == hash && Term(slot.number_plus_1 - 1) == term) return slot.number_plus_1 - 1;
  }
  const std::uint32_t number = size();
  slots_[at] = {hash, number + 1};
  letters_ += term;
  begins_.push_back(letters_.size());
  if (std::size_t{number} * 2 > slots_.size()) Grow();
  return number;
}

void TermNumbers::Grow() {
  std::vector<Slot> larger(slots_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.number_plus_1 == 0) continue;
    std::size_t at = slot.hash & mask;
    while (larger[at].number_plus_1 != 0) at = (at + 1) & mask;
    larger[at] = slot;
  }
  slots_ = std::move(larger);
}

std::vector<std::uint32_t> TermNumbers::Sorted() const {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order(size());
  for (std::uint32_t number = 0; number < size(); ++number) {
    order[number] = {BeginOf(Term(number)), number};
  }
  std::sort(order.begin(), order.end(), [this](const auto& left, const auto& right) {
    if (left.first != right.first) return left.first < right.first;
    return Term(left.second) < Term(right.second);
  });
  std::vector<std::uint32_t> numbers;
  numbers.reserve(order.size());
  for (const auto& [begin, number] : order) numbers.push_back(number);
  return numbers;
}

std::size_t TermNumbers::bytes() const {
  return letters_.capacity() + begins_.capacity() * sizeof(std::size_t) +
         slots_.size() * sizeof(Slot);
}

}  // namespace wenyuan::index
