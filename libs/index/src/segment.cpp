#include "segment.h"

#include <algorithm>
#include <map>
#include <utility>

#include "damage.h"
#include "segment_format.h"
#include "wenyuan/crypto/sealed_file.h"

namespace wenyuan::index {
namespace {

Result<crypto::CachedFile> OpenPart(const FileSystem& files, const crypto::KeyProvider& keys,
                                    const std::filesystem::path& path, const std::string& context,
                                    const std::shared_ptr<crypto::BlockCache>& cache) {
  auto file = crypto::OpenSealedFile(files, keys, path, context);
  if (!file && file.error().code == ErrorCode::kNotFound && !files.Exists(path)) {
    return Error{ErrorCode::kCorruption,
                 "opening the index failed: its file '" + path.string() + "' is gone"};
  }
  if (!file) return std::move(file).error();
  return crypto::CachedFile(*std::move(file), cache);
}

struct Section {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

Result<std::map<std::string, Section, std::less<>>> ReadHead(const crypto::CachedFile& file) {
  if (file.Size() < kTrailerBytes) return Damage("the trailer");
  WY_TRY(const crypto::FileBytes trailer, file.Read(file.Size() - kTrailerBytes, kTrailerBytes));
  ByteReader end(trailer.view);
  const std::uint32_t head_size = end.U32();
  const std::uint32_t version = end.U32();
  if (end.Bytes(kSegmentMagic.size()) != kSegmentMagic) return Damage("the trailer");
  if (version != kSegmentVersion) {
    return Error{ErrorCode::kUnsupported,
                 "opening the index failed: a segment has version " + std::to_string(version) +
                     ", this program reads " + std::to_string(kSegmentVersion) +
                     "; use the program that wrote it, or remove the folder to index again"};
  }
  if (head_size > file.Size() - kTrailerBytes) return Damage("the head");
  WY_TRY(const crypto::FileBytes head,
         file.Read(file.Size() - kTrailerBytes - head_size, head_size));
  ByteReader bytes(head.view);
  std::map<std::string, Section, std::less<>> sections;
  for (std::uint64_t count = bytes.Varint(); count > 0 && bytes.ok(); --count) {
    const std::string_view name = bytes.Text();
    const std::uint64_t offset = bytes.Varint();
    sections[std::string(name)] = {offset, bytes.Varint()};
  }
  if (!bytes.ok()) return Damage("the head");
  return sections;
}

}  // namespace

Segment::Segment(FileSystem& files, std::filesystem::path folder, SegmentName name,
                 crypto::CachedFile file, crypto::CachedFile positions, Dictionary dictionary,
                 ChunkTable chunks)
    : files_(files),
      folder_(std::move(folder)),
      name_(std::move(name)),
      file_(std::move(file)),
      positions_(std::move(positions)),
      dictionary_(std::move(dictionary)),
      chunks_(std::move(chunks)) {}

Segment::~Segment() {
  if (!obsolete_) return;
  // What cannot be removed now is removed when the index is opened next.
  (void)files_.Remove(folder_ / name_.PostingsFile());
  (void)files_.Remove(folder_ / name_.PositionsFile());
}

Result<std::shared_ptr<const Segment>> Segment::Open(
    FileSystem& files, const crypto::KeyProvider& keys, const std::filesystem::path& folder,
    SegmentName name, const std::shared_ptr<crypto::BlockCache>& cache) {
  WY_TRY(crypto::CachedFile file,
         OpenPart(files, keys, folder / name.PostingsFile(), name.PostingsContext(), cache));
  WY_TRY(crypto::CachedFile positions,
         OpenPart(files, keys, folder / name.PositionsFile(), name.PositionsContext(), cache));
  WY_TRY(const auto sections, ReadHead(file));
  const auto read = [&](std::string_view section) -> Result<crypto::FileBytes> {
    const auto found = sections.find(section);
    if (found == sections.end()) return Damage("the head");
    return file.Read(found->second.offset, static_cast<std::size_t>(found->second.size));
  };
  WY_TRY(const crypto::FileBytes term_index, read(kTermIndexSection));
  WY_TRY(const crypto::FileBytes chunk_table, read(kChunksSection));
  const auto terms = sections.find(kTermsSection);
  if (terms == sections.end()) return Damage("the head");
  WY_TRY(Dictionary dictionary, Dictionary::Open(term_index.view, terms->second.offset));
  WY_TRY(ChunkTable chunks, ChunkTable::Read(chunk_table.view));
  return std::shared_ptr<const Segment>(new Segment(files, folder, std::move(name), std::move(file),
                                                    std::move(positions), std::move(dictionary),
                                                    std::move(chunks)));
}

std::shared_ptr<const SegmentImpacts> Segment::ImpactsFor(const ScoringOptions& options) const {
  const std::lock_guard lock(impacts_mutex_);
  if (impacts_ == nullptr || impacts_->basis().options != options) {
    impacts_ = std::make_shared<const SegmentImpacts>(chunks_, options);
  }
  return impacts_;
}

Result<std::optional<TermEntry>> Segment::Find(std::string_view term) const {
  return dictionary_.Find(file_, term);
}

Result<crypto::FileBytes> Segment::Postings(const TermEntry& entry) const {
  if (entry.document_frequency <= kInlineFrequency) {
    return crypto::FileBytes{nullptr, entry.inline_postings};
  }
  return file_.Read(entry.postings_offset, entry.postings_size);
}

Result<crypto::FileBytes> Segment::Positions(const TermEntry& entry) const {
  return positions_.Read(entry.positions_offset, entry.positions_size);
}

Result<crypto::FileBytes> Segment::DictionaryBlockAt(std::size_t block) const {
  return dictionary_.ReadBlock(file_, block);
}

Result<void> Segment::Verify() const {
  constexpr std::uint64_t kPiece = 1U << 20U;
  for (const crypto::CachedFile* file : {&file_, &positions_}) {
    for (std::uint64_t offset = 0; offset < file->Size(); offset += kPiece) {
      const auto size = static_cast<std::size_t>(std::min(kPiece, file->Size() - offset));
      WY_CHECK(file->Read(offset, size));
    }
  }
  return {};
}

}  // namespace wenyuan::index
