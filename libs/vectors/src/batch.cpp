#include "batch.h"

#include <algorithm>
#include <functional>

#include "bad_input.h"
#include "vector_math.h"

namespace wenyuan::vectors {

Result<void> Batch::Add(const Rotation& rotation, const EmbeddedRevision& revision) {
  const std::size_t dimension = space_.dimension;
  const std::vector<std::uint32_t>& chunks = revision.chunks;
  if (revision.vectors.size() != chunks.size() * dimension) {
    return WrongCount(revision, space_.dimension);
  }
  if (!revision.groups.empty() && revision.groups.size() != chunks.size()) {
    return WrongGroups(revision.document);
  }
  for (const std::uint8_t group : revision.groups) {
    if (group >= kMostGroups) return WrongGroups(revision.document);
  }
  if (std::adjacent_find(chunks.begin(), chunks.end(), std::greater_equal<>()) != chunks.end()) {
    return ChunksOutOfOrder(revision.document);
  }
  Touch(revision.document, revision.revision, revision.restricted);
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    float* const vector = Add({revision.document, revision.revision, chunks[i],
                               revision.groups.empty() ? std::uint8_t{0} : revision.groups[i]},
                              revision.restricted);
    std::copy_n(revision.vectors.begin() + static_cast<std::ptrdiff_t>(i * dimension), dimension,
                vector);
    switch (Normalise(space_.metric, {vector, dimension})) {
      case Fitness::kNotFinite:
        return NotFinite(revision.document, chunks[i]);
      case Fitness::kZero:
        return LengthZero(revision.document, chunks[i]);
      case Fitness::kFit:
        break;
    }
    rotation.Apply(vector);
  }
  return {};
}

Batch::Document& Batch::Touch(std::uint32_t number, std::uint32_t revision, bool restricted) {
  Document& document = documents_[number];
  if (document.revision != revision) document.chunks.clear();
  document.revision = revision;
  document.restricted = restricted;
  return document;
}

float* Batch::Add(const RowName& name, bool restricted) {
  Touch(name.document, name.revision, restricted).chunks[name.chunk] = {vectors_.size(),
                                                                        name.group};
  vectors_.resize(vectors_.size() + space_.dimension);
  return vectors_.data() + vectors_.size() - space_.dimension;
}

std::vector<Batch::Row> Batch::Rows(bool restricted) const {
  std::vector<Row> rows;
  for (const auto& [number, document] : documents_) {
    if (document.restricted != restricted) continue;
    for (const auto& [chunk, place] : document.chunks) {
      rows.push_back({{number, document.revision, chunk, place.group}, place.at});
    }
  }
  return rows;
}

}  // namespace wenyuan::vectors
