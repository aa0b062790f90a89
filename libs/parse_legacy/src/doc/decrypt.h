#pragma once

#include <string>
#include <string_view>

#include "doc/file_information.h"
#include "wenyuan/base/result.h"

namespace wenyuan::parse {

// The streams of a document that are encrypted; none is null.
struct LockedDocStreams {
  std::string* text;
  std::string* table;
  std::string* data;
};

// Opens the streams in place. kPermissionDenied without the right password,
// kUnsupported for a scheme that we do not know.
Result<void> DecryptDoc(const DocInformation& information, std::string_view password,
                        const LockedDocStreams& streams);

}  // namespace wenyuan::parse
