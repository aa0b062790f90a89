#include "wenyuan/base/testing/faulty_file_system.h"

#include <utility>

namespace wenyuan::testing {
namespace {

class MemoryFile final : public RandomAccessFile {
 public:
  explicit MemoryFile(std::string bytes) : bytes_(std::move(bytes)) {}
  Result<std::string> ReadAt(std::uint64_t offset, std::size_t size) const override {
    if (offset > bytes_.size() || size > bytes_.size() - offset) {
      return Error{ErrorCode::kCorruption, "read past the end"};
    }
    return bytes_.substr(static_cast<std::size_t>(offset), size);
  }
  std::uint64_t Size() const override { return bytes_.size(); }

 private:
  const std::string bytes_;
};

}  // namespace

class FaultyWritableFile final : public WritableFile {
 public:
  FaultyWritableFile(FaultyFileSystem& files, std::shared_ptr<FaultyFileSystem::Content> content)
      : files_(files), content_(std::move(content)) {}
  Result<void> Append(std::string_view bytes) override {
    const auto allowed = files_.Step("append");
    content_->now += allowed ? bytes : bytes.substr(0, bytes.size() / 2);
    return allowed;
  }
  Result<void> Sync() override {
    WY_CHECK(files_.Step("sync"));
    content_->synced = content_->now;
    return {};
  }
  Result<void> Close() override { return {}; }

 private:
  FaultyFileSystem& files_;
  const std::shared_ptr<FaultyFileSystem::Content> content_;
};

Result<void> FaultyFileSystem::Step(const std::string& what) {
  if (operations_++ < fail_from_) return {};
  return Error{ErrorCode::kUnavailable, "injected fault in " + what};
}

void FaultyFileSystem::LosePower() {
  names_ = durable_names_;
  for (auto& [name, content] : names_) {
    content = std::make_shared<Content>(Content{content->synced, content->synced});
  }
  durable_names_ = names_;
  fail_from_ = std::numeric_limits<std::uint64_t>::max();
}

Result<std::unique_ptr<WritableFile>> FaultyFileSystem::Create(const std::filesystem::path& path) {
  WY_CHECK(Step("create"));
  auto content = std::make_shared<Content>();
  names_[path.string()] = content;
  return std::make_unique<FaultyWritableFile>(*this, std::move(content));
}

Result<std::unique_ptr<RandomAccessFile>> FaultyFileSystem::Open(
    const std::filesystem::path& path) const {
  const auto found = names_.find(path.string());
  if (found == names_.end()) {
    return Error{ErrorCode::kNotFound, "no file '" + path.string() + "'"};
  }
  return std::make_unique<MemoryFile>(found->second->now);
}

Result<void> FaultyFileSystem::Rename(const std::filesystem::path& from,
                                      const std::filesystem::path& to) {
  WY_CHECK(Step("rename"));
  const auto found = names_.find(from.string());
  if (found == names_.end()) {
    return Error{ErrorCode::kNotFound, "no file '" + from.string() + "'"};
  }
  names_[to.string()] = found->second;
  names_.erase(found);
  return {};
}

Result<void> FaultyFileSystem::Remove(const std::filesystem::path& path) {
  WY_CHECK(Step("remove"));
  names_.erase(path.string());
  return {};
}

Result<void> FaultyFileSystem::SyncDirectory(const std::filesystem::path& folder) {
  WY_CHECK(Step("sync folder"));
  const auto inside = [&](const auto& entry) {
    return std::filesystem::path(entry.first).parent_path() == folder;
  };
  std::erase_if(durable_names_, inside);
  for (const auto& entry : names_) {
    if (inside(entry)) durable_names_.insert(entry);
  }
  return {};
}

Result<std::vector<std::string>> FaultyFileSystem::List(const std::filesystem::path& folder) const {
  std::vector<std::string> names;
  for (const auto& [name, content] : names_) {
    const std::filesystem::path path(name);
    if (path.parent_path() == folder) names.push_back(path.filename().string());
  }
  return names;
}

bool FaultyFileSystem::Exists(const std::filesystem::path& path) const {
  return names_.contains(path.string());
}

void FaultyFileSystem::FlipBit(const std::filesystem::path& path, std::uint64_t bit) {
  Content& content = *names_.at(path.string());
  char& byte = content.now.at(static_cast<std::size_t>(bit / 8));
  byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << (bit % 8)));
  content.synced = content.now;
}

}  // namespace wenyuan::testing
