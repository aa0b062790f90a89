#pragma once

#include <filesystem>
#include <string>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/key_provider.h"

namespace wenyuan::app {

// The key of the saved prefixes of prompts in `folder`, as the text of a key file: kept there
// sealed under the house's own (`key.sealed`), made where there is none. One that cannot be read is
// made anew, because all that it sealed can be computed again; a key of before, which lay there
// open, is removed.
Result<std::string> OpenPrefixKey(FileSystem& files, const crypto::KeyProvider& keys,
                                  const std::filesystem::path& folder);

}  // namespace wenyuan::app
