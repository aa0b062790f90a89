#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "bert_head.h"
#include "kernels.h"
#include "packed_matrix.h"
#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"

namespace wenyuan::llm_llama {

// What a token goes through.
struct BertLayer {
  PackedMatrix query_key_value;  // one beside the other
  std::vector<float> query_key_value_bias;
  PackedMatrix attended;
  std::vector<float> attended_bias;
  NormWeights attended_norm;
  PackedMatrix up;
  std::vector<float> up_bias;
  PackedMatrix down;
  std::vector<float> down_bias;
  NormWeights norm;
};

// A model of the architecture "bert" whose matrices are all of type Q4_0. The words' vectors stay
// in the file. Any thread.
struct BertModel {
  std::size_t width = 0;
  std::size_t inner = 0;
  std::size_t heads = 0;
  std::size_t positions = 0;
  std::uint64_t words = 0;
  std::vector<float> places;  // of each position, with what is added to all tokens
  NormWeights input_norm;
  std::vector<BertLayer> layers;
  std::optional<BertHead> head;  // of a cross-encoder
  std::unique_ptr<RandomAccessFile> file;
  std::uint64_t words_offset = 0;

  // Nothing for any other model: libllama may know it.
  static Result<std::optional<BertModel>> Read(const std::filesystem::path& path);
  // Adds the vector of a word. kCorruption when the file ends before.
  Result<void> AddWord(std::uint32_t word, float* row) const;
};

}  // namespace wenyuan::llm_llama
