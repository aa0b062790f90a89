#include "postings_block.h"

#include <algorithm>

#include "kernels.h"
#include "wenyuan/base/bytes.h"

namespace wenyuan::index {

bool PostingsBlock::ReadFull(std::string_view body, std::uint32_t last) {
  size_ = 0;
  if (body.size() < 1 + kFields) return false;
  const auto delta_width = static_cast<unsigned char>(body[0]);
  if (delta_width > 32) return false;
  const char* packed = body.data() + 1 + kFields + PackedBytes(delta_width);
  for (std::size_t field = 0; field < kFields; ++field) {
    const std::uint32_t code = static_cast<unsigned char>(body[1 + field]);
    fields_[field] = {packed, code & 31U, code >> 5U};
    packed += PackedBytes(fields_[field].width);
  }
  if (packed != body.data() + body.size()) return false;
  ThisProcessor().unpack_ascending(body.data() + 1 + kFields, delta_width, last, ordinals_.data());
  size_ = kBlockPostings;
  is_tail_ = false;
  return true;
}

bool PostingsBlock::ReadTail(std::string_view body, std::uint32_t last, std::size_t count) {
  size_ = 0;
  is_tail_ = true;
  fields_ = {};
  ByteReader bytes(body);
  for (std::size_t i = 0; i < count; ++i) {
    last += bytes.Small() + 1;
    ordinals_[i] = last;
    const std::uint64_t code = bytes.Varint();
    const bool others = (code & 1U) != 0;
    const std::array<std::uint32_t, kFields> found = {others ? bytes.Small() : 0,
                                                      others ? bytes.Small() : 0,
                                                      static_cast<std::uint32_t>(code >> 1U)};
    for (std::size_t field = 0; field < kFields; ++field) {
      tail_[field][i] = found[field];
      if (found[field] > 0) fields_[field].base = 1;
    }
  }
  if (!bytes.ok() || !bytes.AtEnd()) return false;
  size_ = count;
  return true;
}

void PostingsBlock::Frequencies(std::size_t field, std::uint32_t* out) const {
  const FrequencyCode& code = fields_[field];
  if (is_tail_) {
    std::copy_n(tail_[field].begin(), size_, out);
    return;
  }
  if (code.width == 0) {
    std::fill_n(out, kBlockPostings, code.base);
    return;
  }
  ThisProcessor().unpack(code.packed, code.width, out);
  for (std::size_t i = 0; i < kBlockPostings; ++i) out[i] += code.base;
}

void PostingsBlock::AllWeighted(const FieldWeights& weights, float* out) const {
  std::fill_n(out, kBlockPostings, 0.0F);
  for (std::size_t field = 0; field < kFields; ++field) {
    if (!Uses(field)) continue;
    const FrequencyCode& code = fields_[field];
    const float weight = weights[field];
    if (is_tail_) {
      for (std::size_t i = 0; i < size_; ++i) {
        out[i] += weight * static_cast<float>(tail_[field][i]);
      }
    } else if (code.width == 0) {
      const float all = weight * static_cast<float>(code.base);
      for (std::size_t i = 0; i < kBlockPostings; ++i) out[i] += all;
    } else {
      ThisProcessor().add_weighted(code.packed, code.width, code.base, weight, out);
    }
  }
}

}  // namespace wenyuan::index
