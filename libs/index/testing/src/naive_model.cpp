#include "wenyuan/index/testing/naive_model.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace wenyuan::index::testing {
namespace {

double Frequency(const ChunkTokens& chunk, std::string_view term, const ScoringOptions& options) {
  double sum = 0;
  for (std::size_t field = 0; field < kFields; ++field) {
    for (const text::Token& token : chunk.fields[field]) {
      if (token.term == term) sum += static_cast<double>(options.field_weights[field]);
    }
  }
  return sum;
}

double Length(const ChunkTokens& chunk, const ScoringOptions& options) {
  double sum = 0;
  for (std::size_t field = 0; field < kFields; ++field) {
    sum += static_cast<double>(options.field_weights[field]) *
           static_cast<double>(chunk.fields[field].size());
  }
  return sum;
}

bool IsIn(std::size_t field, text::QueryField wanted) {
  switch (wanted) {
    case text::QueryField::kAny:
      return true;
    case text::QueryField::kTitle:
      return field == static_cast<std::size_t>(Field::kTitle);
    case text::QueryField::kHeading:
      return field == static_cast<std::size_t>(Field::kHeading);
    case text::QueryField::kBody:
      return field == static_cast<std::size_t>(Field::kBody);
  }
  return false;
}

bool HoldsPrefix(const ChunkTokens& chunk, const text::QueryPrefix& prefix) {
  for (std::size_t field = 0; field < kFields; ++field) {
    if (!IsIn(field, prefix.field)) continue;
    for (const text::Token& token : chunk.fields[field]) {
      if (token.term.starts_with(prefix.prefix)) return true;
    }
  }
  return false;
}

bool Holds(const ChunkTokens& chunk, const text::QueryPhrase& phrase) {
  if (phrase.parts.empty()) return false;
  for (std::size_t at = 0; at < kFields; ++at) {
    if (!IsIn(at, phrase.field)) continue;
    const auto& field = chunk.fields[at];
    std::set<std::pair<std::string, std::int64_t>> places;
    for (const text::Token& token : field) places.emplace(token.term, token.position);
    for (const text::Token& token : field) {
      const std::int64_t start =
          static_cast<std::int64_t>(token.position) - phrase.parts.front().offset;
      const bool whole =
          std::all_of(phrase.parts.begin(), phrase.parts.end(), [&](const auto& part) {
            return places.contains({part.term, start + part.offset});
          });
      if (whole) return true;
    }
  }
  return false;
}

}  // namespace

std::vector<NaiveModel::Scored> NaiveModel::Search(const std::vector<Asked>& asked,
                                                   const text::AnalyzedQuery& query,
                                                   const ScoringOptions& options) {
  double chunks = 0;
  double length = 0;
  std::map<std::string, double> document_frequencies;
  for (const auto& [model, visible] : asked) {
    for (const auto& [number, document] : model->documents_) {
      if (document.restricted) continue;
      for (const ChunkTokens& chunk : document.chunks) {
        ++chunks;
        length += Length(chunk, options);
        for (const text::QueryTerm& term : query.terms) {
          if (Frequency(chunk, term.term, options) > 0) ++document_frequencies[term.term];
        }
      }
    }
  }
  std::vector<double> weights;
  double bonus = 0;
  const double passages = std::max(chunks, 100.0);
  for (const text::QueryTerm& term : query.terms) {
    const double df = document_frequencies[term.term];
    weights.push_back(static_cast<double>(term.weight) *
                      std::log(1 + (passages - df + 0.5) / (df + 0.5)));
    bonus += weights.back();
  }
  const double k1 = static_cast<double>(options.k1);
  const double b = static_cast<double>(options.b);
  std::vector<Scored> found;
  for (std::size_t shard = 0; shard < asked.size(); ++shard) {
    const auto& [model, visible] = asked[shard];
    for (const auto& [number, document] : model->documents_) {
      if (visible.only != nullptr && !visible.only->contains(number)) continue;
      if (visible.without != nullptr && visible.without->contains(number)) continue;
      if (document.restricted &&
          (visible.restricted == nullptr || !visible.restricted->contains(number))) {
        continue;
      }
      for (const ChunkTokens& chunk : document.chunks) {
        const auto holds = [&](const text::QueryPhrase& phrase) { return Holds(chunk, phrase); };
        if (!std::all_of(query.must.begin(), query.must.end(), holds)) continue;
        if (std::any_of(query.must_not.begin(), query.must_not.end(), holds)) continue;
        if (!std::all_of(query.prefixes.begin(), query.prefixes.end(),
                         [&](const auto& prefix) { return HoldsPrefix(chunk, prefix); })) {
          continue;
        }
        bool matches = !query.must.empty() || !query.prefixes.empty();
        double score = 0;
        for (std::size_t term = 0; term < weights.size(); ++term) {
          const double tf = Frequency(chunk, query.terms[term].term, options);
          if (tf == 0) continue;
          matches = true;
          const double norm =
              length == 0 ? k1 : k1 * (1 - b + b * Length(chunk, options) * chunks / length);
          score += weights[term] * tf / (tf + norm);
        }
        const auto whole = std::count_if(query.preferred.begin(), query.preferred.end(), holds);
        score += static_cast<double>(whole) * bonus;
        if (matches || whole > 0) {
          found.push_back({shard, number, document.revision, chunk.number, score});
        }
      }
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Scored& left, const Scored& right) {
    return std::tuple(-left.score, left.document, left.chunk) <
           std::tuple(-right.score, right.document, right.chunk);
  });
  return found;
}

std::string RandomCorpus::Term() {
  // The square makes some terms frequent and some rare.
  const std::uint32_t square = Below(40) * Below(40) / 40;
  return (square % 3 == 0 ? "词" : "term") + std::to_string(square);
}

IndexedRevision RandomCorpus::Revision(std::uint32_t document, std::uint32_t revision,
                                       bool restricted) {
  IndexedRevision made{document, revision, restricted, {}};
  const std::uint32_t chunks = Below(4);  // sometimes none
  for (std::uint32_t number = 0; number < chunks; ++number) {
    ChunkTokens chunk;
    chunk.number = number * (1 + Below(2));
    if (!made.chunks.empty() && made.chunks.back().number >= chunk.number) continue;
    for (std::size_t field = 0; field < kFields; ++field) {
      const std::uint32_t length = field == 2 ? Below(30) : Below(4);
      std::uint32_t position = 0;
      for (std::uint32_t i = 0; i < length; ++i) {
        position += Below(2);  // several tokens stand at one place
        chunk.fields[field].push_back({Term(), position, 1, 0, 0});
      }
    }
    made.chunks.push_back(std::move(chunk));
  }
  return made;
}

text::QueryField RandomCorpus::AField() {
  return Below(2) == 0 ? text::QueryField::kAny : static_cast<text::QueryField>(Below(4));
}

text::QueryPhrase RandomCorpus::Phrase() {
  text::QueryPhrase phrase;
  phrase.field = AField();
  std::uint32_t offset = 0;
  for (std::uint32_t parts = 1 + Below(2); parts > 0; --parts) {
    phrase.parts.push_back({Term(), offset});
    offset += 1 + Below(2);
  }
  return phrase;
}

text::AnalyzedQuery RandomCorpus::Query() {
  text::AnalyzedQuery query;
  std::set<std::string> seen;
  for (std::uint32_t terms = Below(6); terms > 0; --terms) {
    const std::string term = Below(20) == 0 ? "nowhere" : Term();
    if (!seen.insert(term).second) continue;
    query.terms.push_back({term, 0.5F + 0.25F * static_cast<float>(Below(4))});
  }
  if (Below(4) == 0) query.must.push_back(Phrase());
  if (Below(12) == 0) query.must.push_back(Phrase());
  if (Below(3) == 0) query.preferred.push_back(Phrase());
  if (Below(9) == 0) query.preferred.push_back(Phrase());
  if (Below(4) == 0) query.must_not.push_back(Phrase());
  if (Below(9) == 0) query.must_not.push_back(Phrase());
  for (std::uint32_t prefixes = Below(8) == 0 ? 1 + Below(2) : 0; prefixes > 0; --prefixes) {
    const std::string term = Term();
    query.prefixes.push_back({AField(), term.substr(0, 1 + Below(6))});
  }
  return query;
}

DocumentSet RandomCorpus::Documents(std::uint32_t documents, std::uint32_t one_in) {
  DocumentSet set;
  for (std::uint32_t document = 0; document < documents; ++document) {
    if (Below(one_in) == 0) set.add(document);
  }
  return set;
}

}  // namespace wenyuan::index::testing
