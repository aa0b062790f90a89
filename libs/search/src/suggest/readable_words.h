#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "vocabulary.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::search {

// The words of the libraries that one asker asked about. One thread.
struct ReadableWords {
  std::vector<std::shared_ptr<const Vocabulary>> vocabularies;
  std::vector<index::Shard> shards;  // their open documents
  bool ready = true;

  // Passages with it, over all libraries; 0 when it is none of their words.
  [[nodiscard]] std::uint64_t CountOf(std::string_view term) const;
  // Whether an open document has it now: a vocabulary is a little old, and holds what was deleted
  // or restricted since.
  [[nodiscard]] Result<bool> Occurs(std::string_view term) const;
};

}  // namespace wenyuan::search
