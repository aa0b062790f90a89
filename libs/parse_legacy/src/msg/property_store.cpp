#include "msg/property_store.h"

#include <array>
#include <cstdio>

#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kPropertyBytes = 16;
constexpr std::uint16_t kInteger = 0x0003;
constexpr std::uint16_t kObject = 0x000D;
constexpr std::uint16_t kText = 0x001E;
constexpr std::uint16_t kWideText = 0x001F;
constexpr std::uint16_t kTime = 0x0040;
constexpr std::uint16_t kBinary = 0x0102;
constexpr std::uint16_t kMessageCodePage = 0x3FFD;
constexpr std::uint16_t kMailCodePage = 0x3FDE;
constexpr std::uint16_t kLocale = 0x3FF1;

std::uint32_t Key(std::uint16_t id, std::uint16_t type) { return std::uint32_t{id} << 16U | type; }

std::string StreamName(std::uint16_t id, std::uint16_t type) {
  std::array<char, 32> name{};
  std::snprintf(name.data(), name.size(), "__substg1.0_%04X%04X", static_cast<unsigned>(id),
                static_cast<unsigned>(type));
  return name.data();
}

}  // namespace

Result<PropertyStore> PropertyStore::Open(CompoundFile& file, std::size_t storage,
                                          std::size_t head_bytes) {
  PropertyStore store(file, storage);
  WY_TRY(const std::string stream, file.ReadByName("__properties_version1.0", storage));
  const Bytes bytes(stream);
  for (std::size_t at = head_bytes; bytes.Has(at, kPropertyBytes); at += kPropertyBytes) {
    store.fixed_.emplace(Key(bytes.U16(at + 2), bytes.U16(at)), bytes.U64(at + 8));
  }
  store.code_page_ = store.Number(kMessageCodePage);
  if (store.code_page_ == 0 && store.Number(kLocale) != 0) {
    store.code_page_ = CodePageOfLanguage(store.Number(kLocale));
  }
  if (store.code_page_ == 0) store.code_page_ = store.Number(kMailCodePage);
  return store;
}

Result<std::string> PropertyStore::Stream(std::uint16_t id, std::uint16_t type) {
  return file_->ReadByName(StreamName(id, type), storage_);
}

Result<std::string> PropertyStore::Text(std::uint16_t id) {
  WY_TRY(const std::string wide, Stream(id, kWideText));
  std::string text = WideToUtf8(wide);
  if (text.empty()) {
    WY_TRY(const std::string bytes, Stream(id, kText));
    text = CodePageToUtf8(bytes, code_page_);
  }
  while (!text.empty() && text.back() == '\0') text.pop_back();
  return text;
}

Result<std::string> PropertyStore::Binary(std::uint16_t id) { return Stream(id, kBinary); }

std::optional<std::size_t> PropertyStore::Object(std::uint16_t id) const {
  const auto entry = file_->Find(StreamName(id, kObject), storage_);
  return entry && file_->Entries()[*entry].storage ? entry : std::nullopt;
}

std::uint32_t PropertyStore::Number(std::uint16_t id) const {
  const auto found = fixed_.find(Key(id, kInteger));
  return found == fixed_.end() ? 0 : static_cast<std::uint32_t>(found->second & 0xFFFFFFFFU);
}

std::uint64_t PropertyStore::Time(std::uint16_t id) const {
  const auto found = fixed_.find(Key(id, kTime));
  return found == fixed_.end() ? 0 : found->second;
}

}  // namespace wenyuan::parse
