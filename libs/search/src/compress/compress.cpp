#include "wenyuan/search/compress.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "rank/query_terms.h"
#include "unit_scores.h"
#include "units_of_passage.h"
#include "wenyuan/search/near_duplicates.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

constexpr double kLeastScore = 1e-6;
// What decides between sentences is their score by this power of their tokens.
constexpr double kRoom = 0.25;
constexpr double kOwnShare = 1e-3;  // of our own scores where others are given
// A sentence of more than this share of the budget is cut into clauses, if it is long at all.
constexpr std::size_t kLongShare = 2;
constexpr std::size_t kLongBytes = 240;

struct Candidate {
  std::size_t hit = 0;
  std::size_t unit = 0;  // within the passage
  std::size_t tokens = 0;
  double score = 0;
  bool kept = false;
};

class Compressor {
 public:
  Compressor(std::span<const Hit> hits, const CompressOptions& options)
      : hits_(hits), options_(options) {}

  void Read(const QueryTerms& terms) {
    double best = kLeastScore;
    for (const Hit& hit : hits_) best = std::max(best, hit.score);
    for (std::size_t i = 0; i < hits_.size(); ++i) {
      const Hit& hit = hits_[i];
      first_.push_back(candidates_.size());
      units_.push_back(UnitsOfPassage(hit.chunk, kLongBytes));
      std::vector<double> scores =
          ScoresOfUnits(terms, hit, units_.back(), std::max(hit.score, 0.0) / best);
      if (!options_.scores.empty()) TakeGiven(i, scores);
      heading_.push_back(options_.count_headings
                             ? options_.count(hit.document.title + " " + hit.chunk.heading_path)
                             : 0);
      before_ += heading_.back();
      for (std::size_t unit = 0; unit < units_.back().size(); ++unit) {
        const std::size_t tokens = options_.count(Text(i, unit));
        candidates_.push_back({i, unit, tokens, scores[unit]});
        before_ += tokens;
        mass_ += scores[unit];
      }
    }
    first_.push_back(candidates_.size());
  }

  Compressed Choose() {
    if (before_ <= options_.budget_tokens) {
      for (Candidate& candidate : candidates_) Keep(candidate);
      return Take();
    }
    std::vector<std::size_t> order(candidates_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [this](std::size_t left, std::size_t right) {
      return Worth(candidates_[left]) > Worth(candidates_[right]);
    });
    for (const std::size_t place : order) {
      if (kept_mass_ >= options_.enough_mass * mass_ && used_ > 0) break;
      Candidate& candidate = candidates_[place];
      if (candidate.kept || Repeats(candidate)) continue;
      if (KeepWithHeader(candidate)) KeepWhatItLeansOn(place);
    }
    if (used_ == 0 && !order.empty()) CutToBudget(candidates_[order.front()]);
    return Take();
  }

 private:
  [[nodiscard]] std::string_view Text(std::size_t hit, std::size_t unit) const {
    const PassageUnit& at = units_[hit][unit];
    return std::string_view(hits_[hit].chunk.text).substr(at.begin, at.end - at.begin);
  }

  // A unit has the score of the best span that it shares bytes with.
  void TakeGiven(std::size_t hit, std::vector<double>& scores) const {
    if (scores.empty()) return;
    const double best = *std::max_element(scores.begin(), scores.end());
    for (double& score : scores) score = best > 0 ? score / best * kOwnShare : 0;
    std::vector<double> given(scores.size());
    for (const SpanScore& span : options_.scores) {
      if (span.hit != hit) continue;
      for (std::size_t unit = 0; unit < given.size(); ++unit) {
        const PassageUnit& at = units_.back()[unit];
        if (at.begin < span.end && span.begin < at.end) {
          given[unit] = std::max(given[unit], span.score);
        }
      }
    }
    for (std::size_t unit = 0; unit < given.size(); ++unit) scores[unit] += given[unit];
  }

  [[nodiscard]] static double Worth(const Candidate& candidate) {
    const auto tokens = static_cast<double>(std::max<std::size_t>(candidate.tokens, 1));
    return candidate.score / std::pow(tokens, kRoom);
  }

  [[nodiscard]] bool Opened(std::size_t hit) const {
    return std::any_of(candidates_.begin() + static_cast<std::ptrdiff_t>(first_[hit]),
                       candidates_.begin() + static_cast<std::ptrdiff_t>(first_[hit + 1]),
                       [](const Candidate& candidate) { return candidate.kept; });
  }

  // Whether a sentence that is kept says nearly the same.
  bool Repeats(const Candidate& candidate) {
    const auto shingles = ShinglesOf(Text(candidate.hit, candidate.unit));
    const bool repeats = std::any_of(said_.begin(), said_.end(), [&](const auto& said) {
      return Jaccard(said, shingles) >= kNearDuplicate;
    });
    if (!repeats) latest_ = shingles;
    return repeats;
  }

  void Keep(Candidate& candidate) {
    if (candidate.kept) return;
    if (!Opened(candidate.hit)) used_ += heading_[candidate.hit];
    candidate.kept = true;
    used_ += candidate.tokens;
    kept_mass_ += candidate.score;
  }

  // A row without the names of its columns says nothing: both or none.
  bool KeepWithHeader(Candidate& candidate) {
    std::size_t cost = candidate.tokens + (Opened(candidate.hit) ? 0 : heading_[candidate.hit]);
    const auto each_header = [&](const auto& visit) {
      for (std::size_t i = first_[candidate.hit]; i < first_[candidate.hit + 1]; ++i) {
        if (units_[candidate.hit][candidates_[i].unit].header && !candidates_[i].kept &&
            &candidates_[i] != &candidate) {
          visit(candidates_[i]);
        }
      }
    };
    each_header([&cost](const Candidate& header) { cost += header.tokens; });
    if (used_ + cost > options_.budget_tokens) return false;
    Keep(candidate);
    each_header([this](Candidate& header) { Keep(header); });
    said_.push_back(std::move(latest_));
    return true;
  }

  void KeepWhatItLeansOn(std::size_t place) {
    const Candidate& candidate = candidates_[place];
    if (!units_[candidate.hit][candidate.unit].leans) return;
    Candidate& before = candidates_[place - 1];  // a leaning unit is not the first
    if (used_ + before.tokens <= options_.budget_tokens) Keep(before);
  }

  void CutToBudget(const Candidate& candidate) {
    const std::string_view text = Text(candidate.hit, candidate.unit);
    std::size_t end = 0;
    while (end < text.size()) {
      std::size_t next = end;
      text::NextCharacter(text, next);
      if (options_.count(text.substr(0, next)) > options_.budget_tokens) break;
      end = next;
    }
    if (end == 0) return;
    const std::uint32_t begin = units_[candidate.hit][candidate.unit].begin;
    cut_ = CompressedPassage{candidate.hit, {{begin, begin + static_cast<std::uint32_t>(end)}}};
    used_ = options_.count(text.substr(0, end));
    kept_mass_ = candidate.score * static_cast<double>(end) / static_cast<double>(text.size());
  }

  Compressed Take() {
    Compressed result;
    for (std::size_t hit = 0; hit < hits_.size(); ++hit) {
      CompressedPassage passage{hit, {}};
      bool together = false;
      for (std::size_t i = first_[hit]; i < first_[hit + 1]; ++i) {
        const PassageUnit& unit = units_[hit][candidates_[i].unit];
        if (candidates_[i].kept && together) passage.pieces.back().end = unit.end;
        if (candidates_[i].kept && !together) passage.pieces.push_back({unit.begin, unit.end});
        together = candidates_[i].kept;
      }
      if (!passage.pieces.empty()) result.passages.push_back(std::move(passage));
    }
    if (!cut_.pieces.empty()) result.passages.push_back(std::move(cut_));
    result.tokens_before = before_;
    result.tokens = used_;
    result.ratio = used_ > 0 ? static_cast<double>(before_) / static_cast<double>(used_) : 1;
    result.kept_mass = mass_ > 0 ? std::min(kept_mass_ / mass_, 1.0) : 1;
    return result;
  }

  const std::span<const Hit> hits_;
  const CompressOptions& options_;
  std::vector<std::vector<PassageUnit>> units_;  // by hit
  std::vector<std::size_t> heading_;             // tokens, by hit
  std::vector<Candidate> candidates_;            // by hit, in reading order
  std::vector<std::size_t> first_;               // of a hit in candidates_; one more for the end
  std::vector<std::vector<std::uint64_t>> said_;
  std::vector<std::uint64_t> latest_;  // shingles of the candidate at hand
  CompressedPassage cut_;
  std::size_t before_ = 0;
  std::size_t used_ = 0;
  double mass_ = 0;
  double kept_mass_ = 0;
};

}  // namespace

Compressed Compress(const text::Analyzer& analyzer, const text::AnalyzedQuery& query,
                    std::span<const Hit> hits, const CompressOptions& options) {
  Compressor compressor(hits, options);
  compressor.Read(QueryTerms(analyzer, query));
  return compressor.Choose();
}

std::string TextOf(const CompressedPassage& passage, std::span<const Hit> hits) {
  const std::string_view text = hits[passage.hit].chunk.text;
  std::string joined;
  for (const Piece& piece : passage.pieces) {
    if (!joined.empty()) joined += joined.back() == '\n' ? "… " : " … ";
    joined += text.substr(piece.begin, piece.end - piece.begin);
  }
  return joined;
}

}  // namespace wenyuan::search
