#include "label_meaning.h"

#include <algorithm>
#include <utility>

#include "../citation.h"
#include "../evidence/nearness.h"
#include "../words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kSentences = 6;     // beside the title
constexpr std::size_t kFewestBytes = 20;  // of a sentence that says what a text is about
constexpr std::size_t kMostBytes = 400;   // that are read of it
// Beside the cosine of a document and the words of a label; between 5 and 12 nothing changes much.
constexpr double kWeight = 8;

// A bare name is near to what looks like it; what a text is about is said by a sentence.
std::string Said(const Label& label) {
  const bool chinese = HasHan(label.name + label.description);
  std::string named = label.name;
  if (!label.description.empty()) named += (chinese ? "：" : ": ") + label.description;
  return chinese ? "这段文字是关于" + named + "的" : "this text is about " + named;
}

}  // namespace

LabelMeaning::LabelMeaning(const llm::Embedder* embedder, std::span<const Label> labels,
                           const SourceText& source, const std::string& title,
                           std::span<const std::size_t> sample, Deadline deadline)
    : source_(source) {
  if (embedder == nullptr) return;
  std::vector<Place> all;
  for (const std::size_t chunk : sample) {
    for (const text::Range& range : text::SplitSentences(source.chunks[chunk].text)) {
      if (range.end - range.begin >= kFewestBytes) all.push_back({chunk, range});
    }
  }
  std::vector<std::string> texts = {title};
  const std::size_t count = std::min(all.size(), kSentences);
  for (std::size_t at = 0; at < count; ++at) {
    const Place& place = all[at * all.size() / count];
    std::string said = source.chunks[place.chunk].text.substr(
        place.range.begin, std::min(place.range.end - place.range.begin, kMostBytes));
    texts.push_back(text::RepairUtf8(said));
    places_.push_back(place);
  }
  for (const Label& label : labels) texts.push_back(Said(label));
  const auto read = embedder->Now()->Embed(llm::TextKind::kQuery, texts, deadline);
  if (!read) return;
  const auto vector = [&read](std::size_t row) {
    return std::span(read->values).subspan(row * read->dimension, read->dimension);
  };
  near_.resize(places_.size() + 1);
  for (std::size_t text = 0; text < near_.size(); ++text) {
    for (std::size_t label = 0; label < labels.size(); ++label) {
      near_[text].push_back(Cosine(vector(text), vector(near_.size() + label)));
    }
  }
}

std::vector<double> LabelMeaning::Fits() const {
  std::vector<double> fits(near_.front().size());
  for (const std::vector<double>& text : near_) {
    for (std::size_t label = 0; label < fits.size(); ++label) {
      fits[label] += kWeight * text[label] / static_cast<double>(near_.size());
    }
  }
  // Cosines of any two texts are high: what all labels have in common says nothing.
  const double least = *std::min_element(fits.begin(), fits.end());
  for (double& fit : fits) fit -= least;
  return fits;
}

std::vector<Sentence> LabelMeaning::Evidence(std::size_t label) const {
  if (places_.empty()) return {};
  std::size_t best = 0;
  for (std::size_t at = 1; at < places_.size(); ++at) {
    if (near_[at + 1][label] > near_[best + 1][label]) best = at;
  }
  const Place& place = places_[best];
  Sentence sentence;
  sentence.citations = {Cite(source_.HitOf(place.chunk), place.range.begin, place.range.end)};
  sentence.text = sentence.citations.front().quote;
  return {std::move(sentence)};
}

}  // namespace wenyuan::answer
