#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/store/types.h"

namespace wenyuan::search {

// The vectors of questions; those asked last are kept, apart for each asker, so that nobody can
// feel what others have asked. Any thread.
class QuestionVectors {
 public:
  // shared_ptr: the cache may drop a vector that a search still reads.
  using Vector = std::shared_ptr<const std::vector<float>>;

  // The question's vector in the embedder's space. Errors as Embedder::Embed.
  Result<Vector> Of(const llm::Embedder& embedder, const std::string& space,
                    const std::string& question, store::UserNumber asker, Deadline deadline);

 private:
  struct Key {
    std::string space;
    store::UserNumber asker = 0;
    std::string question;
    auto operator<=>(const Key&) const = default;
  };
  using Kept = std::pair<Key, Vector>;

  std::mutex mutex_;
  std::list<Kept> newest_first_;                    // by mutex_
  std::map<Key, std::list<Kept>::iterator> where_;  // by mutex_
};

}  // namespace wenyuan::search
