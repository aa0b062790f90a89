#include "requests.h"

#include <boost/json.hpp>

#include "json_reading.h"

namespace wenyuan::model {
namespace {

namespace json = boost::json;

Result<std::vector<std::string>> TextsOf(const json::value& value, const std::string& name) {
  std::vector<std::string> texts;
  const auto add = [&](const json::value& item) -> Result<void> {
    if (!item.is_string()) {
      return Error{ErrorCode::kUnsupported,
                   "'" + name +
                       "' must be a string or a list of strings; token numbers and other "
                       "things are not read"};
    }
    if (item.as_string().empty())
      return WrongRequest("'" + name + "' must not hold an empty string");
    texts.emplace_back(item.as_string());
    return {};
  };
  if (!value.is_array()) {
    WY_CHECK(add(value));
    return texts;
  }
  const json::array& items = value.as_array();
  if (items.empty()) return WrongRequest("'" + name + "' must not be empty");
  if (items.size() > kMostInputs) {
    return Error{ErrorCode::kTooLarge, "'" + name + "' holds " + std::to_string(items.size()) +
                                           " texts; at most " + std::to_string(kMostInputs) +
                                           " are taken at once: send several requests"};
  }
  for (const json::value& item : items) WY_CHECK(add(item));
  return texts;
}

template <typename Request>
Result<void> ReadModelAndQuery(const Fields& fields, Request& request) {
  WY_TRY(request.model, fields.Text("model"));
  WY_TRY(request.query, fields.Text("query"));
  if (request.query.empty()) return WrongRequest("'query' is missing or empty: the question");
  return {};
}

}  // namespace

Result<EmbeddingsRequest> ReadEmbeddingsRequest(std::string_view body, std::string& param) {
  WY_TRY(const json::object object, ReadObject(body));
  const Fields fields(object, param);
  EmbeddingsRequest request;
  WY_TRY(request.model, fields.Text("model"));
  const json::value* input = fields.Find("input");
  if (input == nullptr) return WrongRequest("'input' is missing: the text or texts to embed");
  WY_TRY(request.input, TextsOf(*input, "input"));
  if (fields.Find("dimensions") != nullptr) {
    return Error{ErrorCode::kUnsupported,
                 "'dimensions' is not supported: this model's vectors have one length only"};
  }
  WY_TRY(const std::string format, fields.Text("encoding_format"));
  if (!format.empty() && format != "float" && format != "base64") {
    return WrongRequest("'encoding_format' must be \"float\" or \"base64\"");
  }
  request.base64 = format == "base64";
  WY_TRY(const std::string type, fields.Text("input_type"));
  if (type == "query") {
    request.type = InputType::kQuery;
  } else if (type == "passage") {
    request.type = InputType::kPassage;
  } else if (!type.empty()) {
    return WrongRequest("'input_type' must be \"query\" or \"passage\", or be left out");
  }
  param.clear();
  return request;
}

Result<RerankRequest> ReadRerankRequest(std::string_view body, std::string& param) {
  WY_TRY(const json::object object, ReadObject(body));
  const Fields fields(object, param);
  RerankRequest request;
  WY_CHECK(ReadModelAndQuery(fields, request));
  const json::value* documents = fields.Find("documents");
  if (documents == nullptr || !documents->is_array()) {
    return WrongRequest("'documents' is missing or no list: the passages to order");
  }
  WY_TRY(request.documents, TextsOf(*documents, "documents"));
  if (const json::value* top = fields.Find("top_n"); top != nullptr) {
    if (!top->is_int64() || top->as_int64() < 1)
      return WrongRequest("'top_n' must be a number above 0");
    request.top_n = static_cast<std::size_t>(top->as_int64());
  }
  if (const json::value* wanted = fields.Find("return_documents"); wanted != nullptr) {
    if (!wanted->is_bool()) return WrongRequest("'return_documents' must be true or false");
    request.return_documents = wanted->as_bool();
  }
  param.clear();
  return request;
}

Result<AttentionRequest> ReadAttentionRequest(std::string_view body, std::string& param) {
  WY_TRY(const json::object object, ReadObject(body));
  const Fields fields(object, param);
  AttentionRequest request;
  WY_CHECK(ReadModelAndQuery(fields, request));
  const json::value* documents = fields.Find("documents");
  if (documents == nullptr || !documents->is_array() || documents->as_array().empty()) {
    return WrongRequest("'documents' is missing, empty or no list: passages, each a list of parts");
  }
  for (const json::value& document : documents->as_array()) {
    if (!document.is_array()) {
      return WrongRequest("a document must be a list of its parts: sentences, rows");
    }
    WY_TRY(request.documents.emplace_back(), TextsOf(document, "documents"));
  }
  param.clear();
  return request;
}

}  // namespace wenyuan::model
