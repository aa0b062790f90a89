#pragma once

#include <string_view>

#include "ppt/presentation.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// The texts and tables of a slide by their place, then its comments.
void AddPptSlide(const PptSlideEntry& slide, DocumentBuilder& out);

// The notes that a speaker wrote to a slide.
void AddPptNotes(std::string_view notes, DocumentBuilder& out);

bool IsHiddenPptSlide(std::string_view slide);

}  // namespace wenyuan::parse
