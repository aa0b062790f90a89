#include "wenyuan/parse_kit/embedded.h"

#include <utility>
#include <vector>

#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/compound_kind.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr int kMaxDepth = 16;

struct Named {
  std::string name;
  std::string bytes;
};

// What Windows' packager writes: size, flags, label, path, more flags, temporary path, content.
Named OpenPackage(const std::string& stream) {
  const Bytes bytes(stream);
  std::size_t at = 4;
  if (bytes.U16(at) != 2) return {};
  at += 2;
  const auto text = [&] {
    const std::size_t end = stream.find('\0', std::min(at, stream.size()));
    if (end == std::string::npos) return std::string();
    std::string out = stream.substr(at, end - at);
    at = end + 1;
    return out;
  };
  std::string label = text();
  (void)text();
  at += 4;
  const std::size_t path_bytes = bytes.U32(at);
  at += 4 + path_bytes;
  const std::size_t size = bytes.U32(at);
  if (size == 0 || !bytes.Has(at + 4, size)) return {};
  return {CodePageToUtf8(label, 0), std::string(bytes.Sub(at + 4, size))};
}

std::string_view ExtensionOf(std::string_view content) {
  if (content.substr(0, 4) == "%PDF") return ".pdf";
  if (content.substr(0, 2) == "PK") return ".zip";  // its reader looks at the content
  switch (KindOfCompound(content)) {
    case CompoundKind::kWord:
      return ".doc";
    case CompoundKind::kExcel:
      return ".xls";
    case CompoundKind::kPowerPoint:
      return ".ppt";
    case CompoundKind::kMail:
      return ".msg";
    case CompoundKind::kHangul:
      return ".hwp";
    default:
      return {};
  }
}

}  // namespace

Result<CompoundNode> CopyStorage(CompoundFile& file, std::size_t storage) {
  CompoundNode root;
  struct Open {
    std::size_t entry;
    CompoundNode* node;
    int depth;
  };
  std::vector<Open> open = {{storage, &root, 0}};
  while (!open.empty()) {
    const auto [entry, node, depth] = open.back();
    open.pop_back();
    const CompoundEntry& source = file.Entries()[entry];
    node->name = source.name;
    node->storage = source.storage;
    node->class_id = source.class_id;
    if (!source.storage) {
      WY_TRY(node->content, file.Read(entry));
      continue;
    }
    if (depth >= kMaxDepth) continue;
    node->children.resize(source.children.size());
    for (std::size_t i = 0; i < source.children.size(); ++i) {
      open.push_back({source.children[i], &node->children[i], depth + 1});
    }
  }
  return root;
}

Result<void> AddEmbedded(CompoundFile& file, std::size_t storage, std::string_view fallback_name,
                         DocumentBuilder& out) {
  WY_TRY(const std::string package, file.ReadByName("\001Ole10Native", storage));
  Named found = OpenPackage(package);
  for (const std::string_view stream : {"Package", "CONTENTS", "Contents"}) {
    if (!found.bytes.empty()) break;
    WY_TRY(found.bytes, file.ReadByName(stream, storage));
    if (ExtensionOf(found.bytes).empty()) found.bytes.clear();
  }
  if (found.bytes.empty()) {
    WY_TRY(const CompoundNode copy, CopyStorage(file, storage));
    found.bytes = WriteCompoundFile(copy);
    if (ExtensionOf(found.bytes).empty()) return {};
  }
  if (found.name.empty()) {
    const std::string_view extension = ExtensionOf(found.bytes);
    found.name = fallback_name;
    if (!EndsWithIgnoringCase(found.name, extension)) found.name += extension;
  }
  out.AddAttachment(found.name, std::move(found.bytes));
  return {};
}

Result<void> AddEmbeddedFile(std::string_view bytes, std::string_view fallback_name,
                             DocumentBuilder& out) {
  if (HasCompoundMagic(bytes)) {
    WY_TRY(CompoundFile file, CompoundFile::Open(bytes, "office"));
    if (ExtensionOf(bytes).empty()) return AddEmbedded(file, 0, fallback_name, out);
  }
  const std::string_view extension = ExtensionOf(bytes);
  if (extension.empty()) return {};
  out.AddAttachment(std::string(fallback_name) + std::string(extension), std::string(bytes));
  return {};
}

}  // namespace wenyuan::parse
