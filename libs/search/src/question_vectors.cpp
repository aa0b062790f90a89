#include "question_vectors.h"

#include <array>

namespace wenyuan::search {
namespace {

constexpr std::size_t kMostKept = 2'000;         // 3 MB at 384 dimensions
constexpr std::size_t kLongestKept = 1U << 10U;  // bytes; longer questions do not come again

}  // namespace

Result<QuestionVectors::Vector> QuestionVectors::Of(const llm::Embedder& embedder,
                                                    const std::string& space,
                                                    const std::string& question,
                                                    store::UserNumber asker, Deadline deadline) {
  Key key{space, asker, question};
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = where_.find(key); known != where_.end()) {
      newest_first_.splice(newest_first_.begin(), newest_first_, known->second);
      return known->second->second;
    }
  }
  WY_TRY(llm::Embeddings made,
         embedder.Embed(llm::TextKind::kQuery, std::array{question}, deadline));
  auto vector = std::make_shared<const std::vector<float>>(std::move(made.values));
  if (question.size() > kLongestKept) return vector;
  const std::lock_guard lock(mutex_);
  if (where_.contains(key)) return vector;  // two threads asked at once
  newest_first_.emplace_front(key, vector);
  where_.emplace(std::move(key), newest_first_.begin());
  if (newest_first_.size() > kMostKept) {
    where_.erase(newest_first_.back().first);
    newest_first_.pop_back();
  }
  return vector;
}

}  // namespace wenyuan::search
