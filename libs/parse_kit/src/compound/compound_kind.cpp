#include "wenyuan/parse_kit/compound_kind.h"

#include "wenyuan/parse_kit/compound_file.h"

namespace wenyuan::parse {

CompoundKind KindOfCompound(std::string_view bytes) {
  if (!HasCompoundMagic(bytes)) return CompoundKind::kNone;
  const auto file = CompoundFile::Open(bytes, "office");
  if (!file) return CompoundKind::kOther;
  const auto has = [&](std::string_view name) { return file->Find(name).has_value(); };
  if (has("EncryptedPackage")) return CompoundKind::kEncrypted;
  if (has("__properties_version1.0")) return CompoundKind::kMail;
  if (has("PowerPoint Document")) return CompoundKind::kPowerPoint;
  if (has("WordDocument")) return CompoundKind::kWord;
  if (has("Workbook") || has("Book")) return CompoundKind::kExcel;
  if (has("FileHeader") && (has("BodyText") || has("ViewText"))) return CompoundKind::kHangul;
  return CompoundKind::kOther;
}

}  // namespace wenyuan::parse
