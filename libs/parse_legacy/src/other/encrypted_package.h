#pragma once

#include <string>
#include <string_view>

#include "wenyuan/parse_kit/compound_file.h"

namespace wenyuan::parse {

// The docx, xlsx or pptx inside of an encrypted file, opened with this password, or with the one
// that Excel itself tries first. kPermissionDenied when neither fits, kUnsupported for a scheme
// other than those that Office itself writes (standard and agile).
Result<std::string> OpenEncryptedPackage(CompoundFile& file, std::string_view password);

}  // namespace wenyuan::parse
