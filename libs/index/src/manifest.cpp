#include "manifest.h"

#include <memory>
#include <string_view>
#include <utility>

#include "wenyuan/base/bytes.h"
#include "wenyuan/crypto/sealed_file.h"

namespace wenyuan::index {
namespace {

constexpr std::string_view kMagic = "WYMANIFS";
constexpr std::uint32_t kVersion = 1;
constexpr std::string_view kContext = "index manifest";

Error Damaged() {
  return Error{ErrorCode::kCorruption,
               "opening the index failed: its manifest makes no sense; it will be built again"};
}

Result<DocumentSet> ReadSet(std::string_view bytes) {
  try {
    DocumentSet set = DocumentSet::readSafe(bytes.data(), bytes.size());
    return set;
  } catch (const std::exception&) {  // CRoaring's way to say that the bytes are no bitmap
    return Damaged();
  }
}

}  // namespace

Result<std::optional<Manifest>> ReadManifest(const FileSystem& files,
                                             const crypto::KeyProvider& keys,
                                             const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / kManifestFile;
  if (!files.Exists(path)) return std::optional<Manifest>();
  WY_TRY(const auto file, crypto::OpenSealedFile(files, keys, path, kContext));
  const auto content = file->ReadAt(0, static_cast<std::size_t>(file->Size()));
  if (!content) return content.error();
  ByteReader bytes(*content);
  if (bytes.Bytes(kMagic.size()) != kMagic) return Damaged();
  if (const std::uint32_t version = bytes.U32(); version != kVersion) {
    return Error{ErrorCode::kUnsupported,
                 "opening the index failed: its manifest has version " + std::to_string(version) +
                     ", this program reads " + std::to_string(kVersion) +
                     "; use the program that wrote it, or remove the folder to index again"};
  }
  Manifest manifest;
  manifest.index_id = bytes.Text();
  manifest.next_segment = bytes.Varint();
  for (std::uint64_t count = bytes.Varint(); count > 0 && bytes.ok(); --count) {
    Manifest::Entry entry;
    entry.number = bytes.Varint();
    entry.restricted = bytes.Varint() == 1;
    const std::string_view dead = bytes.Text();
    if (!bytes.ok()) break;
    if (!dead.empty()) {
      WY_TRY(entry.dead, ReadSet(dead));
    }
    manifest.segments.push_back(std::move(entry));
  }
  if (!bytes.ok() || !bytes.AtEnd()) return Damaged();
  return std::optional(std::move(manifest));
}

Result<void> WriteManifest(FileSystem& files, const crypto::KeyProvider& keys,
                           const std::filesystem::path& folder, const Manifest& manifest) {
  std::string bytes(kMagic);
  PutU32(bytes, kVersion);
  PutText(bytes, manifest.index_id);
  PutVarint(bytes, manifest.next_segment);
  PutVarint(bytes, manifest.segments.size());
  for (const Manifest::Entry& entry : manifest.segments) {
    PutVarint(bytes, entry.number);
    PutVarint(bytes, entry.restricted ? 1 : 0);
    std::string dead;
    if (!entry.dead.isEmpty()) {
      dead.resize(entry.dead.getSizeInBytes());
      entry.dead.write(dead.data());
    }
    PutText(bytes, dead);
  }
  const std::filesystem::path temporary = folder / kManifestTemporary;
  WY_TRY(const auto file, crypto::CreateSealedFile(files, keys, temporary, kContext));
  WY_CHECK(file->Append(bytes));
  WY_CHECK(file->Finish());
  // The segments' names must be there before the manifest that speaks of them.
  WY_CHECK(files.SyncDirectory(folder));
  WY_CHECK(files.Rename(temporary, folder / kManifestFile));
  return files.SyncDirectory(folder);
}

}  // namespace wenyuan::index
