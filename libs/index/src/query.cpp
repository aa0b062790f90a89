#include "query.h"

#include <utility>

#include "phrases.h"
#include "prefixes.h"
#include "visible_ordinals.h"
#include "wenyuan/base/log.h"

namespace wenyuan::index {
namespace {

// A phrase that may stand in a query of a field, as the index numbers fields.
std::optional<Field> FieldOf(text::QueryField field) {
  switch (field) {
    case text::QueryField::kTitle:
      return Field::kTitle;
    case text::QueryField::kHeading:
      return Field::kHeading;
    case text::QueryField::kBody:
      return Field::kBody;
    case text::QueryField::kAny:
      break;
  }
  return std::nullopt;
}

}  // namespace

Query::Query(std::span<const Shard> shards, const text::AnalyzedQuery& query,
             const ScoringOptions& options)
    : shards_(shards), query_(query), options_(options), prefix_terms_(query.prefixes.size()) {}

Result<void> Query::TakeSnapshots() {
  for (const Shard& shard : shards_) {
    const auto* const index = dynamic_cast<const SegmentedIndex*>(shard.index);
    if (index == nullptr) {
      return Error{ErrorCode::kInternal, "searching failed: a library has no index of ours"};
    }
    asked_.push_back({index, index->Snapshot()});
    for (const auto& live : *asked_.back().state) {
      parts_.push_back({asked_.size() - 1, live.get(), {}});
    }
  }
  return {};
}

// The query's terms first, in their order; then what only phrases ask for.
void Query::NumberTerms() {
  for (const text::QueryTerm& term : query_.terms) {
    numbers_.try_emplace(term.term, terms_.size());
    terms_.push_back(&term.term);
  }
  for (const auto* phrases : {&query_.must, &query_.preferred, &query_.must_not}) {
    for (const text::QueryPhrase& phrase : *phrases) {
      for (const text::QueryPhrase::Part& part : phrase.parts) {
        if (numbers_.try_emplace(part.term, terms_.size()).second) terms_.push_back(&part.term);
      }
    }
  }
}

Result<void> Query::Prepare() {
  WY_CHECK(TakeSnapshots());
  NumberTerms();
  Statistics statistics;
  statistics.document_frequencies.resize(terms_.size());
  for (Part& part : parts_) {
    reading_ = &part;
    for (const std::string* term : terms_) {
      WY_TRY(part.entries.emplace_back(), part.live->segment->Find(*term));
    }
    WY_CHECK(statistics.Add(*part.live, part.entries, query_.terms.size()));
  }
  norm_.emplace(statistics, options_);
  for (std::size_t term = 0; term < query_.terms.size(); ++term) {
    weights_.push_back(query_.terms[term].weight * statistics.InverseDocumentFrequency(term));
    bound_ += weights_.back();
  }
  scale_ = ScoreScale(bound_ * static_cast<float>(1 + query_.preferred.size()));
  for (float& weight : weights_) weight *= scale_.units();
  bonus_ = static_cast<std::uint32_t>(bound_ * scale_.units()) + 1;
  return {};
}

Result<std::vector<std::uint32_t>> Query::Holders(const text::QueryPhrase& phrase, const Part& part,
                                                  const OrdinalSet* among) {
  reading_ = &part;
  std::vector<PhrasePart> parts;
  for (const text::QueryPhrase::Part& piece : phrase.parts) {
    parts.push_back({part.entries[numbers_.at(piece.term)], piece.offset});
  }
  return FindPhrase(*part.live->segment, parts, FieldOf(phrase.field), among);
}

Result<Candidates> Query::CandidatesOf(const Part& part, const OrdinalSet* places) {
  reading_ = &part;
  Candidates found;
  found.all_match = !query_.must.empty() || !query_.prefixes.empty();
  const auto visible = VisibleOrdinals(*part.live, shards_[part.shard].visible);
  found.among = visible;
  const auto narrow = [&](OrdinalSet to) {
    if (found.among) to.Intersect(found.among->set);
    found.among = std::make_shared<const Permitted>(std::move(to));
  };
  // Before `places`: how many terms begin so must not depend on what is asked about.
  for (std::size_t i = 0; i < query_.prefixes.size(); ++i) {
    const text::QueryPrefix& prefix = query_.prefixes[i];
    WY_TRY(OrdinalSet holders, FindPrefix(*part.live->segment, prefix.prefix, FieldOf(prefix.field),
                                          visible ? &visible->set : nullptr, prefix_terms_[i]));
    narrow(std::move(holders));
  }
  if (places != nullptr) narrow(*places);
  if (query_.must.empty() && query_.must_not.empty()) return found;
  const std::uint32_t chunks = part.live->segment->chunks().chunks();
  for (const text::QueryPhrase& phrase : query_.must) {
    if (found.none()) return found;
    WY_TRY(const std::vector<std::uint32_t> holders, Holders(phrase, part, found.set()));
    OrdinalSet set(chunks);
    for (const std::uint32_t ordinal : holders) set.Add(ordinal);
    narrow(std::move(set));
  }
  for (const text::QueryPhrase& phrase : query_.must_not) {
    if (found.none()) return found;
    WY_TRY(const std::vector<std::uint32_t> holders, Holders(phrase, part, found.set()));
    if (holders.empty()) continue;
    OrdinalSet set(chunks, true);
    for (const std::uint32_t ordinal : holders) set.RemoveRange(ordinal, ordinal + 1);
    narrow(std::move(set));
  }
  return found;
}

Result<void> Query::SetAsideDamaged(const Error& error) const {
  if (reading_ == nullptr) return error;
  const Segment& segment = *reading_->live->segment;
  Log(LogLevel::kError, "an index segment is damaged and was set aside; it will be built again",
      {{"segment", std::to_string(segment.number())}, {"reason", error.message}});
  return asked_[reading_->shard].index->SetAside(segment);
}

}  // namespace wenyuan::index
