#include "adapters_route.h"

#include "json_reading.h"

namespace wenyuan::model {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kMostBodyBytes = 64U << 10U;

http::Response List(const LoadedWriter& writer) {
  json::array list;
  for (const llm_llama::Adapter& adapter : writer.model->adapters()) {
    list.push_back({{"name", adapter.name}, {"file", adapter.file.string()}});
  }
  const json::object body = {{"object", "list"}, {"data", std::move(list)}};
  return {200, {{"Content-Type", "application/json"}}, json::serialize(body)};
}

}  // namespace

Result<http::Response> AnswerAdapters(LoadedWriter& writer, http::Request& request, bool has_key) {
  if (request.method == "GET") return List(writer);
  if (!request.same_user && !has_key) {
    return Error{ErrorCode::kPermissionDenied,
                 "adapters are loaded over the unix socket, or by whoever has the key"};
  }
  WY_TRY(const std::string body, http::ReadBody(request, kMostBodyBytes));
  WY_TRY(const json::object object, ReadObject(body));
  WY_TRY(const std::string name, TextField(object, "name"));
  if (request.method == "DELETE") {
    WY_CHECK(writer.model->UnloadAdapter(name));
  } else {
    WY_TRY(const std::string file, TextField(object, "file"));
    WY_CHECK(writer.model->LoadAdapter({name, file}));
  }
  return List(writer);
}

}  // namespace wenyuan::model
