#pragma once

#include "../call.h"

namespace wenyuan::api {

// Documents as MCP resources: wenyuan://documents/{id}, wenyuan://documents/{id}/pages/{page}.
// Each answers the request's `params` (null: none), as the caller.
Result<Json> ListResources(const Call& call, const Json& params);
Json ResourceTemplates();
// kNotFound for what the caller may not read, as for what is not there.
Result<Json> ReadResource(const Call& call, const Json& params);

}  // namespace wenyuan::api
