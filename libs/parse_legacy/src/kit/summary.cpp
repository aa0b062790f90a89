#include "kit/summary.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kStream = "\005SummaryInformation";
constexpr std::uint64_t kTicksPerSecond = 10'000'000;
constexpr std::uint32_t kMaxProperties = 100;
constexpr std::uint16_t kShort = 2;
constexpr std::uint16_t kCodePageText = 30;
constexpr std::uint16_t kWideText = 31;
constexpr std::uint16_t kFileTime = 64;

std::string Text(Bytes set, std::size_t at, unsigned code_page) {
  const std::uint16_t type = set.U16(at);
  const std::size_t length = set.U32(at + 4);
  if (type == kFileTime) return WindowsTime(set.U64(at + 4));
  std::string text;
  if (type == kWideText) text = WideToUtf8(set.Sub(at + 8, length > set.size() ? 0 : length * 2));
  if (type == kCodePageText) {
    std::string_view bytes = set.Sub(at + 8, length);
    while (!bytes.empty() && bytes.back() == '\0') bytes.remove_suffix(1);
    text = CodePageToUtf8(bytes, code_page);
  }
  return text.substr(0, text.find('\0'));
}

}  // namespace

std::string WindowsTime(std::uint64_t ticks) {
  constexpr std::uint64_t kSecondsTo1970 = 11'644'473'600;
  const std::uint64_t seconds = ticks / kTicksPerSecond;
  constexpr std::uint64_t kYear3000 = kSecondsTo1970 + 32'503'680'000;
  if (seconds < kSecondsTo1970 || seconds > kYear3000) return {};
  const std::chrono::sys_seconds time{
      std::chrono::seconds(static_cast<std::int64_t>(seconds - kSecondsTo1970))};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return buffer.data();
}

void AddSummary(CompoundFile& file, DocumentBuilder& out) {
  const auto stream = file.ReadByName(kStream);
  if (!stream) return;
  const Bytes bytes(*stream);
  const std::size_t start = bytes.U32(44);  // of the first set
  const Bytes set = bytes.View(start, bytes.size());
  const std::uint32_t count = std::min(set.U32(4), kMaxProperties);
  unsigned code_page = 1252;
  std::array<std::size_t, 20> offsets{};  // by property number
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t id = set.U32(8 + i * 8);
    const std::size_t at = set.U32(12 + i * 8);
    if (id == 1 && set.U16(at) == kShort) code_page = set.U16(at + 4);
    if (id < offsets.size()) offsets[id] = at;
  }
  static constexpr std::array<std::pair<std::size_t, std::string_view>, 6> kNames = {
      {{4, "author"},
       {3, "subject"},
       {5, "keywords"},
       {6, "description"},
       {12, "created"},
       {13, "date"}}};
  if (offsets[2] != 0) out.SetTitle(Text(set, offsets[2], code_page));
  for (const auto& [id, name] : kNames) {
    if (offsets[id] != 0) out.AddMetadata(name, Text(set, offsets[id], code_page));
  }
}

}  // namespace wenyuan::parse
