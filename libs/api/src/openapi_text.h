#pragma once

#include <string_view>

namespace wenyuan::api {

// docs/openapi.yaml as it was when we were built.
std::string_view OpenApiText();

}  // namespace wenyuan::api
