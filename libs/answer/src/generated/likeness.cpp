#include "likeness.h"

#include <chrono>
#include <cmath>
#include <numeric>

namespace wenyuan::answer {
namespace {

constexpr std::chrono::milliseconds kTime{2'000};
// Measured for multilingual-e5-small (docs/decisions/0306): of true pairs nearly all lie above, of
// others nearly none.
constexpr double kAlike = .90;
constexpr double kAlikeAcross = .88;
constexpr std::size_t kMostSentences = 48;

double Dot(const std::vector<float>& a, const std::vector<float>& b) {
  if (a.size() != b.size()) return 0;
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace

std::vector<Likeness::Vector> Likeness::VectorsOf(const std::vector<std::string>& texts) const {
  std::vector<std::string> unknown;
  {
    const std::lock_guard lock(mutex_);
    for (const std::string& text : texts) {
      if (!known_.contains(text)) unknown.push_back(text);
    }
  }
  if (!unknown.empty()) {
    const auto made = embedder_->Embed(llm::TextKind::kQuery, unknown, Deadline::After(kTime));
    if (!made) return {};
    const std::lock_guard lock(mutex_);
    for (std::size_t at = 0; at < unknown.size(); ++at) {
      const auto row = made->values.begin() + static_cast<std::ptrdiff_t>(at * made->dimension);
      Vector vector(row, row + made->dimension);
      const double length = std::sqrt(Dot(vector, vector));
      for (float& value : vector) value = static_cast<float>(value / length);
      known_[unknown[at]] = std::move(vector);
    }
  }
  std::vector<Vector> vectors;
  const std::lock_guard lock(mutex_);
  for (const std::string& text : texts) vectors.push_back(known_.at(text));
  return vectors;
}

bool Likeness::AreAlike(std::string_view one, std::string_view other) const {
  if (!there() || one.empty() || other.empty()) return false;
  const auto vectors = VectorsOf({std::string(one), std::string(other)});
  return vectors.size() == 2 && Dot(vectors[0], vectors[1]) >= kAlike;
}

std::optional<Likeness::Best> Likeness::MostAlike(std::string_view text,
                                                  const std::vector<std::string>& sentences) const {
  if (!there() || text.empty() || sentences.empty()) return std::nullopt;
  std::vector<std::string> all(
      sentences.begin(),
      sentences.begin() + static_cast<std::ptrdiff_t>(std::min(sentences.size(), kMostSentences)));
  all.emplace_back(text);
  const auto vectors = VectorsOf(all);
  std::optional<Best> best;
  for (std::size_t at = 0; at + 1 < vectors.size(); ++at) {
    const double likeness = Dot(vectors.back(), vectors[at]);
    if (!best || likeness > best->likeness) best = Best{at, likeness};
  }
  if (best && best->likeness < kAlikeAcross) best.reset();
  return best;
}

}  // namespace wenyuan::answer
