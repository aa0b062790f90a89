#include "manifest.h"

#include <memory>
#include <string_view>
#include <utility>

#include "bad_input.h"
#include "damage.h"
#include "wenyuan/base/bytes.h"
#include "wenyuan/crypto/sealed_file.h"

namespace wenyuan::vectors {
namespace {

constexpr std::string_view kMagic = "WYVECMAN";
constexpr std::uint32_t kVersion = 1;
constexpr std::string_view kContext = "vectors manifest";

Error DamagedManifest() { return Damage("the manifest"); }

Result<::Roaring> ReadSet(std::string_view bytes) {
  try {
    ::Roaring set = ::Roaring::readSafe(bytes.data(), bytes.size());
    return set;
  } catch (const std::exception&) {  // CRoaring's way to say that the bytes are no bitmap
    return DamagedManifest();
  }
}

Result<Manifest::SpaceEntry> ReadSpace(ByteReader& bytes) {
  Manifest::SpaceEntry entry;
  entry.space.id = bytes.Text();
  entry.space.dimension = bytes.Small();
  const std::uint64_t metric = bytes.Varint();
  entry.codebook = bytes.Varint();
  if (!bytes.ok() || entry.space.dimension == 0 || entry.space.dimension > kMostDimension ||
      metric > static_cast<std::uint64_t>(Metric::kL2)) {
    return DamagedManifest();
  }
  entry.space.metric = static_cast<Metric>(metric);
  for (std::uint64_t count = bytes.Varint(); count > 0 && bytes.ok(); --count) {
    Manifest::Entry segment;
    segment.number = bytes.Varint();
    segment.codebook = bytes.Varint();
    segment.restricted = bytes.Varint() == 1;
    const std::string_view dead = bytes.Text();
    if (!bytes.ok()) break;
    if (!dead.empty()) {
      WY_TRY(segment.dead, ReadSet(dead));
    }
    entry.segments.push_back(std::move(segment));
  }
  return entry;
}

void WriteSpace(const Manifest::SpaceEntry& entry, std::string& bytes) {
  PutText(bytes, entry.space.id);
  PutVarint(bytes, entry.space.dimension);
  PutVarint(bytes, static_cast<std::uint64_t>(entry.space.metric));
  PutVarint(bytes, entry.codebook);
  PutVarint(bytes, entry.segments.size());
  for (const Manifest::Entry& segment : entry.segments) {
    PutVarint(bytes, segment.number);
    PutVarint(bytes, segment.codebook);
    PutVarint(bytes, segment.restricted ? 1 : 0);
    std::string dead;
    if (!segment.dead.isEmpty()) {
      dead.resize(segment.dead.getSizeInBytes());
      segment.dead.write(dead.data());
    }
    PutText(bytes, dead);
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
  if (bytes.Bytes(kMagic.size()) != kMagic) return DamagedManifest();
  if (const std::uint32_t version = bytes.U32(); version != kVersion) {
    return Error{ErrorCode::kUnsupported,
                 "opening vectors failed: their manifest has version " + std::to_string(version) +
                     ", this program reads " + std::to_string(kVersion) +
                     "; use the program that wrote it, or remove the folder to embed again"};
  }
  Manifest manifest;
  manifest.index_id = bytes.Text();
  manifest.next_number = bytes.Varint();
  for (std::uint64_t count = bytes.Varint(); count > 0 && bytes.ok(); --count) {
    WY_TRY(Manifest::SpaceEntry space, ReadSpace(bytes));
    manifest.spaces.push_back(std::move(space));
  }
  if (!bytes.ok() || !bytes.AtEnd() || manifest.spaces.size() > 2) return DamagedManifest();
  return std::optional(std::move(manifest));
}

Result<void> WriteManifest(FileSystem& files, const crypto::KeyProvider& keys,
                           const std::filesystem::path& folder, const Manifest& manifest) {
  std::string bytes(kMagic);
  PutU32(bytes, kVersion);
  PutText(bytes, manifest.index_id);
  PutVarint(bytes, manifest.next_number);
  PutVarint(bytes, manifest.spaces.size());
  for (const Manifest::SpaceEntry& space : manifest.spaces) WriteSpace(space, bytes);
  const std::filesystem::path temporary = folder / kManifestTemporary;
  WY_TRY(const auto file, crypto::CreateSealedFile(files, keys, temporary, kContext));
  WY_CHECK(file->Append(bytes));
  WY_CHECK(file->Finish());
  // The segments' names must be there before the manifest that speaks of them.
  WY_CHECK(files.SyncDirectory(folder));
  WY_CHECK(files.Rename(temporary, folder / kManifestFile));
  return files.SyncDirectory(folder);
}

}  // namespace wenyuan::vectors
