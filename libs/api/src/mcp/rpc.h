#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "../json.h"

namespace wenyuan::api {

// JSON-RPC 2.0 as MCP uses it.
enum class RpcCode : int {
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kInternalError = -32603,
  kResourceNotFound = -32002,  // MCP's own
};

struct RpcMessage {
  enum class Kind { kRequest, kNotification, kResponse };
  Kind kind = Kind::kRequest;
  Json id;
  std::string method;
  Json params;  // null: none
};

struct RpcFault {
  RpcCode code;
  std::string message;
};
// What was sent, or what is wrong with it.
struct RpcReading {
  RpcMessage message;
  std::optional<RpcFault> fault = std::nullopt;
};
RpcReading ReadRpc(std::string_view text);

Json RpcResult(const Json& id, Json result);
Json RpcError(const Json& id, const RpcFault& fault);
// Of ours; what broke inside stays inside.
RpcFault FaultOf(const Error& error, Language language);

}  // namespace wenyuan::api
