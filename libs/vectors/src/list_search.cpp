#include "list_search.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <optional>
#include <tuple>

#include "row_scorer.h"

namespace wenyuan::vectors {
namespace {

struct Candidate {
  float estimate = 0;
  std::uint32_t part = 0;
  std::uint32_t row = 0;
};

// The best estimates, about as many as wanted at any time.
class Candidates {
 public:
  explicit Candidates(std::size_t wanted) : wanted_(wanted) { kept_.reserve(2 * wanted); }

  [[nodiscard]] float floor() const { return floor_; }
  void Add(const Candidate& candidate) {
    kept_.push_back(candidate);
    if (kept_.size() >= 2 * wanted_) Cut();
  }
  // By part and row.
  std::vector<Candidate> Take() {
    if (kept_.size() > wanted_) Cut();
    std::sort(kept_.begin(), kept_.end(), [](const Candidate& left, const Candidate& right) {
      return std::tie(left.part, left.row) < std::tie(right.part, right.row);
    });
    return std::move(kept_);
  }

 private:
  void Cut() {
    const auto last = kept_.begin() + static_cast<std::ptrdiff_t>(wanted_);
    std::nth_element(kept_.begin(), last - 1, kept_.end(),
                     [](const Candidate& left, const Candidate& right) {
                       if (left.estimate != right.estimate) return left.estimate > right.estimate;
                       return std::tie(left.part, left.row) < std::tie(right.part, right.row);
                     });
    kept_.erase(last, kept_.end());
    floor_ = kept_.back().estimate;
  }

  const std::size_t wanted_;
  float floor_ = -std::numeric_limits<float>::infinity();
  std::vector<Candidate> kept_;
};

// Rows of a part that may be seen, if they are no more than `most`.
std::optional<std::vector<std::uint32_t>> FewRows(const Part& part, std::size_t most) {
  const DocumentFilter& filter = *part.filter;
  const RowTable& table = part.live->segment->table();
  const std::vector<DocumentRows>& documents = table.documents();
  if (filter.all() && !part.group && part.live->live_rows > most) return std::nullopt;
  std::vector<std::uint32_t> rows;
  const auto take = [&](const DocumentRows& document) {
    for (std::uint32_t place = document.begin; place < document.end; ++place) {
      const std::uint32_t row = table.Row(place);
      if (!part.live->IsDead(row) && part.InGroup(row)) rows.push_back(row);
    }
    return rows.size() <= most;
  };
  const index::DocumentSet* const set = filter.documents();
  if (set != nullptr && set->cardinality() < documents.size() / 4) {
    for (const std::uint32_t document : *set) {
      const DocumentRows* const found = table.Find(document);
      if (found != nullptr && !take(*found)) return std::nullopt;
    }
  } else {
    // Many documents may be seen: of this segment too, as some of it shows at once.
    constexpr std::size_t kSample = 1024;
    const std::size_t step = documents.size() / kSample + 1;
    std::size_t seen = 0;
    for (std::size_t i = 0; i < documents.size(); i += step)
      seen += filter.Has(documents[i].document);
    if (seen * step > 2 * most) return std::nullopt;
    for (const DocumentRows& document : documents) {
      if (filter.Has(document.document) && !take(document)) return std::nullopt;
    }
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

class ListSearch {
 public:
  ListSearch(const std::vector<const Part*>& parts, const Query& query, const ProbeOptions& options,
             std::size_t k, Best& best, const Part*& reading)
      : parts_(parts),
        query_(query),
        options_(options),
        best_(best),
        reading_(reading),
        candidates_(std::max({options.rescored, k, std::size_t{1}})) {}

  Result<void> Run() {
    if (const auto few = FewOfAll()) {
      for (std::size_t part = 0; part < parts_.size(); ++part) {
        WY_CHECK(Compare(part, (*few)[part]));
      }
      return {};
    }
    std::vector<bool> done(parts_.size());
    for (std::size_t first = 0; first < parts_.size(); ++first) {
      if (done[first]) continue;
      std::vector<std::uint32_t> alike;  // parts with the same centroids
      for (std::size_t part = first; part < parts_.size(); ++part) {
        if (CodebookOf(part) != CodebookOf(first)) continue;
        alike.push_back(static_cast<std::uint32_t>(part));
        done[part] = true;
      }
      Probe(alike);
    }
    return Rescore();
  }

 private:
  [[nodiscard]] const Codebook* CodebookOf(std::size_t part) const {
    return parts_[part]->live->segment->codebook().get();
  }

  std::optional<std::vector<std::vector<std::uint32_t>>> FewOfAll() const {
    std::vector<std::vector<std::uint32_t>> all;
    std::size_t left = options_.direct;
    for (const Part* const part : parts_) {
      auto rows = FewRows(*part, left);
      if (!rows) return std::nullopt;
      left -= rows->size();
      all.push_back(*std::move(rows));
    }
    return all;
  }

  void Probe(const std::vector<std::uint32_t>& alike) {
    const Codebook& codebook = *CodebookOf(alike.front());
    const std::vector<float> promise = codebook.Promise(query_);
    std::vector<std::uint32_t> order(promise.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto more_promising = [&](std::uint32_t left, std::uint32_t right) {
      return promise[left] != promise[right] ? promise[left] > promise[right] : left < right;
    };
    const bool filtered = std::any_of(alike.begin(), alike.end(), [&](std::uint32_t part) {
      return !parts_[part]->filter->all() || parts_[part]->group;
    });
    std::size_t sorted = 0;
    std::size_t seen = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i >= options_.probes && (!filtered || seen >= options_.permitted_seen)) break;
      if (i == sorted) {  // a few at a time: most lists are never looked at
        const std::size_t until = std::min(order.size(), std::max(options_.probes, 2 * sorted));
        std::partial_sort(order.begin() + static_cast<std::ptrdiff_t>(sorted),
                          order.begin() + static_cast<std::ptrdiff_t>(until), order.end(),
                          more_promising);
        sorted = until;
      }
      const float dot = BestKernels().dot(codebook.centroid(order[i]), query_.vector.data(),
                                          query_.vector.size());
      for (const std::uint32_t part : alike) seen += Scan(part, order[i], dot);
    }
  }

  // How many rows of the list may be seen.
  std::size_t Scan(std::uint32_t number, std::uint32_t list_number, float centroid_dot) {
    const Part& part = *parts_[number];
    const Sketches& sketches = part.live->segment->sketches();
    const Sketches::List& list = sketches.lists()[list_number];
    if (list.count == 0) return 0;
    const SketchGroups groups = sketches.Groups(list);
    const bool whole = part.filter->all() && !part.group && part.live->dead_bits.empty();
    std::size_t seen = list.count;
    if (!whole) {
      seen = Permit(part, list);
      if (seen == 0) return 0;
    }
    estimates_.resize(groups.groups * kGroup);
    above_.resize(groups.groups);
    const float base = query_.metric == Metric::kL2
                           ? 2 * centroid_dot - static_cast<float>(query_.squared_length)
                           : centroid_dot;
    BestKernels().estimate(groups, query_.sketch, base, candidates_.floor(), estimates_.data(),
                           above_.data());
    for (std::size_t group = 0; group < groups.groups; ++group) {
      unsigned mask = above_[group];
      if (!whole) mask &= permitted_[group];
      for (; mask != 0; mask &= mask - 1) {
        const std::size_t place = group * kGroup + static_cast<std::size_t>(__builtin_ctz(mask));
        if (estimates_[place] <= candidates_.floor()) continue;  // it rose meanwhile
        candidates_.Add(
            {estimates_[place], number, list.begin + static_cast<std::uint32_t>(place)});
      }
    }
    return seen;
  }

  // Marks, group by group, which rows of a list may be seen.
  std::size_t Permit(const Part& part, const Sketches::List& list) {
    permitted_.assign((list.count + kGroup - 1) / kGroup, 0);
    std::size_t seen = 0;
    for (std::uint32_t i = 0; i < list.count; ++i) {
      const unsigned sees = part.Sees(list.begin + i) ? 1 : 0;
      permitted_[i / kGroup] |= static_cast<std::uint8_t>(sees << (i % kGroup));
      seen += sees;
    }
    return seen;
  }

  Result<void> Rescore() {
    const std::vector<Candidate> candidates = candidates_.Take();
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      rows.push_back(candidates[i].row);
      if (i + 1 == candidates.size() || candidates[i + 1].part != candidates[i].part) {
        WY_CHECK(Compare(candidates[i].part, rows));
        rows.clear();
      }
    }
    return {};
  }

  Result<void> Compare(std::size_t number, const std::vector<std::uint32_t>& rows) {
    const Part& part = *parts_[number];
    const RowTable& table = part.live->segment->table();
    reading_ = &part;
    RowScorer scorer(part, query_);
    for (const std::uint32_t row : rows) {
      WY_TRY(const float similarity, scorer.Score(row));
      if (similarity < best_.Threshold()) continue;
      const std::uint32_t document = table.document(row);
      best_.Offer(
          {part.shard, document, table.Find(document)->revision, table.chunk(row), similarity});
    }
    return {};
  }

  const std::vector<const Part*>& parts_;
  const Query& query_;
  const ProbeOptions& options_;
  Best& best_;
  const Part*& reading_;
  Candidates candidates_;
  std::vector<float> estimates_;
  std::vector<std::uint8_t> above_;
  std::vector<std::uint8_t> permitted_;
};

}  // namespace

Result<void> SearchLists(const std::vector<const Part*>& parts, const Query& query,
                         const ProbeOptions& options, std::size_t k, Best& best,
                         const Part*& reading) {
  if (parts.empty() || k == 0) return {};
  return ListSearch(parts, query, options, k, best, reading).Run();
}

}  // namespace wenyuan::vectors
