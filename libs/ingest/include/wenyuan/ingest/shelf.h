#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "wenyuan/base/result.h"
#include "wenyuan/store/types.h"

namespace wenyuan::ingest {

// One object for each library, each over a folder of its own and opened when first asked for. What
// it gives out lives as long as the shelf. Any thread.
template <typename Index>
class Shelf {
 public:
  using OpenFolder =
      std::function<Result<std::unique_ptr<Index>>(const std::filesystem::path& folder)>;

  Shelf(std::filesystem::path folder, OpenFolder open)
      : folder_(std::move(folder)), open_(std::move(open)) {}

  // Opens it, or an empty one.
  Result<Index*> Open(const store::Library& library) {
    const std::lock_guard lock(mutex_);
    if (const auto known = indexes_.find(library.number); known != indexes_.end()) {
      return known->second.get();
    }
    WY_TRY(auto index, open_(folder_ / library.id));
    return indexes_.emplace(library.number, std::move(index)).first->second.get();
  }
  // One that was opened before; nullptr else.
  [[nodiscard]] Index* Find(store::LibraryNumber library) const {
    const std::lock_guard lock(mutex_);
    const auto known = indexes_.find(library);
    return known == indexes_.end() ? nullptr : known->second.get();
  }

 private:
  const std::filesystem::path folder_;
  const OpenFolder open_;
  mutable std::mutex mutex_;
  std::map<store::LibraryNumber, std::unique_ptr<Index>> indexes_;  // by mutex_
};

}  // namespace wenyuan::ingest
