#include "document_info.h"

#include <fpdf_attachment.h>

#include <array>
#include <set>
#include <utility>

namespace wenyuan::parse_pdf {
namespace {

constexpr std::size_t kMostEntries = 5'000;
constexpr std::uint8_t kDeepestLevel = 9;

class OutlineReader {
 public:
  explicit OutlineReader(FPDF_DOCUMENT pdf) : pdf_(pdf) {}

  void Read(FPDF_BOOKMARK parent, std::uint8_t level) {
    for (FPDF_BOOKMARK entry = FPDFBookmark_GetFirstChild(pdf_, parent);
         entry != nullptr && entries_.size() < kMostEntries && seen_.insert(entry).second;
         entry = FPDFBookmark_GetNextSibling(pdf_, entry)) {
      OutlineEntry& made = entries_.emplace_back();
      made.title = Utf16Text([&](void* buffer, unsigned long size) {
        return FPDFBookmark_GetTitle(entry, buffer, size);
      });
      made.level = level;
      if (FPDF_DEST target = FPDFBookmark_GetDest(pdf_, entry); target != nullptr) {
        const int page = FPDFDest_GetDestPageIndex(pdf_, target);
        made.page = page >= 0 ? static_cast<std::uint32_t>(page + 1) : 0;
      }
      if (level < kDeepestLevel) Read(entry, static_cast<std::uint8_t>(level + 1));
    }
  }
  std::vector<OutlineEntry> Take() { return std::move(entries_); }

 private:
  FPDF_DOCUMENT pdf_;
  std::set<FPDF_BOOKMARK> seen_;
  std::vector<OutlineEntry> entries_;
};

std::string Meta(FPDF_DOCUMENT pdf, const char* tag) {
  return Utf16Text(
      [&](void* buffer, unsigned long size) { return FPDF_GetMetaText(pdf, tag, buffer, size); });
}

// "D:20220729060321-04'00'" as "2022-07-29T06:03:21"; anything else stays as it is.
std::string ReadableDate(const std::string& value) {
  constexpr std::size_t kDigits = 14;
  if (!value.starts_with("D:") || value.size() < 2 + kDigits) return value;
  const std::string digits = value.substr(2, kDigits);
  if (digits.find_first_not_of("0123456789") != std::string::npos) return value;
  return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2) + "T" +
         digits.substr(8, 2) + ":" + digits.substr(10, 2) + ":" + digits.substr(12, 2);
}

}  // namespace

std::vector<OutlineEntry> ReadOutline(FPDF_DOCUMENT pdf) {
  OutlineReader reader(pdf);
  reader.Read(nullptr, 1);
  return reader.Take();
}

void ReadMetadata(FPDF_DOCUMENT pdf, parse::Document& document) {
  document.title = Meta(pdf, "Title");
  constexpr std::array<std::pair<const char*, const char*>, 6> kFields = {
      {{"Author", "author"},
       {"Subject", "subject"},
       {"Keywords", "keywords"},
       {"Creator", "program"},
       {"CreationDate", "created"},
       {"ModDate", "modified"}}};
  for (const auto& [tag, name] : kFields) {
    std::string value = Meta(pdf, tag);
    if (!value.empty()) document.metadata.emplace_back(name, ReadableDate(value));
  }
}

std::string PageLabel(FPDF_DOCUMENT pdf, int index) {
  std::string label = Utf16Text([&](void* buffer, unsigned long size) {
    return FPDF_GetPageLabel(pdf, index, buffer, size);
  });
  return label.empty() ? std::to_string(index + 1) : label;
}

void ReadAttachments(FPDF_DOCUMENT pdf, const parse::ParseLimits& limits,
                     parse::Document& document) {
  const int count = FPDFDoc_GetAttachmentCount(pdf);
  std::size_t bytes = 0;
  for (int i = 0; i < count; ++i) {
    FPDF_ATTACHMENT file = FPDFDoc_GetAttachment(pdf, i);
    unsigned long size = 0;
    if (file == nullptr || FPDFAttachment_GetFile(file, nullptr, 0, &size) == 0) continue;
    if (document.attachments.size() >= limits.max_attachments ||
        size > limits.max_attachment_bytes - bytes) {
      document.warnings.push_back("attached files above the limit are left out");
      return;
    }
    bytes += size;
    parse::Attachment attachment;
    attachment.name = Utf16Text([&](void* buffer, unsigned long length) {
      return FPDFAttachment_GetName(file, reinterpret_cast<FPDF_WCHAR*>(buffer), length);
    });
    attachment.bytes.resize(size);
    if (FPDFAttachment_GetFile(file, attachment.bytes.data(), size, &size) == 0) continue;
    document.attachments.push_back(std::move(attachment));
  }
}

}  // namespace wenyuan::parse_pdf
