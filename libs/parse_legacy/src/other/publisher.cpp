#include "other/publisher.h"

#include <algorithm>
#include <optional>
#include <string>

#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kFirstPart = 0x20;
constexpr std::size_t kPartBytes = 24;
constexpr std::size_t kParts = 20;

// Marks of paragraphs, lines, stories and what stands in a text without being one.
void AddParagraphs(std::string text, DocumentBuilder& out) {
  std::replace(text.begin(), text.end(), '\v', '\n');
  for (std::size_t at = 0; at < text.size() && !out.Full();) {
    const std::size_t end = std::min(text.find_first_of("\r\f", at), text.size());
    out.Add(BlockKind::kParagraph, std::string_view(text).substr(at, end - at));
    at = end + 1;
  }
}

}  // namespace

Result<void> AddPublisherText(CompoundFile& file, DocumentBuilder& out) {
  const auto quill = file.Find("Quill");
  const auto inner = quill ? file.Find("QuillSub", *quill) : std::nullopt;
  if (!inner) return {};
  WY_TRY(const std::string stream, file.ReadByName("CONTENTS", *inner));
  const Bytes bytes(stream);
  if (bytes.Sub(0, 8) != "CHNKINK ") return {};
  for (std::size_t i = 0; i < kParts; ++i) {
    const Bytes part = bytes.View(kFirstPart + i * kPartBytes, kPartBytes);
    if (part.U16(0) != kPartBytes || part.Sub(12, 4) != "TEXT") continue;
    AddParagraphs(WideToUtf8(bytes.Sub(part.U32(16), part.U32(20))), out);
  }
  if (!out.Empty()) out.Warn("only the text was read, not where it stands on the pages");
  return {};
}

}  // namespace wenyuan::parse
