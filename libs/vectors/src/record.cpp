#include "record.h"

namespace wenyuan::vectors {

RecordCodec::RecordCodec(const Space& space, const Codebook* codebook)
    : metric_(space.metric), rows_(space), codebook_(codebook) {
  if (codebook != nullptr) assigner_ = std::make_unique<Assigner>(*codebook);
}

void RecordCodec::Encode(const float* vector, std::uint32_t list, char* record) const {
  const Rest rest({vector, rows_.dimension()},
                  codebook_ == nullptr ? nullptr : assigner_->Centroid(list));
  rows_.Encode(rest, record);
  if (codebook_ != nullptr) EncodeSketch(metric_, rest, 0, record + row_bytes());
}

}  // namespace wenyuan::vectors
