#pragma once

#include <functional>
#include <optional>

#include "json.h"
#include "wenyuan/quality/viewer.h"
#include "wenyuan/store/shown_answer.h"

namespace wenyuan::api {

// The document, where it may be shown.
using ShownDocument =
    std::function<Result<std::optional<store::Document>>(store::DocumentNumber document)>;

// null where the viewer may not read all that it was made of: as if it were not kept.
Result<Json> ShownAnswerView(const ShownDocument& document_of, const store::ShownAnswer& answer);
Result<Json> ShownAnswerView(quality::Viewer& viewer, const store::ShownAnswer& answer);

}  // namespace wenyuan::api
