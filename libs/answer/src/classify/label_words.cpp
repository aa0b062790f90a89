#include "label_words.h"

#include <algorithm>
#include <set>
#include <utility>

namespace wenyuan::answer {
namespace {

constexpr std::size_t kPassagesOfLabel = 50;
constexpr std::size_t kTaggedOfLabel = 20;
constexpr std::size_t kWordsOfText = 12;  // that look for documents alike
constexpr std::size_t kMostTermsOfProfile = 500;
constexpr std::size_t kVoters = 15;
constexpr double kForExamples = 1;
constexpr double kForVotes = .3;
// Of a passage the less, the later it was found.
constexpr double kHalfAt = 25;

// Without what a search would take for an operator.
std::string Plain(std::string_view text) {
  std::string plain(text);
  for (char& c : plain) {
    if (std::string_view("\"+-:*()<>=[]").find(c) != std::string_view::npos) c = ' ';
  }
  return plain;
}

std::string QueryOf(const Label& label) { return Plain(label.name + " " + label.description); }

}  // namespace

Result<search::SearchResult> LabelWords::Search(search::SearchRequest request,
                                                store::DocumentNumber document) const {
  request.without.add(document);
  if (by_words_) request.mode = search::Mode::kKeywords;
  return searcher_.Search(request, asker_);
}

Result<void> LabelWords::FindPassages(std::span<const Label> labels,
                                      store::DocumentNumber document) {
  for (std::size_t label = 0; label < labels.size(); ++label) {
    search::SearchRequest request;
    request.query = QueryOf(labels[label]);
    if (request.query.find_first_not_of(' ') == std::string::npos) continue;
    request.k = kPassagesOfLabel;
    WY_TRY(const search::SearchResult result, Search(std::move(request), document));
    used_meaning_ = used_meaning_ || result.meaning.state == search::Meaning::State::kUsed ||
                    result.meaning.state == search::Meaning::State::kPartly;
    for (std::size_t rank = 0; rank < result.hits.size(); ++rank) {
      const search::Hit& hit = result.hits[rank];
      const double weight = kHalfAt / (kHalfAt + static_cast<double>(rank));
      found_.push_back(
          {space_.Count(hit.document.title + "\n" + hit.chunk.text), label, weight, false});
      space_.Learn(found_.back().counts);
    }
  }
  return {};
}

Result<void> LabelWords::FindTagged(std::span<const Label> labels, store::DocumentNumber document) {
  TermVector telling = space_.Weigh(text_counts_);
  std::stable_sort(telling.begin(), telling.end(),
                   [](const auto& one, const auto& other) { return one.weight > other.weight; });
  std::string query;
  for (std::size_t at = 0; at < std::min(kWordsOfText, telling.size()); ++at) {
    query += (query.empty() ? "" : " ") + Plain(space_.Name(telling[at].term));
  }
  if (query.empty()) return {};
  for (std::size_t label = 0; label < labels.size(); ++label) {
    search::SearchRequest request;
    request.query = query;
    request.k = kTaggedOfLabel;
    request.tag = labels[label].name;
    WY_TRY(const search::SearchResult result, Search(std::move(request), document));
    std::set<store::DocumentNumber> once;
    for (const search::Hit& hit : result.hits) {
      if (!once.insert(hit.document.number).second) continue;
      found_.push_back({space_.Count(hit.document.title + "\n" + hit.chunk.text), label, 1, true});
      space_.Learn(found_.back().counts);
    }
  }
  return {};
}

// The profile of a label is what goes with it, less what goes with labels on average.
void LabelWords::MakeProfiles(std::span<const Label> labels) {
  profiles_.assign(labels.size(), {});
  for (const Found& found : found_) {
    AddTo(profiles_[found.label], space_.Weigh(found.counts), found.weight);
  }
  TermVector mean;
  for (std::size_t label = 0; label < labels.size(); ++label) {
    TermVector& profile = profiles_[label];
    Normalise(profile);
    AddTo(profile,
          space_.Weigh(space_.Count(labels[label].name + "\n" + labels[label].description)), 1);
    TermVector examples;
    for (const std::string& example : labels[label].examples) {
      AddTo(examples, space_.Weigh(space_.Count(example)), 1);
    }
    Normalise(examples);
    AddTo(profile, examples, kForExamples);
    Normalise(profile);
    AddTo(mean, profile, 1 / static_cast<double>(labels.size()));
  }
  for (TermVector& profile : profiles_) {
    if (labels.size() > 1) AddTo(profile, mean, -1);
    std::erase_if(profile, [](const TermShare& share) { return share.weight <= 0; });
    if (profile.size() > kMostTermsOfProfile) {
      std::nth_element(profile.begin(), profile.begin() + kMostTermsOfProfile, profile.end(),
                       [](const auto& one, const auto& other) {
                         return std::pair(-one.weight, one.term) <
                                std::pair(-other.weight, other.term);
                       });
      profile.resize(kMostTermsOfProfile);
      std::sort(profile.begin(), profile.end(),
                [](const auto& one, const auto& other) { return one.term < other.term; });
    }
    Normalise(profile);
  }
}

// Of the tagged passages those most alike vote for their tag.
void LabelWords::CountVotes(std::size_t labels) {
  std::vector<std::pair<double, std::size_t>> voters;  // likeness and label
  for (const Found& found : found_) {
    if (found.tagged) voters.emplace_back(Dot(space_.Weigh(found.counts), text_), found.label);
  }
  std::stable_sort(voters.begin(), voters.end(),
                   [](const auto& one, const auto& other) { return one.first > other.first; });
  voters.resize(std::min(voters.size(), kVoters));
  double all = 0;
  std::vector<double> votes(labels);
  for (const auto& [likeness, label] : voters) {
    if (likeness <= 0) continue;
    votes[label] += likeness;
    all += likeness;
    ++fits_[label].tagged_alike;
  }
  for (std::size_t label = 0; label < labels && all > 0; ++label) {
    fits_[label].fit += kForVotes * votes[label] / all;
  }
}

Result<void> LabelWords::Learn(std::span<const Label> labels, std::string_view text,
                               store::DocumentNumber document) {
  text_counts_ = space_.Count(text);
  space_.Learn(text_counts_);
  WY_CHECK(FindPassages(labels, document));
  WY_CHECK(FindTagged(labels, document));
  MakeProfiles(labels);
  text_ = space_.Weigh(text_counts_);
  fits_.assign(labels.size(), {});
  for (std::size_t label = 0; label < labels.size(); ++label) {
    fits_[label].fit = Dot(text_, profiles_[label]);
  }
  CountVotes(labels.size());
  return {};
}

void LabelWords::Add(std::span<const double> fits) {
  for (std::size_t label = 0; label < fits_.size(); ++label) fits_[label].fit += fits[label];
}

double LabelWords::SpeaksFor(std::string_view sentence, std::size_t label) {
  return Dot(space_.Weigh(space_.Count(sentence)), profiles_[label]);
}

}  // namespace wenyuan::answer
