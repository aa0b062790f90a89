#include "wenyuan/parse_kit/compound_file.h"

#include <algorithm>

#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::size_t kHeaderBytes = 512;
constexpr std::size_t kHeaderTableEntries = 109;
constexpr std::size_t kEntryBytes = 128;
constexpr std::size_t kMiniSectorBytes = 64;
constexpr std::size_t kMaxEntries = 100'000;
constexpr std::uint32_t kLastRegularSector = 0xFFFFFFFA;
constexpr std::uint32_t kNoEntry = 0xFFFFFFFF;
constexpr std::uint64_t kReadAllowance = std::uint64_t{1} << 20U;

void AppendNumbers(std::string_view sector, std::vector<std::uint32_t>& out) {
  const Bytes bytes(sector);
  for (std::size_t at = 0; at + 4 <= sector.size(); at += 4) out.push_back(bytes.U32(at));
}

}  // namespace

bool HasCompoundMagic(std::string_view bytes) { return bytes.substr(0, kMagic.size()) == kMagic; }

Result<CompoundFile> CompoundFile::Open(std::string_view bytes, std::string_view format) {
  const Bytes header(bytes);
  if (!HasCompoundMagic(bytes) || bytes.size() < kHeaderBytes) {
    return BrokenFile(format, {"it ends inside of its header; get a whole copy of the file",
                               "文件头不完整，请重新获取完整的文件"});
  }
  CompoundFile file(bytes, format);
  file.sector_bytes_ = header.U16(0x1E) == 12 ? 4096 : 512;
  file.mini_below_ = std::clamp<std::uint32_t>(header.U32(0x38), 64, 1U << 16U);
  file.LoadTable();
  file.LoadDirectory(header.U32(0x30));
  if (file.entries_.empty()) {
    return BrokenFile(format, {"its directory cannot be found; it is damaged or cut short, get a "
                               "whole copy of it",
                               "找不到文件目录，文件已损坏或不完整，请重新获取"});
  }
  const std::uint32_t mini_start = header.U32(0x3C);
  AppendNumbers(file.Chain(mini_start, bytes.size()), file.mini_next_);
  file.mini_stream_ = file.Chain(file.entries_[0].start, file.entries_[0].size);
  return file;
}

std::string_view CompoundFile::Sector(std::uint32_t number) const {
  const std::uint64_t at = (std::uint64_t{number} + 1) * sector_bytes_;
  return at >= bytes_.size() ? std::string_view() : bytes_.substr(at, sector_bytes_);
}

void CompoundFile::LoadTable() {
  const Bytes header(bytes_);
  const std::size_t sectors = bytes_.size() / sector_bytes_ + 1;
  const std::size_t numbers = sector_bytes_ / 4;
  std::vector<std::uint32_t> parts;
  AppendNumbers(bytes_.substr(0x4C, kHeaderTableEntries * 4), parts);
  std::uint32_t more = header.U32(0x44);
  for (std::size_t count = 0; count < sectors && more < kLastRegularSector; ++count) {
    const std::string_view sector = Sector(more);
    if (sector.size() < sector_bytes_) break;
    AppendNumbers(sector, parts);
    more = parts.back();
    parts.pop_back();
  }
  for (const std::uint32_t part : parts) {
    if (part >= kLastRegularSector || next_.size() >= sectors) continue;
    const std::string_view sector = Sector(part);
    AppendNumbers(sector, next_);
    next_.resize((next_.size() + numbers - 1) / numbers * numbers, kNoEntry);
  }
}

std::string CompoundFile::Chain(std::uint32_t start, std::uint64_t size) const {
  std::string out;
  const std::size_t most = bytes_.size() / sector_bytes_ + 1;  // a loop is longer
  std::uint32_t at = start;
  for (std::size_t count = 0; count < most && at < kLastRegularSector && out.size() < size;
       ++count) {
    const std::string_view sector = Sector(at);
    if (sector.empty()) break;
    out += sector.substr(0, size - out.size());
    at = at < next_.size() ? next_[at] : kNoEntry;
  }
  return out;
}

std::string CompoundFile::MiniChain(std::uint32_t start, std::uint64_t size) const {
  std::string out;
  const std::size_t most = mini_stream_.size() / kMiniSectorBytes + 1;
  std::uint32_t at = start;
  for (std::size_t count = 0; count < most && at < kLastRegularSector && out.size() < size;
       ++count) {
    const std::uint64_t offset = std::uint64_t{at} * kMiniSectorBytes;
    if (offset >= mini_stream_.size()) break;
    const std::string_view sector = std::string_view(mini_stream_).substr(offset, kMiniSectorBytes);
    out += sector.substr(0, size - out.size());
    at = at < mini_next_.size() ? mini_next_[at] : kNoEntry;
  }
  return out;
}

void CompoundFile::LoadDirectory(std::uint32_t start) {
  const std::string directory = Chain(start, kMaxEntries * kEntryBytes);
  const Bytes bytes(directory);
  std::vector<std::uint32_t> links;  // left, right, child of each entry
  for (std::size_t at = 0; at + kEntryBytes <= directory.size(); at += kEntryBytes) {
    const std::uint8_t type = bytes.U8(at + 66);
    CompoundEntry entry;
    const std::size_t name_bytes = std::min<std::size_t>(bytes.U16(at + 64), 64);
    entry.name = WideToUtf8(bytes.Sub(at, name_bytes < 2 ? 0 : name_bytes - 2));
    entry.storage = type == 1 || type == 5;
    entry.class_id = bytes.Sub(at + 80, 16);
    entry.start = bytes.U32(at + 116);
    entry.size = sector_bytes_ == 512 ? bytes.U32(at + 120) : bytes.U64(at + 120);
    const bool used = type == 1 || type == 2 || type == 5;
    links.push_back(used ? bytes.U32(at + 68) : kNoEntry);
    links.push_back(used ? bytes.U32(at + 72) : kNoEntry);
    links.push_back(entry.storage ? bytes.U32(at + 76) : kNoEntry);
    entries_.push_back(std::move(entry));
  }
  if (entries_.empty() || bytes.U8(66) != 5) {
    entries_.clear();
    return;
  }
  Link(links);
}

// Walks the tree of each storage in order; an entry that was seen before ends a loop.
void CompoundFile::Link(const std::vector<std::uint32_t>& links) {
  std::vector<bool> seen(entries_.size(), false);
  seen[0] = true;
  std::vector<std::size_t> storages = {0};
  while (!storages.empty()) {
    const std::size_t storage = storages.back();
    storages.pop_back();
    std::vector<std::uint32_t> open;
    std::uint32_t at = links[storage * 3 + 2];
    while (!open.empty() || at != kNoEntry) {
      if (at < entries_.size() && !seen[at]) {
        seen[at] = true;
        open.push_back(at);
        at = links[at * 3];
        continue;
      }
      if (open.empty()) break;
      const std::uint32_t entry = open.back();
      open.pop_back();
      entries_[storage].children.push_back(entry);
      if (entries_[entry].storage) storages.push_back(entry);
      at = links[entry * 3 + 1];
    }
  }
}

std::optional<std::size_t> CompoundFile::Find(std::string_view name, std::size_t storage) const {
  const std::string wanted = AsciiLower(name);
  for (const std::size_t child : entries_[storage].children) {
    if (AsciiLower(entries_[child].name) == wanted) return child;
  }
  return std::nullopt;
}

Result<std::string> CompoundFile::Read(std::size_t entry) {
  const CompoundEntry& found = entries_[entry];
  if (found.storage) return std::string();
  std::string out = found.size < mini_below_ ? MiniChain(found.start, found.size)
                                             : Chain(found.start, found.size);
  damaged_ = damaged_ || out.size() < found.size;
  bytes_read_ += out.size();
  if (bytes_read_ > 2 * std::uint64_t{bytes_.size()} + kReadAllowance) {
    return FileTooLarge(format_,
                        {"its parts overlap and unpack to more than the file itself; it "
                         "is damaged or made to do harm",
                         "其内部各部分相互重叠，展开后超过文件本身，文件已损坏或带有恶意"});
  }
  return out;
}

Result<std::string> CompoundFile::ReadByName(std::string_view name, std::size_t storage) {
  const auto entry = Find(name, storage);
  if (!entry) return std::string();
  return Read(*entry);
}

}  // namespace wenyuan::parse
