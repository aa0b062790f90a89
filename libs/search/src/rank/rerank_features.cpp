#include "rerank_features.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <unordered_map>

#include "query_terms.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

using std::string_view_literals::operator""sv;

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
constexpr double kLeastScore = 1e-6;
constexpr std::uint32_t kNarrow = 12;
constexpr std::uint32_t kWide = 40;
constexpr std::array kNumberWords = {
    "多少"sv,     "几"sv,       "幾"sv,       "何时"sv,    "何時"sv,      "时候"sv,
    "時候"sv,     "哪年"sv,     "哪一年"sv,   "哪天"sv,    "日期"sv,      "when "sv,
    "how many"sv, "how much"sv, "how long"sv, "how old"sv, "what year"sv, "how far"sv};

float& At(RerankFeatures& row, RerankFeature feature) {
  return row[static_cast<std::size_t>(feature)];
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool AsksForNumber(std::string_view question) {
  std::string lower(question);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return std::any_of(kNumberWords.begin(), kNumberWords.end(), [&lower](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

bool MostlyHan(std::string_view text) {
  std::size_t han = 0;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::NextCharacter(text, at);
    if (text::IsHan(c)) ++han;
    if ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z')) ++letters;
  }
  return han * 3 > letters;  // a word of English has five letters, one of Chinese two characters
}

// The question's terms in one passage.
struct Passage {
  QueryTerms::Reading text;
  std::vector<bool> in_text;
  std::vector<bool> in_title;
  std::vector<bool> in_heading;
  [[nodiscard]] bool Has(std::size_t term) const {
    return in_text[term] || in_title[term] || in_heading[term];
  }
};

std::vector<bool> Marked(const QueryTerms& terms, const QueryTerms::Reading& reading) {
  std::vector<bool> marked(terms.size());
  for (const QueryTerms::Match& match : reading.matches) marked[match.term] = true;
  return marked;
}

struct Window {
  double weight = 0;
  std::uint32_t begin = 0;  // unit
  std::uint32_t first_byte = 0;
  std::uint32_t last_byte = 0;
};

class FeatureReader {
 public:
  FeatureReader(const text::Analyzer& analyzer, std::string_view question,
                const text::AnalyzedQuery& query, std::span<const Hit> hits)
      : terms_(analyzer, query), hits_(hits), asked_(terms_.In(question)) {
    for (const Hit& hit : hits) {
      Passage& passage = passages_.emplace_back();
      passage.text = terms_.In(hit.chunk.text);
      passage.in_text = Marked(terms_, passage.text);
      passage.in_title = Marked(terms_, terms_.In(hit.document.title));
      passage.in_heading = Marked(terms_, terms_.In(hit.chunk.heading_path));
    }
    WeighTerms();
    ReadNeighbours();
    asks_number_ = AsksForNumber(question);
    han_ = MostlyHan(question);
    for (const QueryTerms::Match& match : asked_.matches) {
      if (terms_.IsNumber(match.term)) asked_numbers_.push_back(match.term);
    }
  }

  std::vector<RerankFeatures> Rows() {
    std::vector<RerankFeatures> rows(hits_.size());
    double most_similar = -1;
    std::map<store::DocumentNumber, std::size_t> of_document;
    for (const Hit& hit : hits_) {
      most_similar = std::max(most_similar, hit.similarity.value_or(-1));
      ++of_document[hit.document.number];
    }
    float best_whole = 0;
    std::map<store::DocumentNumber, bool> seen;
    for (std::size_t i = 0; i < hits_.size(); ++i) {
      RerankFeatures& row = rows[i];
      const Hit& hit = hits_[i];
      FillFirstStage(i, most_similar, row);
      FillTerms(i, row);
      FillPlaces(i, row);
      best_whole = std::max(best_whole, At(row, RerankFeature::kWholeCoverage));
      At(row, RerankFeature::kSameScript) = MostlyHan(hit.chunk.text) == han_ ? 1 : 0;
      At(row, RerankFeature::kSiblings) =
          std::log(static_cast<float>(of_document[hit.document.number]));
      At(row, RerankFeature::kDocumentBest) = seen[hit.document.number] ? 0 : 1;
      seen[hit.document.number] = true;
      At(row, RerankFeature::kQuestionTerms) = std::log1p(static_cast<float>(terms_.size()));
      At(row, RerankFeature::kAsksForNumber) = asks_number_ ? 1 : 0;
      At(row, RerankFeature::kIsTable) = hit.chunk.table.empty() ? 0 : 1;
    }
    for (RerankFeatures& row : rows) {
      At(row, RerankFeature::kBestCoverage) =
          best_whole > 0 ? At(row, RerankFeature::kWholeCoverage) / best_whole : 0;
    }
    return rows;
  }

 private:
  void WeighTerms() {
    weights_.resize(terms_.size());
    const auto count = static_cast<double>(passages_.size());
    for (std::size_t term = 0; term < terms_.size(); ++term) {
      const auto with = static_cast<double>(
          std::count_if(passages_.begin(), passages_.end(),
                        [term](const Passage& passage) { return passage.Has(term); }));
      weights_[term] = terms_.weights()[term] * std::log(1 + (count - with + 0.5) / (with + 0.5));
      total_ += weights_[term];
    }
  }

  // Which of the question's units follow one another in it.
  void ReadNeighbours() {
    for (const QueryTerms::Match& match : asked_.matches) {
      units_[match.position].push_back(match.term);
    }
  }

  template <typename Has>
  [[nodiscard]] float Share(const Has& has) const {
    double sum = 0;
    for (std::size_t term = 0; term < weights_.size(); ++term) {
      if (has(term)) sum += weights_[term];
    }
    return total_ > 0 ? static_cast<float>(sum / total_) : 0;
  }

  void FillFirstStage(std::size_t i, double most_similar, RerankFeatures& row) const {
    const double best = std::max(hits_.front().score, kLeastScore);
    const Hit& hit = hits_[i];
    At(row, RerankFeature::kScore) = static_cast<float>(hit.score / best);
    At(row, RerankFeature::kMargin) =
        hits_.size() > 1 ? static_cast<float>((best - hits_[1].score) / best) : 1;
    At(row, RerankFeature::kRank) = 1 / static_cast<float>(i + 1);
    At(row, RerankFeature::kCoverage) = static_cast<float>(hit.coverage);
    At(row, RerankFeature::kSimilarity) =
        hit.similarity ? static_cast<float>(*hit.similarity) : kMissing;
    At(row, RerankFeature::kSimilarityBelow) =
        hit.similarity ? static_cast<float>(most_similar - *hit.similarity) : kMissing;
  }

  void FillTerms(std::size_t i, RerankFeatures& row) const {
    const Passage& passage = passages_[i];
    At(row, RerankFeature::kBodyCoverage) =
        Share([&](std::size_t term) { return bool{passage.in_text[term]}; });
    At(row, RerankFeature::kWholeCoverage) =
        Share([&](std::size_t term) { return passage.Has(term); });
    double pairs = 0;
    double all_pairs = 0;
    for (std::size_t term = 0; term < weights_.size(); ++term) {
      if (terms_.IsSingle(term)) continue;
      all_pairs += weights_[term];
      if (passage.Has(term)) pairs += weights_[term];
    }
    At(row, RerankFeature::kPairCoverage) =
        all_pairs > 0 ? static_cast<float>(pairs / all_pairs) : 0;
    At(row, RerankFeature::kTitleCoverage) =
        Share([&](std::size_t term) { return bool{passage.in_title[term]}; });
    At(row, RerankFeature::kHeadingCoverage) =
        hits_[i].chunk.heading_path.empty()
            ? kMissing
            : Share([&](std::size_t term) { return bool{passage.in_heading[term]}; });
    const auto found = std::count_if(asked_numbers_.begin(), asked_numbers_.end(),
                                     [&](std::size_t term) { return passage.Has(term); });
    At(row, RerankFeature::kNumbers) =
        asked_numbers_.empty()
            ? kMissing
            : static_cast<float>(found) / static_cast<float>(asked_numbers_.size());
  }

  void FillPlaces(std::size_t i, RerankFeatures& row) const {
    const QueryTerms::Reading& reading = passages_[i].text;
    const auto units = static_cast<float>(std::max(reading.units, 1U));
    const Window narrow = BestWindow(reading, kNarrow);
    const Window wide = BestWindow(reading, kWide);
    const double total = total_ > 0 ? total_ : 1;
    At(row, RerankFeature::kNarrowWindow) = static_cast<float>(narrow.weight / total);
    At(row, RerankFeature::kWideWindow) = static_cast<float>(wide.weight / total);
    At(row, RerankFeature::kFirstPlace) = static_cast<float>(wide.begin) / units;
    At(row, RerankFeature::kDensity) = static_cast<float>(reading.matches.size()) / units;
    At(row, RerankFeature::kLogUnits) = std::log1p(units);
    At(row, RerankFeature::kNewNumber) = HasNewNumber(hits_[i].chunk.text, wide) ? 1 : 0;
    FillRuns(reading, row);
  }

  // The most weight of distinct terms that begin within `length` units.
  [[nodiscard]] Window BestWindow(const QueryTerms::Reading& reading, std::uint32_t length) const {
    Window best;
    std::vector<std::uint32_t> inside(terms_.size());
    double weight = 0;
    std::size_t first = 0;
    for (const QueryTerms::Match& match : reading.matches) {
      if (inside[match.term]++ == 0) weight += weights_[match.term];
      while (reading.matches[first].position + length <= match.position) {
        const std::size_t leaving = reading.matches[first++].term;
        if (--inside[leaving] == 0) weight -= weights_[leaving];
      }
      if (weight > best.weight + 1e-9) {
        best = {weight, reading.matches[first].position, reading.matches[first].begin, match.end};
      }
    }
    return best;
  }

  // A digit near the window that belongs to no term of the question.
  [[nodiscard]] bool HasNewNumber(std::string_view text, const Window& window) const {
    constexpr std::size_t kAround = 30;  // bytes
    const std::size_t begin = window.first_byte > kAround ? window.first_byte - kAround : 0;
    const std::size_t end = std::min<std::size_t>(text.size(), window.last_byte + kAround);
    std::size_t digits = 0;
    for (std::size_t at = begin; at < end; ++at) {
      if (IsDigit(text[at]) && (at == 0 || !IsDigit(text[at - 1]))) ++digits;
    }
    return digits > asked_numbers_.size();
  }

  // How far the text repeats the question unit by unit.
  void FillRuns(const QueryTerms::Reading& reading, RerankFeatures& row) const {
    std::map<std::uint32_t, std::vector<std::size_t>> at;
    for (const QueryTerms::Match& match : reading.matches) {
      at[match.position].push_back(match.term);
    }
    std::map<std::uint32_t, std::uint32_t> before;  // run that ends at a unit of the question
    std::uint32_t before_at = 0;
    std::uint32_t longest = 0;
    std::vector<std::uint32_t> followed;
    for (const auto& [position, found] : at) {
      std::map<std::uint32_t, std::uint32_t> runs;
      for (const auto& [asked_at, wanted] : units_) {
        const bool same = std::any_of(wanted.begin(), wanted.end(), [&](std::size_t term) {
          return std::find(found.begin(), found.end(), term) != found.end();
        });
        if (!same) continue;
        std::uint32_t run = 1;
        if (asked_at > 0 && before_at + 1 == position) {
          if (const auto earlier = before.find(asked_at - 1); earlier != before.end()) {
            run += earlier->second;
            followed.push_back(asked_at);
          }
        }
        runs[asked_at] = run;
        longest = std::max(longest, run);
      }
      before = std::move(runs);
      before_at = position;
    }
    std::sort(followed.begin(), followed.end());
    followed.erase(std::unique(followed.begin(), followed.end()), followed.end());
    const auto units = static_cast<float>(std::max<std::size_t>(units_.size(), 1));
    At(row, RerankFeature::kLongestRun) = static_cast<float>(longest) / units;
    At(row, RerankFeature::kOrder) = static_cast<float>(followed.size()) / units;
  }

  const QueryTerms terms_;
  const std::span<const Hit> hits_;
  const QueryTerms::Reading asked_;
  std::map<std::uint32_t, std::vector<std::size_t>> units_;  // terms by position in the question
  std::vector<std::size_t> asked_numbers_;
  std::vector<Passage> passages_;
  std::vector<double> weights_;
  double total_ = 0;
  bool asks_number_ = false;
  bool han_ = false;
};

}  // namespace

std::vector<RerankFeatures> FeaturesOfHits(const text::Analyzer& analyzer,
                                           std::string_view question,
                                           const text::AnalyzedQuery& query,
                                           std::span<const Hit> hits) {
  if (hits.empty()) return {};
  return FeatureReader(analyzer, question, query, hits).Rows();
}

}  // namespace wenyuan::search
