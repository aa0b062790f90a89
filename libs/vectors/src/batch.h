#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "rotation.h"
#include "row_table.h"
#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::vectors {

// Vectors on their way into segments: rotated, and of length 1 under cosine.
class Batch {
 public:
  explicit Batch(const Space& space) : space_(space) {}

  struct Place {
    std::size_t at = 0;  // where its vector begins
    std::uint8_t group = 0;
  };
  struct Document {
    std::uint32_t revision = 0;
    bool restricted = false;
    std::map<std::uint32_t, Place> chunks;
  };

  // Of one document, what was given last counts. kInvalidArgument for what VectorIndex::Add
  // refuses.
  Result<void> Add(const Rotation& rotation, const EmbeddedRevision& revision);
  // One that is rotated already; its document's chunks follow the group given last.
  float* Add(const RowName& name, bool restricted);

  [[nodiscard]] const std::map<std::uint32_t, Document>& documents() const { return documents_; }
  [[nodiscard]] const float* vector(std::size_t at) const { return vectors_.data() + at; }

  struct Row {
    RowName name;
    std::size_t at = 0;
  };
  // Of one group, by document and chunk.
  [[nodiscard]] std::vector<Row> Rows(bool restricted) const;

 private:
  Document& Touch(std::uint32_t number, std::uint32_t revision, bool restricted);

  const Space& space_;
  std::map<std::uint32_t, Document> documents_;
  std::vector<float> vectors_;
};

}  // namespace wenyuan::vectors
