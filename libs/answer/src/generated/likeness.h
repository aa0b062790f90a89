#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/llm/embedder.h"

namespace wenyuan::answer {

// Whether sentences mean the same, by an embedder; nothing does when there is none, or while it is
// away. Any thread.
class Likeness {
 public:
  explicit Likeness(const llm::Embedder* embedder) : embedder_(embedder) {}

  struct Best {
    std::size_t place = 0;
    double likeness = 0;
  };

  [[nodiscard]] bool there() const { return embedder_ != nullptr; }
  // Of texts of one language.
  [[nodiscard]] bool AreAlike(std::string_view one, std::string_view other) const;
  // The sentence of another language that means what `text` does; nothing when none does.
  [[nodiscard]] std::optional<Best> MostAlike(std::string_view text,
                                              const std::vector<std::string>& sentences) const;

 private:
  using Vector = std::vector<float>;
  // Those that are not known yet are read in one go. Empty: the embedder is away.
  [[nodiscard]] std::vector<Vector> VectorsOf(const std::vector<std::string>& texts) const;

  const llm::Embedder* const embedder_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, Vector, std::less<>> known_;  // guarded by mutex_; of length 1
};

}  // namespace wenyuan::answer
