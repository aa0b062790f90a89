#include "record.h"

namespace wenyuan::vectors {

RecordCodec::RecordCodec(const Space& space, const Codebook* codebook)
    : metric_(space.metric), rows_(space), codebook_(codebook) {
  if (codebook != nullptr) assigner_ = std::make_unique<Assigner>(*codebook);
}

void RecordCodec::Encode(const float* vector, std::uint32_t list, char* record) const {
  const float* const centroid = codebook_ == nullptr ? nullptr : assigner_->centroid(list);
  rows_.Encode(vector, centroid, record);
  if (codebook_ == nullptr) return;
  EncodeSketch(metric_, {vector, rows_.dimension()}, centroid, 0, record + row_bytes());
}

}  // namespace wenyuan::vectors
