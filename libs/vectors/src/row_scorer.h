#pragma once

#include <cstdint>

#include "asked.h"
#include "query.h"

namespace wenyuan::vectors {

// Compares a query with rows of one part; fastest when they ascend. One thread.
class RowScorer {
 public:
  // Both must outlive it.
  RowScorer(const Part& part, const Query& query)
      : segment_(*part.live->segment), query_(query), reader_(segment_) {}
  Result<float> Score(std::uint32_t row);
  // `base_dot` is <centroid, query>, of the row's list.
  Result<float> Score(std::uint32_t row, double base_dot);

 private:
  double BaseDot(std::uint32_t row);

  const Segment& segment_;
  const Query& query_;
  RowReader reader_;
  std::uint32_t list_begin_ = 0;  // of the list that a row was compared of last
  std::uint32_t list_end_ = 0;
  double list_dot_ = 0;
};

}  // namespace wenyuan::vectors
