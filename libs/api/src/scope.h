#pragma once

#include <optional>
#include <string>

#include "json.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/search/searcher.h"

namespace wenyuan::api {

// Of a parameter that may be absent; kInvalidArgument as ParseIsoTime.
Result<std::optional<UnixMillis>> OptionalTime(const std::optional<std::string>& text);

// The filters that a search and a question share: libraries, format, tag, changed_from,
// changed_until. Libraries stand there as they were sent.
Result<search::SearchRequest> ReadScope(const Members& body);

}  // namespace wenyuan::api
