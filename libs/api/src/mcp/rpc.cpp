#include "rpc.h"

namespace wenyuan::api {
namespace {

RpcReading Fault(RpcCode code, std::string message) {
  return {{}, RpcFault{code, std::move(message)}};
}

bool IsId(const Json& id) {
  return std::holds_alternative<std::string>(id.value()) ||
         std::holds_alternative<std::int64_t>(id.value()) ||
         std::holds_alternative<double>(id.value());
}

}  // namespace

RpcReading ReadRpc(std::string_view text) {
  const auto json = ParseJson(text);
  if (!json) return Fault(RpcCode::kParseError, json.error().message);
  if (std::holds_alternative<Json::Array>(json->value())) {
    return Fault(RpcCode::kInvalidRequest,
                 "several messages in one are not taken (MCP has no batches since 2025-06-18); "
                 "send them one by one");
  }
  const Json* version = MemberOf(*json, "jsonrpc");
  const auto* named = version == nullptr ? nullptr : std::get_if<std::string>(&version->value());
  if (named == nullptr || *named != "2.0") {
    return Fault(RpcCode::kInvalidRequest,
                 "a message must be a JSON object with \"jsonrpc\": \"2.0\"");
  }
  RpcReading reading;
  const Json* id = MemberOf(*json, "id");
  const Json* method = MemberOf(*json, "method");
  if (method == nullptr &&
      (MemberOf(*json, "result") != nullptr || MemberOf(*json, "error") != nullptr)) {
    reading.message.kind = RpcMessage::Kind::kResponse;
    return reading;
  }
  const auto* name = method == nullptr ? nullptr : std::get_if<std::string>(&method->value());
  if (name == nullptr) return Fault(RpcCode::kInvalidRequest, "'method' must be a string");
  if (id != nullptr && !IsId(*id)) {
    return Fault(RpcCode::kInvalidRequest, "'id' must be a string or a number");
  }
  reading.message.method = *name;
  reading.message.kind =
      id == nullptr ? RpcMessage::Kind::kNotification : RpcMessage::Kind::kRequest;
  if (id != nullptr) reading.message.id = *id;
  if (const Json* params = MemberOf(*json, "params")) {
    if (!std::holds_alternative<Json::Object>(params->value())) {
      reading.fault = RpcFault{RpcCode::kInvalidParams, "'params' must be an object"};
    }
    reading.message.params = *params;
  }
  return reading;
}

Json RpcResult(const Json& id, Json result) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}};
}

Json RpcError(const Json& id, const RpcFault& fault) {
  return {{"jsonrpc", "2.0"},
          {"id", id},
          {"error", {{"code", static_cast<int>(fault.code)}, {"message", fault.message}}}};
}

RpcFault FaultOf(const Error& error, Language language) {
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
      return {RpcCode::kInvalidParams, error.In(language)};
    case ErrorCode::kNotFound:
      return {RpcCode::kResourceNotFound, error.In(language)};
    case ErrorCode::kInternal:
    case ErrorCode::kCorruption:
      return {RpcCode::kInternalError, "the server could not do this; its log says why"};
    default:
      return {RpcCode::kInternalError, error.In(language)};
  }
}

}  // namespace wenyuan::api
