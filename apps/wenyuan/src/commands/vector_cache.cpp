#include "vector_cache.h"

#include <fstream>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "wenyuan/crypto/hash.h"

namespace wenyuan::app {
namespace {

constexpr std::size_t kKeyBytes = 64;  // SHA-256 in hexadecimal

// The file: the embedder's id and a line feed, then of each text its key and its vector.
class VectorCache final : public llm::Embedder {
 public:
  VectorCache(std::unique_ptr<llm::Embedder> embedder, std::filesystem::path file)
      : embedder_(std::move(embedder)), file_(std::move(file)) {}

  Result<llm::EmbedderInfo> Info(Deadline deadline) const override {
    return embedder_->Info(deadline);
  }

  Result<llm::Embeddings> Embed(llm::TextKind kind, std::span<const std::string> texts,
                                Deadline deadline) const override {
    WY_TRY(const llm::EmbedderInfo info, embedder_->Info(deadline));
    const std::lock_guard lock(mutex_);
    WY_CHECK(Load(info));
    std::vector<std::string> missing;
    for (const std::string& text : texts) {
      if (!known_.contains(KeyOf(kind, text))) missing.push_back(text);
    }
    if (!missing.empty()) {
      WY_TRY(const llm::Embeddings made, embedder_->Embed(kind, missing, deadline));
      for (std::size_t i = 0; i < missing.size(); ++i) {
        const auto row = made.values.begin() + static_cast<std::ptrdiff_t>(i * info.dimension);
        WY_CHECK(Keep(KeyOf(kind, missing[i]), {row, row + info.dimension}));
      }
    }
    llm::Embeddings all;
    all.dimension = info.dimension;
    for (const std::string& text : texts) {
      const std::vector<float>& vector = known_.at(KeyOf(kind, text));
      all.values.insert(all.values.end(), vector.begin(), vector.end());
    }
    return all;
  }

 private:
  static std::string KeyOf(llm::TextKind kind, const std::string& text) {
    return crypto::Hex(crypto::Sha256((kind == llm::TextKind::kQuery ? "q" : "p") + text));
  }

  Result<void> Load(const llm::EmbedderInfo& info) const {
    if (loaded_) return {};
    std::ifstream in(file_, std::ios::binary);
    if (in) {
      std::string id;
      std::getline(in, id);
      if (id != info.id) {
        return Error{ErrorCode::kConflict, "the vectors in '" + file_.string() +
                                               "' are of another model; name another file"};
      }
      std::string key(kKeyBytes, '\0');
      std::vector<float> vector(info.dimension);
      while (in.read(key.data(), static_cast<std::streamsize>(key.size())) &&
             in.read(reinterpret_cast<char*>(vector.data()),
                     static_cast<std::streamsize>(vector.size() * sizeof(float)))) {
        known_[key] = vector;
      }
    } else {
      std::ofstream(file_, std::ios::binary) << info.id << '\n';
    }
    out_.open(file_, std::ios::binary | std::ios::app);
    if (!out_) {
      return Error{ErrorCode::kInvalidArgument, "cannot write to '" + file_.string() + "'"};
    }
    loaded_ = true;
    return {};
  }

  Result<void> Keep(const std::string& key, std::vector<float> vector) const {
    out_ << key;
    out_.write(reinterpret_cast<const char*>(vector.data()),
               static_cast<std::streamsize>(vector.size() * sizeof(float)));
    if (!out_.flush()) {
      return Error{ErrorCode::kResourceExhausted, "cannot write to '" + file_.string() + "'"};
    }
    known_[key] = std::move(vector);
    return {};
  }

  const std::unique_ptr<llm::Embedder> embedder_;
  const std::filesystem::path file_;
  mutable std::mutex mutex_;  // of all below
  mutable bool loaded_ = false;
  mutable std::ofstream out_;
  mutable std::unordered_map<std::string, std::vector<float>> known_;
};

}  // namespace

std::unique_ptr<llm::Embedder> MakeVectorCache(std::unique_ptr<llm::Embedder> embedder,
                                               const std::filesystem::path& file) {
  return std::make_unique<VectorCache>(std::move(embedder), file);
}

}  // namespace wenyuan::app
