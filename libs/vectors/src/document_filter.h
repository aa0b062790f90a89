#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "wenyuan/index/document_set.h"
#include "wenyuan/index/visible.h"

namespace wenyuan::vectors {

// Which documents of one group of a library the asker may see and asks for, fast to ask of one
// document. Refers to the sets given, which must stay.
class DocumentFilter {
 public:
  DocumentFilter(const index::Visible& visible, bool restricted_group);

  [[nodiscard]] bool none() const { return kind_ == Kind::kNone; }
  [[nodiscard]] bool all() const { return kind_ == Kind::kAll; }
  [[nodiscard]] bool Has(std::uint32_t document) const {
    if (kind_ != Kind::kSome) return all();
    const std::uint32_t page = document >> 16U;
    const std::uint64_t* const bits = page < pages_.size() ? pages_[page] : nullptr;
    const bool in = bits != nullptr && (bits[(document & 0xFFFFU) >> 6U] >> (document & 63U) & 1U);
    return in != inverse_;
  }
  // The documents themselves; nullptr when what is kept is only which are left out, or all.
  [[nodiscard]] const index::DocumentSet* documents() const {
    return kind_ == Kind::kSome && !inverse_ ? set_ : nullptr;
  }

 private:
  using Page = std::array<std::uint64_t, 1024>;
  enum class Kind : std::uint8_t { kAll, kNone, kSome };
  void Open(const index::DocumentSet& set);

  Kind kind_ = Kind::kAll;
  bool inverse_ = false;  // all but those in the set
  const index::DocumentSet* set_ = nullptr;
  std::unique_ptr<index::DocumentSet> own_;  // where two sets were combined
  std::vector<const std::uint64_t*> pages_;  // 65,536 documents each; nullptr: none of them
  std::vector<std::unique_ptr<Page>> own_pages_;
};

}  // namespace wenyuan::vectors
