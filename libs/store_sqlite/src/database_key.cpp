#include <array>
#include <charconv>

#include "wenyuan/crypto/hash.h"
#include "wenyuan/store_sqlite/sqlite_store.h"

namespace wenyuan::store_sqlite {
namespace {

constexpr std::string_view kFirstLine = "wenyuan database key 1";
constexpr std::size_t kKeyBytes = 32;

Error Damaged(const std::filesystem::path& path) {
  return {ErrorCode::kCorruption,
          "the key of the database, '" + path.string() + "', is damaged; restore it from a backup",
          "数据库密钥文件“" + path.string() + "”已损坏；请从备份中恢复"};
}

std::string FromHex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    std::uint8_t byte = 0;
    if (std::from_chars(text.data() + i, text.data() + i + 2, byte, 16).ptr !=
        text.data() + i + 2) {
      return {};
    }
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

Result<crypto::WrappedKey> Parse(std::string_view text, const std::filesystem::path& path) {
  std::array<std::string_view, 3> lines;
  for (std::string_view& line : lines) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return Damaged(path);
    line = text.substr(0, end);
    text.remove_prefix(end + 1);
  }
  if (lines[0] != kFirstLine) return Damaged(path);
  return crypto::WrappedKey{std::string(lines[1]), FromHex(lines[2])};
}

}  // namespace

Result<std::string> OpenDatabaseKey(FileSystem& files, const crypto::KeyProvider& keys,
                                    const std::filesystem::path& database) {
  std::filesystem::path path = database;
  path += ".key";
  if (files.Exists(path)) {
    WY_TRY(const std::string text, ReadAll(files, path, 4096));
    WY_TRY(const auto wrapped, Parse(text, path));
    return keys.Unwrap(wrapped);
  }
  if (files.Exists(database)) {
    return Error{ErrorCode::kNotFound,
                 "the database '" + database.string() + "' is there, but its key '" +
                     path.string() + "' is not; restore that file from a backup",
                 "数据库“" + database.string() + "”存在，但缺少其密钥文件“" + path.string() +
                     "”；请从备份中恢复该文件"};
  }
  std::string key = crypto::RandomBytes(kKeyBytes);
  WY_TRY(const auto wrapped, keys.Wrap(key));
  WY_CHECK(files.CreateDirectories(database.parent_path()));
  WY_CHECK(WriteAtomically(
      files, path,
      std::string(kFirstLine) + "\n" + wrapped.key_id + "\n" + crypto::Hex(wrapped.bytes) + "\n"));
  return key;
}

}  // namespace wenyuan::store_sqlite
