#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/index/document_set.h"

namespace wenyuan::bench {

// A folder that wenyuan_corpus made. Documents and chunks are numbered from 0 in order of line.
class Corpus {
 public:
  static Result<Corpus> Open(const std::string& folder);
  [[nodiscard]] std::uint32_t documents() const {
    return static_cast<std::uint32_t>(first_chunks_.size() - 1);
  }
  [[nodiscard]] std::uint32_t chunks() const { return first_chunks_.back(); }
  // Of this document; that of documents() is chunks().
  [[nodiscard]] std::uint32_t FirstChunk(std::uint32_t document) const {
    return first_chunks_[document];
  }
  [[nodiscard]] std::uint32_t DocumentOf(std::uint32_t chunk) const;
  // "all" holds every document; nullptr for "none" and for a name that does not occur.
  [[nodiscard]] const index::DocumentSet* Filter(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> FilterNames() const;
  // One document after the other: its chunks' terms, in order.
  Result<void> Visit(
      const std::function<Result<void>(std::uint32_t document,
                                       std::span<const std::vector<std::string_view>> chunks)>&
          visit) const;
  // Of zs, zl, zp, es or el: the terms of each question.
  [[nodiscard]] Result<std::vector<std::vector<std::string>>> Questions(
      const std::string& kind) const;

 private:
  std::string folder_;
  std::vector<std::uint32_t> first_chunks_;
  std::map<std::string, index::DocumentSet> filters_;
};

std::vector<std::string_view> SplitAtBlanks(std::string_view line);

}  // namespace wenyuan::bench
