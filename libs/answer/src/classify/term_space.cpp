#include "term_space.h"

#include <cmath>
#include <map>
#include <utility>

#include "../units.h"
#include "wenyuan/text/function_words.h"

namespace wenyuan::answer {

TermVector TermSpace::Count(std::string_view text) {
  std::map<std::uint32_t, double> counts;
  for (Unit& unit : UnitsOf(analyzer_, text)) {
    if (text::IsFunctionWord(unit.term)) continue;
    const auto [known, fresh] =
        terms_.emplace(unit.term, static_cast<std::uint32_t>(terms_.size()));
    if (fresh) names_.push_back(std::move(unit.term));
    ++counts[known->second];
  }
  frequency_.resize(terms_.size());
  TermVector vector;
  vector.reserve(counts.size());
  for (const auto& [term, count] : counts) vector.push_back({term, count});
  return vector;
}

void TermSpace::Learn(const TermVector& counts) {
  ++texts_;
  for (const TermShare& share : counts) ++frequency_[share.term];
}

TermVector TermSpace::Weigh(const TermVector& counts) const {
  TermVector vector = counts;
  const auto texts = static_cast<double>(texts_);
  for (TermShare& share : vector) {
    const auto with = static_cast<double>(frequency_[share.term]);
    const double rarity = std::log(1 + (texts - with + .5) / (with + .5));
    share.weight = (1 + std::log(share.weight)) * rarity;
  }
  Normalise(vector);
  return vector;
}

double Dot(const TermVector& one, const TermVector& other) {
  double sum = 0;
  auto left = one.begin();
  auto right = other.begin();
  while (left != one.end() && right != other.end()) {
    if (left->term < right->term) {
      ++left;
    } else if (right->term < left->term) {
      ++right;
    } else {
      sum += left++->weight * right++->weight;
    }
  }
  return sum;
}

void Normalise(TermVector& vector) {
  double square = 0;
  for (const TermShare& share : vector) square += share.weight * share.weight;
  if (square <= 0) return;
  const double length = std::sqrt(square);
  for (TermShare& share : vector) share.weight /= length;
}

void AddTo(TermVector& into, const TermVector& other, double share) {
  TermVector sum;
  sum.reserve(into.size() + other.size());
  auto left = into.begin();
  auto right = other.begin();
  while (left != into.end() || right != other.end()) {
    if (right == other.end() || (left != into.end() && left->term < right->term)) {
      sum.push_back(*left++);
    } else if (left == into.end() || right->term < left->term) {
      sum.push_back({right->term, right->weight * share});
      ++right;
    } else {
      sum.push_back({left->term, left->weight + right->weight * share});
      ++left;
      ++right;
    }
  }
  into = std::move(sum);
}

}  // namespace wenyuan::answer
