#include "sections.h"

#include "damage.h"
#include "segment_format.h"
#include "wenyuan/base/bytes.h"

namespace wenyuan::vectors {

Result<SectionedFile> SectionedFile::Open(const FileSystem& files, const crypto::KeyProvider& keys,
                                          const std::filesystem::path& path,
                                          const std::string& context) {
  auto opened = crypto::OpenSealedFile(files, keys, path, context);
  if (!opened && opened.error().code == ErrorCode::kNotFound && !files.Exists(path)) {
    return Error{ErrorCode::kCorruption,
                 "opening vectors failed: their file '" + path.string() + "' is gone"};
  }
  if (!opened) return std::move(opened).error();
  SectionedFile file{*std::move(opened), {}};
  const std::uint64_t size = file.reader->Size();
  if (size < kTrailerBytes) return Damage("the trailer");
  WY_TRY(const std::string trailer, file.reader->ReadAt(size - kTrailerBytes, kTrailerBytes));
  ByteReader end(trailer);
  const std::uint32_t head_size = end.U32();
  const std::uint32_t version = end.U32();
  if (end.Bytes(kSegmentMagic.size()) != kSegmentMagic) return Damage("the trailer");
  if (version < kSegmentVersion) {
    return Error{ErrorCode::kCorruption, "opening vectors failed: '" + path.string() +
                                             "' has the older version " + std::to_string(version)};
  }
  if (version != kSegmentVersion) {
    return Error{ErrorCode::kUnsupported,
                 "opening vectors failed: '" + path.string() + "' has version " +
                     std::to_string(version) + ", this program reads " +
                     std::to_string(kSegmentVersion) +
                     "; use the program that wrote it, or remove the folder to embed again"};
  }
  if (head_size > size - kTrailerBytes) return Damage("the head");
  WY_TRY(const std::string head, file.reader->ReadAt(size - kTrailerBytes - head_size, head_size));
  ByteReader bytes(head);
  for (std::uint64_t count = bytes.Varint(); count > 0 && bytes.ok(); --count) {
    const std::string_view name = bytes.Text();
    const std::uint64_t offset = bytes.Varint();
    file.sections[std::string(name)] = {offset, bytes.Varint()};
  }
  if (!bytes.ok()) return Damage("the head");
  return file;
}

Result<std::string> SectionedFile::Read(std::string_view section) const {
  const auto found = sections.find(section);
  if (found == sections.end()) return Damage("the head");
  const auto [offset, size] = found->second;
  if (offset > reader->Size() || size > reader->Size() - offset) return Damage("the head");
  return reader->ReadAt(offset, static_cast<std::size_t>(size));
}

Result<void> FinishSections(
    crypto::SealedWriter& file, std::uint64_t written,
    std::span<const std::pair<std::string_view, SectionedFile::Section>> before,
    std::span<const std::pair<std::string_view, std::string_view>> sections) {
  std::string head;
  PutVarint(head, before.size() + sections.size());
  for (const auto& [name, section] : before) {
    PutText(head, name);
    PutVarint(head, section.offset);
    PutVarint(head, section.size);
  }
  for (const auto& [name, bytes] : sections) {
    WY_CHECK(file.Append(bytes));
    PutText(head, name);
    PutVarint(head, written);
    PutVarint(head, bytes.size());
    written += bytes.size();
  }
  PutU32(head, static_cast<std::uint32_t>(head.size()));
  PutU32(head, kSegmentVersion);
  head += kSegmentMagic;
  WY_CHECK(file.Append(head));
  return file.Finish();
}

}  // namespace wenyuan::vectors
