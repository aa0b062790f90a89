#include "answers.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <cstring>
#include <numeric>
#include <string_view>

#include "wenyuan/http/openai_error.h"

namespace wenyuan::model {
namespace {

namespace json = boost::json;

http::Response JsonAnswer(int status, std::string body) {
  return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

// Little-endian floats in base64, as OpenAI's own client wants them.
void AppendBase64(std::span<const float> row, std::string& out) {
  static constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto* bytes = reinterpret_cast<const unsigned char*>(row.data());
  const std::size_t size = row.size_bytes();
  for (std::size_t at = 0; at < size; at += 3) {
    const std::size_t have = std::min<std::size_t>(3, size - at);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i) group = group << 8U | (i < have ? bytes[at + i] : 0U);
    for (std::size_t i = 0; i < 4; ++i) {
      out += i <= have ? kLetters[group >> (18 - 6 * i) & 63U] : '=';
    }
  }
}

void AppendNumbers(std::span<const float> row, std::string& out) {
  std::array<char, 32> digits{};
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) out += ',';
    out.append(digits.data(),
               std::to_chars(digits.data(), digits.data() + digits.size(), row[i]).ptr);
  }
}

json::object Json(const Usage& usage) {
  return {{"prompt_tokens", usage.tokens},
          {"total_tokens", usage.tokens},
          {"cut_inputs", usage.cut_inputs}};
}

}  // namespace

http::Response ErrorAnswer(const Error& error, const ErrorDetails& details) {
  const http::OpenAiKind shape = http::OpenAiKindOf(error.code);
  const std::string code = details.code.empty() ? std::string(Name(error.code)) : details.code;
  const json::value param = details.param.empty() ? json::value() : json::value(details.param);
  const json::object body = {{"error",
                              {{"message", error.message},
                               {"type", json::string_view(shape.type.data(), shape.type.size())},
                               {"param", param},
                               {"code", code}}}};
  http::Response answer =
      JsonAnswer(details.status != 0 ? details.status : shape.status, json::serialize(body));
  if (error.code == ErrorCode::kResourceExhausted) answer.headers.emplace_back("Retry-After", "1");
  return answer;
}

http::Response EmbeddingsAnswer(const ModelCard& model, std::span<const float> rows, bool base64,
                                const Usage& usage) {
  std::string body = R"({"object":"list","model":)" + json::serialize(json::string(model.id)) +
                     R"(,"usage":)" + json::serialize(Json(usage)) + R"(,"data":[)";
  const std::size_t count = rows.size() / model.dimension;
  body.reserve(body.size() + rows.size() * (base64 ? 6 : 13) + count * 64);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) body += ',';
    body += R"({"object":"embedding","index":)" + std::to_string(i) + R"(,"embedding":)";
    const auto row = rows.subspan(i * model.dimension, model.dimension);
    body += base64 ? '"' : '[';
    base64 ? AppendBase64(row, body) : AppendNumbers(row, body);
    body += base64 ? '"' : ']';
    body += '}';
  }
  return JsonAnswer(200, body + "]}");
}

http::Response RerankAnswer(const ModelCard& model, const RerankRequest& request,
                            std::span<const float> scores, const Usage& usage) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return scores[left] > scores[right];
  });
  order.resize(std::min(order.size(), request.top_n.value_or(order.size())));
  json::array results;
  for (const std::size_t index : order) {
    json::object result = {{"index", index}, {"relevance_score", scores[index]}};
    if (request.return_documents) result["document"] = {{"text", request.documents[index]}};
    results.push_back(std::move(result));
  }
  return JsonAnswer(200, json::serialize(json::object{{"object", "list"},
                                                      {"model", model.id},
                                                      {"usage", Json(usage)},
                                                      {"results", std::move(results)}}));
}

http::Response AttentionAnswer(const ModelCard& model, std::span<const ReadParts> read,
                               const Usage& usage) {
  json::array results;
  for (std::size_t i = 0; i < read.size(); ++i) {
    json::array weights;
    for (const std::optional<float>& weight : read[i].weights) {
      weights.push_back(weight ? json::value(*weight) : json::value());
    }
    results.push_back(
        {{"index", i}, {"relevance_score", read[i].score}, {"weights", std::move(weights)}});
  }
  return JsonAnswer(200, json::serialize(json::object{{"object", "list"},
                                                      {"model", model.id},
                                                      {"usage", Json(usage)},
                                                      {"results", std::move(results)}}));
}

http::Response ModelsAnswer(std::span<const ModelCard> models, const std::string& writer) {
  json::array data;
  for (const ModelCard& model : models) {
    json::object meta = {{"kind", model.kind},           {"name", model.name},
                         {"sha256", model.sha256},       {"pooling", model.pooling},
                         {"processor", model.processor}, {"max_tokens", model.max_tokens}};
    if (model.attention) meta["attention"] = true;
    if (model.dimension > 0) {
      meta["dimension"] = model.dimension;
      meta["query_prefix"] = model.query_prefix;
      meta["passage_prefix"] = model.passage_prefix;
    }
    data.push_back({{"id", model.id},
                    {"object", "model"},
                    {"created", 0},
                    {"owned_by", "local"},
                    {"meta", std::move(meta)}});
  }
  if (!writer.empty()) data.push_back(json::parse(writer));
  return JsonAnswer(200,
                    json::serialize(json::object{{"object", "list"}, {"data", std::move(data)}}));
}

}  // namespace wenyuan::model
