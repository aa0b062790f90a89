#include "wenyuan/eval/collection.h"

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "lines.h"

namespace wenyuan::eval {
namespace {

namespace json = boost::json;

// One line of a file, for messages.
struct Place {
  const std::filesystem::path& path;
  std::size_t line;
};

Error Wrong(const Place& place, const std::string& what, const std::string& what_zh) {
  const std::string line = std::to_string(place.line);
  return {ErrorCode::kInvalidArgument,
          "reading '" + place.path.string() + "' failed: line " + line + " " + what,
          "无法读取“" + place.path.string() + "”：第 " + line + " 行" + what_zh};
}

Result<json::object> ParseLine(const Place& place, std::string_view line) {
  json::error_code failed;
  json::value value = json::parse({line.data(), line.size()}, failed);
  if (failed || !value.is_object()) {
    return Wrong(place, "is no JSON object", "不是 JSON 对象");
  }
  return std::move(value.as_object());
}

std::optional<std::string> AsText(const json::value* value) {
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return std::string(value->get_string());
  if (value->is_int64()) return std::to_string(value->get_int64());
  if (value->is_uint64()) return std::to_string(value->get_uint64());
  return std::nullopt;
}

Result<std::string> Required(const Place& place, const json::object& object, const char* key) {
  if (auto text = AsText(object.if_contains(key))) return *std::move(text);
  return Wrong(place, std::string("has no text \"") + key + "\"",
               std::string("缺少文本字段“") + key + "”");
}

Result<std::vector<std::string>> Texts(const Place& place, const json::object& object,
                                       const char* key) {
  std::vector<std::string> texts;
  const json::value* const value = object.if_contains(key);
  if (value == nullptr || value->is_null()) return texts;
  if (!value->is_array()) {
    return Wrong(place, std::string("has a \"") + key + "\" that is no list",
                 std::string("的“") + key + "”不是列表");
  }
  for (const json::value& item : value->get_array()) {
    auto text = AsText(&item);
    if (!text) {
      return Wrong(place, std::string("has something in \"") + key + "\" that is no text",
                   std::string("的“") + key + "”里有非文本内容");
    }
    texts.push_back(*std::move(text));
  }
  return texts;
}

Result<Grades> Relevant(const Place& place, const json::object& object) {
  Grades grades;
  const json::value* const value = object.if_contains("relevant");
  if (value != nullptr && value->is_object()) {
    for (const auto& member : value->get_object()) {
      if (!member.value().is_int64()) {
        return Wrong(place, "has a grade in \"relevant\" that is no whole number",
                     "的“relevant”里有非整数的等级");
      }
      grades[std::string(member.key())] = static_cast<int>(member.value().get_int64());
    }
    return grades;
  }
  WY_TRY(const std::vector<std::string> documents, Texts(place, object, "relevant"));
  for (const std::string& document : documents) grades[document] = 1;
  return grades;
}

}  // namespace

Result<std::vector<CorpusDocument>> ReadCorpus(const std::filesystem::path& path) {
  std::vector<CorpusDocument> corpus;
  WY_CHECK(ForEachLine(path, [&](std::size_t number, std::string_view line) -> Result<void> {
    const Place place{path, number};
    WY_TRY(const json::object object, ParseLine(place, line));
    CorpusDocument document;
    WY_TRY(document.id, Required(place, object, "id"));
    WY_TRY(document.text, Required(place, object, "text"));
    document.title = AsText(object.if_contains("title")).value_or("");
    corpus.push_back(std::move(document));
    return {};
  }));
  return corpus;
}

Result<std::vector<JudgedQuery>> ReadQueries(const std::filesystem::path& path) {
  std::vector<JudgedQuery> queries;
  WY_CHECK(ForEachLine(path, [&](std::size_t number, std::string_view line) -> Result<void> {
    const Place place{path, number};
    WY_TRY(const json::object object, ParseLine(place, line));
    JudgedQuery query;
    WY_TRY(query.id, Required(place, object, "id"));
    WY_TRY(query.text, Required(place, object, "text"));
    WY_TRY(query.answers, Texts(place, object, "answers"));
    WY_TRY(query.relevant, Relevant(place, object));
    queries.push_back(std::move(query));
    return {};
  }));
  return queries;
}

}  // namespace wenyuan::eval
