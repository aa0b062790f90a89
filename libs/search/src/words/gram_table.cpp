#include "gram_table.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wenyuan::search {
namespace {

double Entropy(std::vector<char32_t>& neighbours) {
  std::sort(neighbours.begin(), neighbours.end());
  const auto all = static_cast<double>(neighbours.size());
  double entropy = 0;
  for (std::size_t i = 0; i < neighbours.size();) {
    const auto end = std::upper_bound(neighbours.begin() + static_cast<std::ptrdiff_t>(i),
                                      neighbours.end(), neighbours[i]);
    const auto next = static_cast<std::size_t>(end - neighbours.begin());
    const double share = static_cast<double>(next - i) / all;
    entropy -= share * std::log2(share);
    i = next;
  }
  return entropy;
}

}  // namespace

GramTable::GramTable(std::u32string text) : text_(std::move(text)) {
  struct Place {
    std::uint64_t key = 0;  // three characters
    std::uint32_t place = 0;
  };
  std::vector<Place> places;
  places.reserve(text_.size());
  for (std::uint32_t i = 0; i + 1 < text_.size(); ++i) {
    if (text_[i] == kBoundary) continue;
    const std::uint64_t third = i + 2 < text_.size() ? text_[i + 2] : kBoundary;
    places.push_back({static_cast<std::uint64_t>(text_[i]) << 42U |
                          static_cast<std::uint64_t>(text_[i + 1]) << 21U | third,
                      i});
  }
  std::sort(places.begin(), places.end(), [this](const Place& left, const Place& right) {
    if (left.key != right.key) return left.key < right.key;
    const int order = At(left.place, kLongest + 1).compare(At(right.place, kLongest + 1));
    return order != 0 ? order < 0 : left.place < right.place;
  });
  places_.reserve(places.size());
  for (const Place& place : places) places_.push_back(place.place);
}

std::uint32_t GramTable::Count(std::u32string_view gram) const {
  const auto begin = std::lower_bound(places_.begin(), places_.end(), gram,
                                      [&](std::uint32_t place, std::u32string_view wanted) {
                                        return At(place, wanted.size()) < wanted;
                                      });
  const auto end = std::upper_bound(begin, places_.end(), gram,
                                    [&](std::u32string_view wanted, std::uint32_t place) {
                                      return wanted < At(place, wanted.size());
                                    });
  return static_cast<std::uint32_t>(end - begin);
}

void GramTable::Visit(std::uint32_t least, const std::function<void(const Gram&)>& visit) const {
  for (std::size_t size = 2; size <= kLongest; ++size) VisitSize(size, least, visit);
}

void GramTable::VisitSize(std::size_t size, std::uint32_t least,
                          const std::function<void(const Gram&)>& visit) const {
  std::vector<char32_t> before;
  std::vector<char32_t> behind;
  for (std::size_t i = 0; i < places_.size();) {
    const std::u32string_view text = At(places_[i], size);
    std::size_t end = i + 1;
    while (end < places_.size() && At(places_[end], size) == text) ++end;
    const bool whole = text.size() == size && text.find(kBoundary) == std::u32string_view::npos;
    if (whole && end - i >= least) {
      before.clear();
      behind.clear();
      for (std::size_t j = i; j < end; ++j) {
        before.push_back(places_[j] == 0 ? kBoundary : text_[places_[j] - 1]);
        behind.push_back(places_[j] + size < text_.size() ? text_[places_[j] + size] : kBoundary);
      }
      visit({text, static_cast<std::uint32_t>(end - i), places_[i], Entropy(before),
             Entropy(behind)});
    }
    i = end;
  }
}

}  // namespace wenyuan::search
