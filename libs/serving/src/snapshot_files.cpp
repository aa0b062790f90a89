#include "snapshot_files.h"

#include <algorithm>
#include <cstring>
#include <system_error>

#include "wenyuan/base/log.h"
#include "wenyuan/crypto/sealed_file.h"

namespace wenyuan::serving {
namespace {

constexpr std::string_view kMagic = "WYKV0001";
constexpr std::string_view kEnding = ".kv";
constexpr std::size_t kHeaderBytes = kMagic.size() + 32 + 32 + 4 + 4;

std::string_view Bytes(const PrefixId& id) {
  return {reinterpret_cast<const char*>(id.data()), id.size()};
}

std::string Context(const PrefixId& whole) { return "kv snapshot " + crypto::Hex(whole); }

std::string Header(const SnapshotSpan& span) {
  std::string header(kMagic);
  header += Bytes(span.before);
  header += Bytes(span.whole);
  for (const std::uint32_t number : {span.begin, span.end}) {
    for (unsigned shift = 0; shift < 32; shift += 8) {
      header += static_cast<char>((number >> shift) & 0xFFU);
    }
  }
  return header;
}

std::uint32_t NumberAt(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (unsigned byte = 0; byte < 4; ++byte) {
    number |= std::uint32_t{static_cast<unsigned char>(bytes[at + byte])} << (8 * byte);
  }
  return number;
}

Result<SnapshotSpan> ReadHeader(const crypto::SealedReader& reader) {
  if (reader.Size() < kHeaderBytes) return Error{ErrorCode::kCorruption, "it is too short"};
  WY_TRY(const std::string header, reader.ReadAt(0, kHeaderBytes));
  if (!header.starts_with(kMagic)) {
    return Error{ErrorCode::kUnsupported, "it is of another version"};
  }
  SnapshotSpan span;
  std::memcpy(span.before.data(), header.data() + kMagic.size(), span.before.size());
  std::memcpy(span.whole.data(), header.data() + kMagic.size() + 32, span.whole.size());
  span.begin = NumberAt(header, kMagic.size() + 64);
  span.end = NumberAt(header, kMagic.size() + 68);
  return span;
}

}  // namespace

std::filesystem::path SnapshotFiles::PathOf(const PrefixId& whole) const {
  return folder_ / (crypto::Hex(whole) + std::string(kEnding));
}

Result<std::vector<SnapshotFile>> SnapshotFiles::Scan() {
  WY_CHECK(files_.CreateDirectories(folder_));
  WY_TRY(const std::vector<std::string> names, files_.List(folder_));
  struct Dated {
    SnapshotFile file;
    std::filesystem::file_time_type written;
  };
  std::vector<Dated> found;
  for (const std::string& name : names) {
    const std::filesystem::path path = folder_ / name;
    const auto use = [&]() -> Result<SnapshotSpan> {
      if (!name.ends_with(kEnding)) return Error{ErrorCode::kCorruption, "it was not finished"};
      const std::string hex = name.substr(0, name.size() - kEnding.size());
      WY_TRY(const auto reader, crypto::OpenSealedFile(files_, keys_, path, "kv snapshot " + hex));
      WY_TRY(const SnapshotSpan span, ReadHeader(*reader));
      if (crypto::Hex(span.whole) != hex) {
        return Error{ErrorCode::kCorruption, "it is of another prefix"};
      }
      return span;
    };
    const Result<SnapshotSpan> span = use();
    if (!span) {
      Log(LogLevel::kInfo, "a saved prefix is removed; it will be computed again",
          {{"file", path.string()}, {"reason", span.error().message}});
      WY_CHECK(files_.Remove(path));
      continue;
    }
    std::error_code unknown;
    const auto written = std::filesystem::last_write_time(path, unknown);
    const std::uint64_t bytes = std::filesystem::file_size(path, unknown);
    found.push_back({{*span, unknown ? 0 : bytes}, written});
  }
  std::sort(found.begin(), found.end(),
            [](const Dated& left, const Dated& right) { return left.written < right.written; });
  std::vector<SnapshotFile> result;
  for (const Dated& dated : found) result.push_back(dated.file);
  return result;
}

Result<std::uint64_t> SnapshotFiles::Write(const SnapshotSpan& span, std::string_view state) {
  const std::filesystem::path path = PathOf(span.whole);
  std::filesystem::path unfinished = path;
  unfinished += ".tmp";
  const auto write = [&]() -> Result<void> {
    WY_TRY(const auto writer,
           crypto::CreateSealedFile(files_, keys_, unfinished, Context(span.whole)));
    WY_CHECK(writer->Append(Header(span)));
    WY_CHECK(writer->Append(state));
    WY_CHECK(writer->Finish());
    WY_CHECK(files_.Rename(unfinished, path));
    return files_.SyncDirectory(folder_);
  };
  if (const Result<void> written = write(); !written) {
    (void)files_.Remove(unfinished);
    return written.error();
  }
  return state.size() + kHeaderBytes;
}

Result<std::string> SnapshotFiles::Read(const PrefixId& whole) const {
  WY_TRY(const auto reader, crypto::OpenSealedFile(files_, keys_, PathOf(whole), Context(whole)));
  WY_CHECK(ReadHeader(*reader));
  return reader->ReadAt(kHeaderBytes, reader->Size() - kHeaderBytes);
}

Result<void> SnapshotFiles::Remove(const PrefixId& whole) { return files_.Remove(PathOf(whole)); }

}  // namespace wenyuan::serving
