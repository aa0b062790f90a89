#include "row_scorer.h"

namespace wenyuan::vectors {

double RowScorer::BaseDot(std::uint32_t row) {
  if (segment_.codebook() == nullptr) return 0;
  if (row < list_begin_ || row >= list_end_) {
    const std::uint32_t number = segment_.sketches().ListOf(row);
    const Sketches::List& list = segment_.sketches().lists()[number];
    list_begin_ = list.begin;
    list_end_ = list.begin + list.count;
    list_dot_ = segment_.codebook()->Dot(number, query_);
  }
  return list_dot_;
}

Result<float> RowScorer::Score(std::uint32_t row) { return Score(row, BaseDot(row)); }

Result<float> RowScorer::Score(std::uint32_t row, double base_dot) {
  WY_TRY(const char* const bytes, reader_.Row(row));
  return segment_.codec().Similarity(query_, bytes, base_dot);
}

}  // namespace wenyuan::vectors
