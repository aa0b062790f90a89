#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// The largest bitmap that a Windows metafile (WMF, EMF) draws, as a file: programs wrap pictures
// that were pasted in one. Empty when it draws none, or `bytes` are no metafile.
std::string MetafileBitmap(std::string_view bytes);

}  // namespace wenyuan::parse
