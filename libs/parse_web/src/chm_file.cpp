#include "chm_file.h"

#include <mspack.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/errors.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxEntries = 10'000;
constexpr std::uint64_t kMaxTotal = std::uint64_t{200} << 20U;

// The library asks for files by name; all it ever gets is the input in memory, and a text that
// grows up to a bound for what it unpacks.
struct MemoryFile {
  std::string_view input;
  std::string* output = nullptr;
  std::size_t most = 0;
  std::size_t at = 0;
};

struct MemorySystem {
  mspack_system system{};  // first: the library hands back a pointer to it
  std::string_view input;
  std::string* output = nullptr;
  std::size_t most = 0;
};

MemoryFile* Of(mspack_file* file) { return reinterpret_cast<MemoryFile*>(file); }

mspack_file* OpenFile(mspack_system* self, const char* /*name*/, int mode) {
  auto* system = reinterpret_cast<MemorySystem*>(self);
  auto* file = new (std::nothrow) MemoryFile();
  if (file == nullptr) return nullptr;
  if (mode == MSPACK_SYS_OPEN_READ) {
    file->input = system->input;
  } else {
    file->output = system->output;
    file->most = system->most;
  }
  return reinterpret_cast<mspack_file*>(file);
}

void CloseFile(mspack_file* file) { delete Of(file); }

int ReadFile(mspack_file* file, void* buffer, int bytes) {
  MemoryFile* memory = Of(file);
  if (bytes < 0 || memory->output != nullptr) return -1;
  const std::size_t left = memory->input.size() - std::min(memory->at, memory->input.size());
  const std::size_t size = std::min(static_cast<std::size_t>(bytes), left);
  std::memcpy(buffer, memory->input.data() + memory->at, size);
  memory->at += size;
  return static_cast<int>(size);
}

int WriteFile(mspack_file* file, void* buffer, int bytes) {
  MemoryFile* memory = Of(file);
  if (bytes < 0 || memory->output == nullptr) return -1;
  const auto size = static_cast<std::size_t>(bytes);
  if (memory->output->size() + size > memory->most) return -1;
  memory->output->append(static_cast<const char*>(buffer), size);
  return bytes;
}

int SeekFile(mspack_file* file, off_t offset, int mode) {
  MemoryFile* memory = Of(file);
  const auto size = static_cast<off_t>(memory->input.size());
  off_t base = 0;
  if (mode == MSPACK_SYS_SEEK_CUR) base = static_cast<off_t>(memory->at);
  if (mode == MSPACK_SYS_SEEK_END) base = size;
  off_t place = 0;
  if (__builtin_add_overflow(base, offset, &place) || place < 0 || place > size) return -1;
  memory->at = static_cast<std::size_t>(place);
  return 0;
}

off_t TellFile(mspack_file* file) { return static_cast<off_t>(Of(file)->at); }

void Message(mspack_file* /*file*/, const char* /*format*/, ...) {}

void* Allocate(mspack_system* /*self*/, std::size_t bytes) { return std::malloc(bytes); }
void Free(void* memory) { std::free(memory); }
void Copy(void* from, void* to, std::size_t bytes) { std::memcpy(to, from, bytes); }

Error Broken() {
  return BrokenFile("chm", {"it is damaged; download it again", "它已损坏，请重新下载"});
}

class MspackFile final : public ChmFile {
 public:
  explicit MspackFile(std::string_view bytes) {
    system_.system = {OpenFile, CloseFile, ReadFile, WriteFile, SeekFile, TellFile,
                      Message,  Allocate,  Free,     Copy,      nullptr};
    system_.input = bytes;
    decompressor_ = mspack_create_chm_decompressor(&system_.system);
  }
  ~MspackFile() override {
    if (decompressor_ == nullptr) return;
    if (header_ != nullptr) decompressor_->close(decompressor_, header_);
    mspack_destroy_chm_decompressor(decompressor_);
  }
  MspackFile(const MspackFile&) = delete;
  MspackFile& operator=(const MspackFile&) = delete;

  Result<void> Load() {
    if (decompressor_ == nullptr) return Broken();
    header_ = decompressor_->open(decompressor_, "chm");
    if (header_ == nullptr) return Broken();
    for (mschmd_file* file = header_->files; file != nullptr; file = file->next) {
      if (files_.size() >= kMaxEntries) {
        return FileTooLarge("chm", {"it holds more than 10000 files", "其中的文件超过 10000 个"});
      }
      std::string_view name = file->filename == nullptr ? "" : file->filename;
      while (!name.empty() && name[0] == '/') name.remove_prefix(1);
      const auto size = file->length < 0 ? off_t{0} : file->length;
      entries_.push_back({charset::ToUtf8(name).utf8, static_cast<std::uint64_t>(size)});
      files_.push_back(file);
    }
    return {};
  }

  [[nodiscard]] const std::vector<ChmEntry>& Entries() const override { return entries_; }

  Result<std::string> Read(std::size_t index) override {
    std::string bytes;
    if (entries_[index].size > kMaxTotal - std::min(kMaxTotal, total_)) {
      return FileTooLarge("chm", {"it unpacks to more than 200 MB", "它解开后超过 200 MB"});
    }
    system_.output = &bytes;
    system_.most = static_cast<std::size_t>(entries_[index].size);
    const int failed = decompressor_->extract(decompressor_, files_[index], "entry");
    system_.output = nullptr;
    total_ += bytes.size();
    if (failed != MSPACK_ERR_OK) return Broken();
    return bytes;
  }

 private:
  MemorySystem system_;
  mschm_decompressor* decompressor_ = nullptr;
  mschmd_header* header_ = nullptr;
  std::vector<ChmEntry> entries_;
  std::vector<mschmd_file*> files_;
  std::uint64_t total_ = 0;
};

}  // namespace

Result<std::unique_ptr<ChmFile>> ChmFile::Open(std::string_view bytes) {
  auto file = std::make_unique<MspackFile>(bytes);
  WY_CHECK(file->Load());
  return std::unique_ptr<ChmFile>(std::move(file));
}

}  // namespace wenyuan::parse
