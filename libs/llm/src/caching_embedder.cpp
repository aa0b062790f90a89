#include "wenyuan/llm/caching_embedder.h"

#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace wenyuan::llm {
namespace {

constexpr std::size_t kLongestQuestion = 1024;  // longer ones are hardly asked twice

class CachingEmbedder final : public Embedder {
 public:
  CachingEmbedder(std::unique_ptr<Embedder> embedder, std::size_t entries)
      : embedder_(std::move(embedder)), most_(entries) {}

  [[nodiscard]] Result<EmbedderInfo> Info(Deadline deadline) const override {
    Result<EmbedderInfo> info = embedder_->Info(deadline);
    if (info) ForgetOtherModel(info->id);
    return info;
  }

  Result<Embeddings> Embed(TextKind kind, std::span<const std::string> texts,
                           Deadline deadline) const override {
    if (kind != TextKind::kQuery || texts.size() != 1 || texts[0].size() > kLongestQuestion) {
      return embedder_->Embed(kind, texts, deadline);
    }
    const Result<EmbedderInfo> info = Info(deadline);
    if (auto remembered = Recall(texts[0])) return *std::move(remembered);
    if (!info) return info.error();
    Result<Embeddings> made = embedder_->Embed(kind, texts, deadline);
    if (made) Remember(info->id, texts[0], *made);
    return made;
  }

 private:
  struct Entry {
    std::string question;
    std::vector<float> vector;
  };

  void ForgetOtherModel(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    if (id == model_) return;
    model_ = id;
    places_.clear();
    entries_.clear();
  }

  std::optional<Embeddings> Recall(const std::string& question) const {
    const std::lock_guard lock(mutex_);
    const auto place = places_.find(question);
    if (place == places_.end()) return std::nullopt;
    entries_.splice(entries_.begin(), entries_, place->second);
    const std::vector<float>& vector = entries_.front().vector;
    return Embeddings{static_cast<std::uint32_t>(vector.size()), vector, 0};
  }

  void Remember(const std::string& id, const std::string& question, const Embeddings& made) const {
    const std::lock_guard lock(mutex_);
    if (id != model_ || places_.contains(question) || most_ == 0) return;
    entries_.push_front({question, made.values});
    places_.emplace(entries_.front().question, entries_.begin());
    if (entries_.size() <= most_) return;
    places_.erase(entries_.back().question);
    entries_.pop_back();
  }

  const std::unique_ptr<Embedder> embedder_;
  const std::size_t most_;
  mutable std::mutex mutex_;  // guards what follows
  mutable std::string model_;
  mutable std::list<Entry> entries_;  // last asked first
  // The keys point into the entries, whose nodes never move.
  mutable std::unordered_map<std::string_view, std::list<Entry>::iterator> places_;
};

}  // namespace

std::unique_ptr<Embedder> MakeCachingEmbedder(std::unique_ptr<Embedder> embedder,
                                              std::size_t entries) {
  return std::make_unique<CachingEmbedder>(std::move(embedder), entries);
}

}  // namespace wenyuan::llm
