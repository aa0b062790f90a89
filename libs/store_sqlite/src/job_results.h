#pragma once

#include <string>
#include <vector>

#include "database.h"
#include "wenyuan/store/store.h"

namespace wenyuan::store_sqlite {

// Passages with their spans as they are stored. Refers to the passages.
class EncodedChunks {
 public:
  explicit EncodedChunks(const std::vector<store::Chunk>& chunks);
  [[nodiscard]] std::size_t size() const { return spans_.size(); }
  [[nodiscard]] const store::Chunk& chunk(std::size_t i) const { return (*chunks_)[i]; }
  [[nodiscard]] const std::string& spans(std::size_t i) const { return spans_[i]; }

 private:
  const std::vector<store::Chunk>* chunks_;
  std::vector<std::string> spans_;
};

// What a job found, in a transaction of the caller, who knows that its lease is held.
Result<void> WriteRead(Database& database, const store::Job& job, const store::ReadResult& read);
Result<void> WriteChunks(Database& database, const store::Job& job, const EncodedChunks& chunks);
// Steps of the same stage are of an attempt before this one: they go.
Result<void> WriteSteps(Database& database, const store::Job& job,
                        const std::vector<store::LineageStep>& steps);
// The document is called as this revision is.
Result<void> TakeTitle(Database& database, const store::Job& job);

}  // namespace wenyuan::store_sqlite
