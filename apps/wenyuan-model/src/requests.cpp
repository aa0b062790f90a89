#include "requests.h"

#include <boost/json.hpp>

namespace wenyuan::model {
namespace {

namespace json = boost::json;

Error Wrong(const std::string& what) { return {ErrorCode::kInvalidArgument, what}; }

Result<json::object> ReadObject(std::string_view body) {
  json::error_code error;
  json::value value = json::parse(json::string_view(body.data(), body.size()), error);
  if (error) return Wrong("the body is not valid JSON: " + error.message());
  if (!value.is_object()) return Wrong("the body must be a JSON object");
  return std::move(value.as_object());
}

// Absent and null are the same.
const json::value* Find(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(json::string_view(name.data(), name.size()));
  return value == nullptr || value->is_null() ? nullptr : value;
}

Result<std::string> TextOf(const json::object& object, std::string_view name) {
  const json::value* value = Find(object, name);
  if (value == nullptr) return std::string();
  if (!value->is_string()) return Wrong("'" + std::string(name) + "' must be a string");
  return std::string(value->as_string());
}

Result<std::vector<std::string>> TextsOf(const json::value& value, const std::string& name) {
  std::vector<std::string> texts;
  const auto add = [&](const json::value& item) -> Result<void> {
    if (!item.is_string()) {
      return Error{ErrorCode::kUnsupported,
                   "'" + name +
                       "' must be a string or a list of strings; token numbers and other "
                       "things are not read"};
    }
    if (item.as_string().empty()) return Wrong("'" + name + "' must not hold an empty string");
    texts.emplace_back(item.as_string());
    return {};
  };
  if (!value.is_array()) {
    WY_CHECK(add(value));
    return texts;
  }
  const json::array& items = value.as_array();
  if (items.empty()) return Wrong("'" + name + "' must not be empty");
  if (items.size() > kMostInputs) {
    return Error{ErrorCode::kTooLarge, "'" + name + "' holds " + std::to_string(items.size()) +
                                           " texts; at most " + std::to_string(kMostInputs) +
                                           " are taken at once: send several requests"};
  }
  for (const json::value& item : items) WY_CHECK(add(item));
  return texts;
}

}  // namespace

Result<EmbeddingsRequest> ReadEmbeddingsRequest(std::string_view body) {
  WY_TRY(const json::object object, ReadObject(body));
  EmbeddingsRequest request;
  WY_TRY(request.model, TextOf(object, "model"));
  const json::value* input = Find(object, "input");
  if (input == nullptr) return Wrong("'input' is missing: the text or texts to embed");
  WY_TRY(request.input, TextsOf(*input, "input"));
  if (Find(object, "dimensions") != nullptr) {
    return Error{ErrorCode::kUnsupported,
                 "'dimensions' is not supported: this model's vectors have one length only"};
  }
  WY_TRY(const std::string format, TextOf(object, "encoding_format"));
  if (!format.empty() && format != "float" && format != "base64") {
    return Wrong("'encoding_format' must be \"float\" or \"base64\"");
  }
  request.base64 = format == "base64";
  WY_TRY(const std::string type, TextOf(object, "input_type"));
  if (type == "query") {
    request.type = InputType::kQuery;
  } else if (type == "passage") {
    request.type = InputType::kPassage;
  } else if (!type.empty()) {
    return Wrong("'input_type' must be \"query\" or \"passage\", or be left out");
  }
  return request;
}

Result<RerankRequest> ReadRerankRequest(std::string_view body) {
  WY_TRY(const json::object object, ReadObject(body));
  RerankRequest request;
  WY_TRY(request.model, TextOf(object, "model"));
  WY_TRY(request.query, TextOf(object, "query"));
  if (request.query.empty()) return Wrong("'query' is missing or empty: the question");
  const json::value* documents = Find(object, "documents");
  if (documents == nullptr || !documents->is_array()) {
    return Wrong("'documents' is missing or no list: the passages to order");
  }
  WY_TRY(request.documents, TextsOf(*documents, "documents"));
  if (const json::value* top = Find(object, "top_n"); top != nullptr) {
    if (!top->is_int64() || top->as_int64() < 1) return Wrong("'top_n' must be a number above 0");
    request.top_n = static_cast<std::size_t>(top->as_int64());
  }
  if (const json::value* wanted = Find(object, "return_documents"); wanted != nullptr) {
    if (!wanted->is_bool()) return Wrong("'return_documents' must be true or false");
    request.return_documents = wanted->as_bool();
  }
  return request;
}

}  // namespace wenyuan::model
