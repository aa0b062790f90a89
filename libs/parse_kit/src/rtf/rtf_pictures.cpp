#include "rtf/rtf_pictures.h"

#include <array>
#include <utility>

#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/file_of_bitmap.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMostDigits = std::size_t{64} << 20U;

int Digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string BytesOf(std::string_view digits) {
  std::string bytes;
  bytes.reserve(digits.size() / 2);
  int high = -1;
  for (const char c : digits) {
    const int digit = Digit(c);
    if (digit < 0) continue;
    if (high >= 0) bytes += static_cast<char>(high * 16 + digit);
    high = high >= 0 ? -1 : digit;
  }
  return bytes;
}

bool IsBitmap(std::string_view bytes) {
  const Bytes head(bytes);
  return head.U32(0) == 40 && head.U16(12) == 1;
}

bool IsKnown(std::string_view bytes) {
  const bool emf = bytes.size() > 44 && bytes.substr(40, 4) == " EMF";
  return emf || bytes.starts_with("\x89PNG") || bytes.starts_with("\xFF\xD8\xFF") ||
         bytes.starts_with("BM") || bytes.starts_with(std::string_view("\x01\x00\x09\x00", 4));
}

}  // namespace

void RtfPictures::Append(std::string_view digits) {
  if (digits_.size() < kMostDigits) digits_ += digits;
}

void RtfPictures::End(DocumentBuilder& out) {
  const std::string digits = std::exchange(digits_, {});
  std::string bytes = bytes_.empty() ? BytesOf(digits) : std::string(bytes_);
  if (IsBitmap(bytes)) bytes = FileOfBitmap(bytes);
  if (!IsKnown(bytes)) return;
  const std::uint32_t picture =
      out.AddPicture("picture " + std::to_string(++count_), [&] { return std::move(bytes); });
  if (picture != 0) waiting_.push_back(picture);
}

void RtfPictures::EmitWaiting(DocumentBuilder& out) {
  for (const std::uint32_t picture : std::exchange(waiting_, {})) out.AddFigure({}, picture);
}

void AddRtfInfo(std::string_view piece, std::string_view text, DocumentBuilder& out) {
  if (piece == "title") out.SetTitle(text);
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames = {
      {{"author", "author"},
       {"subject", "subject"},
       {"keywords", "keywords"},
       {"doccomm", "description"},
       {"creatim", "created"},
       {"revtim", "date"}}};
  for (const auto& [word, name] : kNames) {
    if (word == piece) out.AddMetadata(name, text);
  }
}

}  // namespace wenyuan::parse
