#pragma once

#include <string>
#include <string_view>

#include "doc/file_information.h"
#include "wenyuan/base/result.h"

namespace wenyuan::parse {

// Opens both streams of an encrypted document. kPermissionDenied without the right password,
// kUnsupported for a scheme that we do not know.
Result<void> DecryptDoc(const DocInformation& information, std::string_view password,
                        std::string& word_document, std::string& table);

}  // namespace wenyuan::parse
