#pragma once

#include <string_view>

#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Each reads one light markup language by lines. All require valid UTF-8 with "\n" at line ends.
void ReadRst(std::string_view text, DocumentBuilder& out);
void ReadOrg(std::string_view text, DocumentBuilder& out);
void ReadAsciidoc(std::string_view text, DocumentBuilder& out);
void ReadTextile(std::string_view text, DocumentBuilder& out);
void ReadTex(std::string_view text, DocumentBuilder& out);

}  // namespace wenyuan::parse
