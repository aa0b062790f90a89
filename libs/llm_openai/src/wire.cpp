#include "wire.h"

#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <cstring>

#include "json_reading.h"

namespace wenyuan::llm_openai {
namespace {

namespace json = boost::json;

constexpr std::size_t kLongestQuote = 300;
constexpr double kMostAttention = 1.01;  // shares are rounded

Error Strange(const std::string& what, const std::string& what_zh) {
  return {ErrorCode::kUnavailable, "the model server's answer is not usable: " + what,
          "模型服务的回答无法使用：" + what_zh};
}

Result<json::value> Parse(std::string_view body) {
  json::error_code error;
  json::value value = json::parse(View(body), error);
  if (error || !value.is_object()) return Strange("it is no JSON object", "不是 JSON 对象");
  return value;
}

Result<const json::array*> ListAt(const json::value& value, std::string_view name) {
  const json::value* found = Find(value, name);
  if (found == nullptr || !found->is_array()) {
    return Strange("it has no list '" + std::string(name) + "'",
                   "缺少列表“" + std::string(name) + "”");
  }
  return &found->as_array();
}

int ValueOfLetter(char letter) {
  if (letter >= 'A' && letter <= 'Z') return letter - 'A';
  if (letter >= 'a' && letter <= 'z') return letter - 'a' + 26;
  if (letter >= '0' && letter <= '9') return letter - '0' + 52;
  if (letter == '+') return 62;
  return letter == '/' ? 63 : -1;
}

Result<std::vector<float>> FloatsOfBase64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  unsigned have = 0;
  for (const char letter : text) {
    const int value = ValueOfLetter(letter);
    if (value < 0) return Strange("a vector is not in base64", "向量不是 base64 编码");
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    have += 6;
    if (have < 8) continue;
    have -= 8;
    bytes += static_cast<char>(bits >> have & 0xFFU);
  }
  if (bytes.size() % sizeof(float) != 0)
    return Strange("a vector is not of whole numbers", "向量的字节数不完整");
  std::vector<float> row(bytes.size() / sizeof(float));
  std::memcpy(row.data(), bytes.data(), bytes.size());
  return row;
}

Result<std::vector<float>> RowOf(const json::value* value) {
  if (value == nullptr) return Strange("a vector is missing", "缺少向量");
  if (value->is_string()) {
    return FloatsOfBase64({value->as_string().data(), value->as_string().size()});
  }
  if (!value->is_array())
    return Strange("a vector is neither a list nor in base64",
                   "向量既不是列表，也不是 base64 编码");
  std::vector<float> row;
  row.reserve(value->as_array().size());
  for (const json::value& item : value->as_array()) {
    json::error_code error;
    const auto number = item.to_number<double>(error);
    if (error)
      return Strange("a vector holds something that is no number", "向量中含有非数字的内容");
    row.push_back(static_cast<float>(number));
  }
  return row;
}

Result<void> CheckRow(const std::vector<float>& row) {
  double squares = 0;
  for (const float value : row) squares += double{value} * double{value};
  if (row.empty() || !std::isfinite(squares))
    return Strange("a vector is not finite or is empty", "向量为空或含有非有限数值");
  if (squares == 0) return Strange("a vector is zero", "向量全为零");
  return {};
}

// Where an item says it belongs; each place once.
Result<std::size_t> PlaceOf(const json::value& item, std::vector<bool>& taken, std::size_t order) {
  const json::value* index = Find(item, "index");
  const std::size_t place = index == nullptr ? order : NumberAt(item, "index");
  if (place >= taken.size() || taken[place])
    return Strange("its items are numbered wrongly", "各项的编号有误");
  taken[place] = true;
  return place;
}

Result<float> FloatAt(const json::value& item, std::string_view name) {
  const json::value* found = Find(item, name);
  json::error_code error;
  const double number = found == nullptr ? NAN : found->to_number<double>(error);
  if (error || !std::isfinite(number)) return Strange("a score is no number", "得分不是数字");
  return static_cast<float>(number);
}

}  // namespace

std::string Write(const EmbeddingsBody& body) {
  json::array texts;
  texts.reserve(body.texts.size());
  for (const std::string& text : body.texts) texts.emplace_back(std::string(body.prefix) + text);
  json::object object = {{"model", body.model}, {"input", std::move(texts)}};
  object["encoding_format"] = body.base64 ? "base64" : "float";
  if (!body.input_type.empty()) object["input_type"] = View(body.input_type);
  return json::serialize(object);
}

std::string WriteRerank(const std::string& model, const std::string& question,
                        std::span<const std::string> passages) {
  return json::serialize(json::object{{"model", model},
                                      {"query", question},
                                      {"documents", json::array(passages.begin(), passages.end())},
                                      {"top_n", passages.size()}});
}

std::string WriteAttention(const std::string& model, const std::string& question,
                           std::span<const std::vector<std::string>> passages) {
  json::array documents;
  for (const auto& parts : passages)
    documents.emplace_back(json::array(parts.begin(), parts.end()));
  return json::serialize(
      json::object{{"model", model}, {"query", question}, {"documents", std::move(documents)}});
}

Result<EmbeddingsAnswer> ReadEmbeddings(std::string_view body, std::size_t texts) {
  WY_TRY(const json::value value, Parse(body));
  WY_TRY(const json::array* data, ListAt(value, "data"));
  if (data->size() != texts) {
    const std::string found = std::to_string(data->size());
    const std::string wanted = std::to_string(texts);
    return Strange(found + " vectors for " + wanted + " texts",
                   wanted + " 段文字只对应 " + found + " 个向量");
  }
  EmbeddingsAnswer answer;
  std::vector<bool> taken(texts);
  for (std::size_t i = 0; i < texts; ++i) {
    WY_TRY(const std::size_t place, PlaceOf(data->at(i), taken, i));
    WY_TRY(const std::vector<float> row, RowOf(Find(data->at(i), "embedding")));
    WY_CHECK(CheckRow(row));
    if (i == 0) {
      answer.dimension = static_cast<std::uint32_t>(row.size());
      answer.values.resize(texts * row.size());
    }
    if (row.size() != answer.dimension)
      return Strange("its vectors have different lengths", "各向量的维数不同");
    std::copy(row.begin(), row.end(),
              answer.values.begin() + static_cast<std::ptrdiff_t>(place * row.size()));
  }
  if (const json::value* usage = Find(value, "usage")) {
    answer.tokens = NumberAt(*usage, "prompt_tokens");
  }
  return answer;
}

Result<std::vector<float>> ReadScores(std::string_view body, std::size_t passages) {
  WY_TRY(const json::value value, Parse(body));
  WY_TRY(const json::array* results, ListAt(value, "results"));
  if (results->size() != passages)
    return Strange("not every passage has a score", "有段落没有得分");
  std::vector<float> scores(passages);
  std::vector<bool> taken(passages);
  for (std::size_t i = 0; i < passages; ++i) {
    WY_TRY(const std::size_t place, PlaceOf(results->at(i), taken, i));
    WY_TRY(scores[place], FloatAt(results->at(i), "relevance_score"));
  }
  return scores;
}

Result<std::vector<llm::WeighedPassage>> ReadAttention(
    std::string_view body, std::span<const std::vector<std::string>> passages) {
  WY_TRY(const json::value value, Parse(body));
  WY_TRY(const json::array* results, ListAt(value, "results"));
  if (results->size() != passages.size())
    return Strange("not every passage was weighed", "有段落未被评估");
  std::vector<llm::WeighedPassage> weighed(passages.size());
  std::vector<bool> taken(passages.size());
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const json::value& result = results->at(i);
    WY_TRY(const std::size_t place, PlaceOf(result, taken, i));
    WY_TRY(weighed[place].score, FloatAt(result, "relevance_score"));
    WY_TRY(const json::array* weights, ListAt(result, "weights"));
    if (weights->size() != passages[place].size())
      return Strange("not every part has a weight", "有部分没有权重");
    double sum = 0;
    for (const json::value& weight : *weights) {
      std::optional<float>& own = weighed[place].weights.emplace_back();
      if (weight.is_null()) continue;
      json::error_code error;
      own = static_cast<float>(weight.to_number<double>(error));
      sum += error || !(*own >= 0) ? 2 : static_cast<double>(*own);
    }
    if (!(sum < kMostAttention))
      return Strange("a weight is no share of attention", "权重不是注意力份额");
  }
  return weighed;
}

Result<std::vector<ListedModel>> ReadModels(std::string_view body) {
  WY_TRY(const json::value value, Parse(body));
  WY_TRY(const json::array* data, ListAt(value, "data"));
  std::vector<ListedModel> models;
  for (const json::value& item : *data) {
    ListedModel model;
    model.id = TextAt(item, "id");
    const json::value* meta = Find(item, "meta");
    if (meta != nullptr && !TextAt(*meta, "sha256").empty()) {
      model.kind = TextAt(*meta, "kind");
      model.own = OwnMeta{
          TextAt(*meta, "sha256"),
          TextAt(*meta, "query_prefix"),
          TextAt(*meta, "passage_prefix"),
          static_cast<std::uint32_t>(NumberAt(*meta, "dimension")),
          static_cast<std::uint32_t>(NumberAt(*meta, "max_tokens")),
          Find(*meta, "attention") != nullptr && *Find(*meta, "attention") == json::value(true)};
    }
    if (!model.id.empty()) models.push_back(std::move(model));
  }
  return models;
}

bool SaysTooLong(std::string_view body) {
  const auto answer = Parse(body);
  const json::value* error = answer ? Find(*answer, "error") : nullptr;
  return error != nullptr && (TextAt(*error, "code") == "context_length_exceeded" ||
                              TextAt(*error, "type") == "exceed_context_size_error");
}

std::string SaidInError(std::string_view body) {
  json::error_code error;
  const json::value value = json::parse(View(body), error);
  std::string said;
  if (!error) {
    const json::value* inner = Find(value, "error");
    if (inner != nullptr)
      said = inner->is_string() ? std::string(inner->as_string()) : TextAt(*inner, "message");
    if (said.empty()) said = TextAt(value, "message");
    if (said.empty()) said = TextAt(value, "detail");
  }
  if (said.empty()) said = body.substr(0, kLongestQuote);
  if (said.size() > kLongestQuote) said.resize(kLongestQuote);
  for (char& letter : said) {
    if (static_cast<unsigned char>(letter) < 0x20U || letter == 0x7F) letter = ' ';
  }
  return said.empty() ? "nothing" : said;
}

}  // namespace wenyuan::llm_openai
