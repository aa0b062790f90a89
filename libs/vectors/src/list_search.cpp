#include "list_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <tuple>

#include "few_rows.h"
#include "list_order.h"
#include "row_scorer.h"

namespace wenyuan::vectors {
namespace {

// The standard deviation of a sketch's error is this · f · |query - centroid|: √(1 - 2/π).
constexpr float kDeviation = 0.603F;
constexpr float kAnywhere = std::numeric_limits<float>::infinity();
// This part of the lists is opened before the first rows are compared.
constexpr std::size_t kFirstPart = 8;

// A row that its sketch, in the question's favour, puts so near.
struct Candidate {
  float bound = 0;
  std::uint32_t part = 0;
  std::uint32_t row = 0;
  double centroid_dot = 0;
};

bool InOrder(const Candidate& left, const Candidate& right) {
  return std::tie(left.part, left.row) < std::tie(right.part, right.row);
}

class ListSearch {
 public:
  ListSearch(const std::vector<const Part*>& parts, const Query& query, const ProbeOptions& options,
             Nearest::Heaps heaps, std::size_t k, Nearest& nearest, const Part*& reading)
      : parts_(parts),
        query_(query),
        options_(options),
        heaps_(heaps),
        compared_first_(std::max(options.rescored, k)),
        nearest_(nearest),
        reading_(reading) {
    for (const Part* const part : parts) scorers_.emplace_back(*part, query);
  }

  // Whether there are so few rows that no list had to be chosen; else nothing was done.
  Result<bool> CompareFew() {
    const auto few = FewOfAll();
    if (!few) return false;
    std::size_t all = 0;
    for (const auto& rows : *few) all += rows.size();
    for (std::uint32_t part = 0; part < parts_.size(); ++part) {
      if (all > options_.direct) {
        Estimate(part, (*few)[part]);
      } else {
        WY_CHECK(CompareAll(part, (*few)[part]));
      }
    }
    WY_CHECK(CompareFirst());
    return true;
  }

  Result<void> OpenPromising() {
    std::vector<bool> done(parts_.size());
    for (std::size_t first = 0; first < parts_.size(); ++first) {
      if (done[first]) continue;
      std::vector<std::uint32_t> alike;  // parts with the same centroids
      for (std::size_t part = first; part < parts_.size(); ++part) {
        if (CodebookOf(part) != CodebookOf(first)) continue;
        alike.push_back(static_cast<std::uint32_t>(part));
        done[part] = true;
      }
      WY_CHECK(Probe(alike));
    }
    return {};
  }

 private:
  [[nodiscard]] const Codebook* CodebookOf(std::size_t part) const {
    return parts_[part]->live->segment->codebook().get();
  }

  std::optional<std::vector<std::vector<std::uint32_t>>> FewOfAll() const {
    std::vector<std::vector<std::uint32_t>> all;
    std::size_t left = std::max(options_.direct, options_.estimated);
    for (const Part* const part : parts_) {
      auto rows = FewRows(*part, left);
      if (!rows) return std::nullopt;
      left -= rows->size();
      all.push_back(*std::move(rows));
    }
    return all;
  }

  // The first lists give rows that are near; from then on a row is compared when its sketch says
  // that it may be among the best, and a list is opened when its centroid does.
  Result<void> Probe(const std::vector<std::uint32_t>& alike) {
    const Codebook& codebook = *CodebookOf(alike.front());
    const bool filtered =
        nearest_.apart() || std::any_of(alike.begin(), alike.end(), [&](auto part) {
          return !parts_[part]->filter->all() || parts_[part]->group;
        });
    const std::size_t most = std::max(options_.most_probes, options_.probes);
    Opened opened{0, {}, std::vector<bool>(filtered ? codebook.lists() : 0)};
    WY_TRY(const bool enough, OpenLists(alike, codebook, most, most, opened));
    const bool ever_more = Lacking(heaps_, kAnywhere, most, opened) != 0;
    if (enough || !filtered || !ever_more) return {};
    // Those that hold what may be seen may lie anywhere.
    WY_TRY([[maybe_unused]] const bool all,
           OpenLists(alike, codebook, codebook.lists(), most, opened));
    return {};
  }

  struct Opened {
    std::size_t lists = 0;
    std::array<std::size_t, kMostGroups> seen{};  // of which rows may be seen, by heap
    std::vector<bool> which;                      // under a filter, or apart
  };

  // The heaps that rows of a list go to.
  [[nodiscard]] Nearest::Heaps HeapsIn(const std::vector<std::uint32_t>& alike,
                                       std::uint32_t list) const {
    unsigned groups = 0;
    for (const std::uint32_t part : alike) groups |= parts_[part]->live->segment->GroupsIn(list);
    return nearest_.HeapsOf(static_cast<std::uint8_t>(groups)) & heaps_;
  }

  // Of these heaps those that a list, and what is less promising, may still add to.
  [[nodiscard]] Nearest::Heaps Lacking(Nearest::Heaps heaps, float bound, std::size_t most_seen,
                                       const Opened& opened) const {
    unsigned lacking = 0;
    for (std::size_t heap = 0; heap < kMostGroups; ++heap) {
      const bool far = bound < nearest_.Threshold(heap);
      if ((heaps >> heap & 1U) != 0 && !far && opened.seen[heap] < most_seen) lacking |= 1U << heap;
    }
    return static_cast<Nearest::Heaps>(lacking);
  }

  // Opens the `most` most promising lists at most. Whether no others need be opened.
  Result<bool> OpenLists(const std::vector<std::uint32_t>& alike, const Codebook& codebook,
                         std::size_t most, std::size_t most_seen, Opened& opened) {
    const bool filtered = !opened.which.empty();
    const std::size_t first = options_.probes / kFirstPart + 1;
    ListOrder order(codebook, query_, most);
    while (const OpenList* const open = order.Next()) {
      if (filtered && opened.which[open->list]) continue;
      Nearest::Heaps heaps = HeapsIn(alike, open->list);
      if (opened.lists >= options_.probes) {
        const float bound = open->Bound(codebook, query_, options_.reach);
        const Nearest::Heaps lacking = Lacking(heaps_, bound, most_seen, opened);
        if (lacking == 0) return true;
        heaps &= lacking;
      }
      if (heaps == 0) continue;
      ++opened.lists;
      if (filtered) opened.which[open->list] = true;
      Prefetch(alike, order.Peek());
      bool seen = false;
      for (const std::uint32_t part : alike) seen |= Scan(part, *open, heaps);
      for (std::size_t heap = 0; seen && heap < kMostGroups; ++heap) {
        opened.seen[heap] += heaps >> heap & 1U;
      }
      if (opened.lists < first) continue;
      if (opened.lists == first) {
        WY_CHECK(CompareFirst());
      } else {
        WY_CHECK(CompareCandidates());
      }
    }
    if (opened.lists < first) {
      WY_CHECK(CompareFirst());
    }
    return opened.lists >= codebook.lists();
  }

  void Prefetch(const std::vector<std::uint32_t>& alike, const OpenList* next) const {
    if (next == nullptr) return;
    for (const std::uint32_t part : alike) {
      const Sketches& sketches = parts_[part]->live->segment->sketches();
      sketches.Prefetch(sketches.lists()[next->list]);
    }
  }

  [[nodiscard]] SketchTerms Terms(const OpenList& open, Nearest::Heaps heaps) const {
    const float base = query_.metric == Metric::kL2
                           ? 2 * open.dot - static_cast<float>(query_.squared_length)
                           : open.dot;
    return {base, options_.certainty * kDeviation * open.distance, nearest_.Floor(heaps)};
  }

  // Takes the rows of a list that may be among the best. Whether any of its rows may be seen.
  bool Scan(std::uint32_t number, const OpenList& open, Nearest::Heaps heaps) {
    const Part& part = *parts_[number];
    const Sketches& sketches = part.live->segment->sketches();
    const Sketches::List& list = sketches.lists()[open.list];
    if (list.count == 0) return false;
    const bool whole = part.filter->all() && !part.group && part.live->dead_bits.empty();
    std::uint32_t row = list.begin;
    while (!whole && row < list.begin + list.count && !part.Sees(row)) ++row;
    if (row == list.begin + list.count) return false;
    const SketchGroups groups = sketches.Groups(list);
    estimates_.resize(groups.groups * kGroup);
    above_.resize(groups.groups);
    BestKernels().estimate(groups, query_.sketch, Terms(open, heaps), estimates_.data(),
                           above_.data());
    for (std::size_t group = 0; group < groups.groups; ++group) {
      for (unsigned mask = above_[group]; mask != 0; mask &= mask - 1) {
        const std::size_t place = group * kGroup + static_cast<std::size_t>(__builtin_ctz(mask));
        row = list.begin + static_cast<std::uint32_t>(place);
        if (whole || part.Sees(row)) Take({estimates_[place], number, row, open.dot});
      }
    }
    return true;
  }

  void Take(const Candidate& candidate) {
    const RowTable& table = parts_[candidate.part]->live->segment->table();
    const std::size_t heap = nearest_.HeapOf(table.group(candidate.row));
    if ((heaps_ >> heap & 1U) == 0 || candidate.bound < nearest_.Threshold(heap)) return;
    candidates_[heap].push_back(candidate);
  }

  // Takes all of some rows, in order, that may be among the best.
  void Estimate(std::uint32_t number, const std::vector<std::uint32_t>& rows) {
    constexpr std::size_t kAhead = 8;
    const Segment& segment = *parts_[number]->live->segment;
    const Sketches& sketches = segment.sketches();
    float estimates[kGroup];
    std::uint8_t above = 0;
    OpenList open;
    std::size_t known = sketches.lists().size();  // the list that `open` is of
    std::size_t list = 0;
    std::size_t list_ahead = 0;
    std::size_t ahead = 0;
    const auto list_of = [&](std::uint32_t row, std::size_t from) {
      while (row >= sketches.lists()[from].begin + sketches.lists()[from].count) ++from;
      return from;
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (; ahead < std::min(rows.size(), i + kAhead); ++ahead) {
        const std::size_t next = list_of(rows[ahead], list_ahead);
        if (next != list_ahead) segment.codebook()->Prefetch(static_cast<std::uint32_t>(next));
        list_ahead = next;
        sketches.Prefetch(sketches.GroupOf(sketches.lists()[list_ahead], rows[ahead]));
      }
      list = list_of(rows[i], list);
      if (list != known) {
        open = OpenList::Of(*segment.codebook(), query_, static_cast<std::uint32_t>(list));
        known = list;
      }
      BestKernels().estimate(sketches.GroupOf(sketches.lists()[list], rows[i]), query_.sketch,
                             Terms(open, heaps_), estimates, &above);
      const std::size_t lane = (rows[i] - sketches.lists()[list].begin) % kGroup;
      if ((above >> lane & 1U) == 0) continue;
      Take({estimates[lane], number, rows[i], open.dot});
    }
  }

  // The most promising ones before the others: many of those need not be compared then.
  Result<void> CompareFirst() {
    for (std::size_t heap = 0; heap < kMostGroups; ++heap) {
      std::vector<Candidate> all = std::move(candidates_[heap]);
      const std::size_t first = std::min(compared_first_, all.size());
      const auto end = all.begin() + static_cast<std::ptrdiff_t>(first);
      std::nth_element(
          all.begin(), end, all.end(), [](const Candidate& left, const Candidate& right) {
            return left.bound != right.bound ? left.bound > right.bound : InOrder(left, right);
          });
      for (const auto& [from, to] : {std::pair(all.begin(), end), std::pair(end, all.end())}) {
        std::vector<Candidate> some;
        std::copy_if(from, to, std::back_inserter(some), [&](const Candidate& candidate) {
          return candidate.bound >= nearest_.Threshold(heap);
        });
        std::sort(some.begin(), some.end(), InOrder);  // each block is read once
        WY_CHECK(Compare(heap, some));
      }
      candidates_[heap].clear();
    }
    return {};
  }

  Result<void> CompareCandidates() {
    for (std::size_t heap = 0; heap < kMostGroups; ++heap) {
      WY_CHECK(Compare(heap, candidates_[heap]));
      candidates_[heap].clear();
    }
    return {};
  }

  Result<void> Compare(std::size_t heap, const std::vector<Candidate>& candidates) {
    for (const Candidate& candidate : candidates) {
      if (candidate.bound < nearest_.Threshold(heap)) continue;  // it rose meanwhile
      reading_ = parts_[candidate.part];
      WY_TRY(const float similarity,
             scorers_[candidate.part].Score(candidate.row, candidate.centroid_dot));
      Offer(candidate.part, candidate.row, similarity);
    }
    return {};
  }

  Result<void> CompareAll(std::uint32_t part, const std::vector<std::uint32_t>& rows) {
    reading_ = parts_[part];
    for (const std::uint32_t row : rows) {
      WY_TRY(const float similarity, scorers_[part].Score(row));
      Offer(part, row, similarity);
    }
    return {};
  }

  void Offer(std::uint32_t number, std::uint32_t row, float similarity) {
    const Part& part = *parts_[number];
    const RowTable& table = part.live->segment->table();
    const std::size_t heap = nearest_.HeapOf(table.group(row));
    if (similarity < nearest_.Threshold(heap)) return;
    const std::uint32_t document = table.document(row);
    nearest_.Offer(
        heap, {part.shard, document, table.Find(document)->revision, table.chunk(row), similarity});
  }

  const std::vector<const Part*>& parts_;
  const Query& query_;
  const ProbeOptions& options_;
  const Nearest::Heaps heaps_;  // that are filled
  const std::size_t compared_first_;
  Nearest& nearest_;
  const Part*& reading_;
  std::vector<RowScorer> scorers_;                              // by part
  std::array<std::vector<Candidate>, kMostGroups> candidates_;  // by heap
  std::vector<float> estimates_;
  std::vector<std::uint8_t> above_;
};

}  // namespace

Result<bool> CompareFewRows(const std::vector<const Part*>& parts, const Query& query,
                            const ProbeOptions& options, std::size_t k, Nearest& nearest,
                            const Part*& reading) {
  return ListSearch(parts, query, options, Nearest::kAllHeaps, k, nearest, reading).CompareFew();
}

Result<void> SearchLists(const std::vector<const Part*>& parts, const Query& query,
                         const ProbeOptions& options, Nearest::Heaps heaps, std::size_t k,
                         Nearest& nearest, const Part*& reading) {
  return ListSearch(parts, query, options, heaps, k, nearest, reading).OpenPromising();
}

}  // namespace wenyuan::vectors
