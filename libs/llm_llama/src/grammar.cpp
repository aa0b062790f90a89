#include <json-schema-to-grammar.h>
#include <json.h>

#include <exception>
#include <regex>

#include "wenyuan/llm_llama/text_model.h"

namespace wenyuan::llm_llama {
namespace {

constexpr std::string_view kAnyObject = R"({"type":"object"})";

// The library lets up to twenty blanks stand between any two words, and weak models fill them all.
std::string WithoutEndlessBlanks(const std::string& grammar) {
  static const std::regex kBlanks("(^|\n)space ::=[^\n]*");
  return std::regex_replace(grammar, kBlanks, "$1space ::= | \" \" | \"\\n\" [ ]{0,8}");
}

}  // namespace

Result<std::string> GrammarOfJsonSchema(std::string_view schema) {
  try {
    const common_json parsed =
        common_json::parse(std::string(schema.empty() ? kAnyObject : schema));
    if (!parsed.is_object()) {
      return Error{ErrorCode::kInvalidArgument, "a JSON schema must be an object",
                   "JSON Schema 必须是对象"};
    }
    const common_json whole = parsed.empty() ? common_json::parse(std::string(kAnyObject)) : parsed;
    return WithoutEndlessBlanks(::json_schema_to_grammar(whole, true));
  } catch (const std::exception& error) {
    return Error{ErrorCode::kInvalidArgument,
                 "the JSON schema cannot become a grammar: " + std::string(error.what()),
                 "无法把该 JSON Schema 转换为语法：" + std::string(error.what())};
  }
}

}  // namespace wenyuan::llm_llama
