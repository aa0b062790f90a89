#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Subtitles, WebVTT and SubRip (vtt, srt): docs/formats/subtitles.md.
std::unique_ptr<Parser> MakeSubtitleParser();

}  // namespace wenyuan::parse
