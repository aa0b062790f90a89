#include "document_name.h"

#include "../json.h"
#include "../terminal.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

bool IsId(const std::string& text) {
  return text.starts_with("d_") &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

}  // namespace

Result<std::string> DocumentId(ApiClient& api, const std::string& name_or_id) {
  if (IsId(name_or_id)) return name_or_id;
  WY_TRY(const json::value page,
         api.Get("/api/v1/documents", {{"name", name_or_id}, {"limit", "100"}}));
  std::string only;
  std::string several;
  for (const json::value& document : ListOf(page, "documents")) {
    const std::string id = TextOf(document, "document_id");
    const std::string source = TextOf(document, "source_name");
    const std::string file = source.substr(source.rfind('/') + 1);
    const bool exact =
        name_or_id == source || name_or_id == file || name_or_id == TextOf(document, "title");
    if (!exact) continue;
    several += (several.empty() ? "" : ", ") + id + " (" + source + ")";
    only = id;
  }
  if (only.empty()) {
    return Error{ErrorCode::kNotFound,
                 "there is no document '" + name_or_id + "'; `wenyuan documents` lists them",
                 "没有文档“" + name_or_id + "”；可用 wenyuan documents 查看"};
  }
  if (several.size() > only.size() && several.find(", d_") != std::string::npos) {
    return Error{
        ErrorCode::kInvalidArgument,
        "several documents are called '" + name_or_id + "'; name one by its id: " + several,
        "有多个名为“" + name_or_id + "”的文档；请用编号指定：" + several};
  }
  return only;
}

Result<void> CheckModelIsOurs(const ApiClient& api, const std::string& model) {
  if (model.empty() || !api.server_outlives_us()) return {};
  return Error{ErrorCode::kConflict,
               "a server runs, so its own model answers; name another in its settings "
               "(models.generator), or stop it first",
               "服务器正在运行，由它自己的模型回答；请在设置 models.generator "
               "中指定其他模型，或先停止服务器"};
}

std::string PageMark(const Terminal& terminal, std::int64_t page) {
  if (page == 0) return {};
  const std::string number = std::to_string(page);
  return terminal.language() == Language::kChinese ? " · 第 " + number + " 页" : " · p. " + number;
}

}  // namespace wenyuan::app
