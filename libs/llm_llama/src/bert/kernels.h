#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "packed_matrix.h"

namespace wenyuan::llm_llama {

// What follows is there for processors with AVX-512 and its products of bytes (VNNI) alone. All
// widths are multiples of kBlock.
bool HasBertKernels();

// Rows in 8 bits, each block with a scale of its own.
struct CodedRows {
  std::vector<std::int8_t> codes;
  std::vector<float> scales;         // of each block
  std::vector<std::int32_t> eights;  // -8 · the sum of each block's codes
};
void Code(const float* rows, std::size_t count, std::size_t width, CodedRows& coded);

// out[row][output] = Σ weights · row + bias
void Multiply(const PackedMatrix& weights, const CodedRows& rows, std::size_t count,
              const float* bias, float* out);

// Gaussian error linear units, by the hyperbolic tangent, in place.
void Gelu(float* numbers, std::size_t count);

struct NormWeights {
  std::vector<float> weight;
  std::vector<float> bias;
  float epsilon = 0;
};
// row = normalised(row + more) · weight + bias; `more` may be null.
void AddAndNormalise(float* rows, const float* more, std::size_t count, const NormWeights& norm);

// Tokens of one text: of each the parts of all heads, `stride` numbers from one token to the next.
struct AttentionInput {
  const float* query = nullptr;
  const float* key = nullptr;
  const float* value = nullptr;
  std::size_t stride = 0;
  std::size_t tokens = 0;
  std::size_t head = 0;  // numbers of one head, a multiple of kTile
};
// Of one head: what each token attends to, into rows `out_stride` apart. `scratch` is resized.
void Attend(const AttentionInput& input, float* out, std::size_t out_stride,
            std::vector<float>& scratch);

}  // namespace wenyuan::llm_llama
