#include "prefix_key.h"

#include "wenyuan/base/log.h"
#include "wenyuan/crypto/hash.h"
#include "wenyuan/crypto/sealed_file.h"

namespace wenyuan::app {
namespace {

constexpr const char* kContext = "prefix key";
constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kTextBytes = 2 * kKeyBytes + 1;

Result<std::string> Read(const FileSystem& files, const crypto::KeyProvider& keys,
                         const std::filesystem::path& path) {
  WY_TRY(const auto file, crypto::OpenSealedFile(files, keys, path, kContext));
  if (file->Size() != kTextBytes) return Error{ErrorCode::kCorruption, "it has another length"};
  return file->ReadAt(0, kTextBytes);
}

Result<void> Write(FileSystem& files, const crypto::KeyProvider& keys,
                   const std::filesystem::path& path, const std::string& text) {
  const std::filesystem::path unfinished = path.string() + ".tmp";
  WY_TRY(const auto file, crypto::CreateSealedFile(files, keys, unfinished, kContext));
  WY_CHECK(file->Append(text));
  WY_CHECK(file->Finish());
  WY_CHECK(files.Rename(unfinished, path));
  return files.SyncDirectory(path.parent_path());
}

}  // namespace

Result<std::string> OpenPrefixKey(FileSystem& files, const crypto::KeyProvider& keys,
                                  const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "key.sealed";
  if (files.Exists(path)) {
    auto text = Read(files, keys, path);
    if (text) return text;
    Log(LogLevel::kWarning, "saved prefixes of prompts get a new key; they are computed again",
        {{"file", path.string()}, {"reason", text.error().message}});
  }
  WY_CHECK(files.CreateDirectories(folder));
  WY_CHECK(files.Remove(folder / "key"));
  std::string text = crypto::Hex(crypto::RandomBytes(kKeyBytes)) + "\n";
  WY_CHECK(Write(files, keys, path, text));
  return text;
}

}  // namespace wenyuan::app
