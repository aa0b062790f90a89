#pragma once

#include <array>
#include <string_view>

#include "json.h"
#include "wenyuan/answer/document_part.h"
#include "wenyuan/answer/summarizer.h"

namespace wenyuan::api {

// The members of a body that name a document or a part of it.
inline constexpr std::array<std::string_view, 5> kPartMembers = {
    "document", "revision", "first_page", "last_page", "heading"};
Result<answer::DocumentPart> ReadDocumentPart(const Members& body);

Json SummarySourceView(const answer::SummarySource& source);

}  // namespace wenyuan::api
