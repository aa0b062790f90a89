#pragma once

#include <string_view>

#include "one/store.h"
#include "wenyuan/base/result.h"

namespace wenyuan::parse {

// A section as OneDrive and SharePoint hand it out: OneStore::Open recognises it.
Result<OneStore> OpenOnePackage(std::string_view bytes);

// kUnsupported.
Error OneSectionHasPassword();

}  // namespace wenyuan::parse
