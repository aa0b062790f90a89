#include <algorithm>

#include "../json.h"
#include "commands.h"
#include "wenyuan/api/api.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

std::string InWords(const Terminal& terminal, const json::value& readers) {
  if (!FlagOf(readers, "restricted")) {
    return std::string(
        terminal.Say("everybody who may read its library", "可阅读其知识库的所有人"));
  }
  std::string names(terminal.Say("owners of its library", "其知识库的所有者"));
  for (const json::value& reader : ListOf(readers, "readers")) {
    names += std::string(terminal.Say(", ", "、")) + TextOf(reader, "name");
  }
  return names;
}

int Show(Session& session, ApiClient& api, const std::vector<std::string>& documents) {
  Terminal& terminal = session.terminal();
  for (const std::string& id : documents) {
    const auto readers = api.Get("/api/v1/documents/" + id + "/readers");
    if (!readers) return session.Fail(readers.error());
    terminal.Line(terminal.json() ? Pretty(*readers) : id + ": " + InWords(terminal, *readers));
  }
  return 0;
}

int Change(Session& session, ApiClient& client, const ReadersOptions& options) {
  std::size_t changed = 0;
  for (std::size_t at = 0; at < options.documents.size(); at += api::kMostDocumentsAtOnce) {
    const std::size_t end = std::min(at + api::kMostDocumentsAtOnce, options.documents.size());
    json::array documents;
    for (std::size_t i = at; i < end; ++i) documents.emplace_back(options.documents[i]);
    json::object body{{"documents", std::move(documents)}, {"restricted", !options.everybody}};
    if (!options.everybody) body["readers"] = json::array(options.only.begin(), options.only.end());
    const auto answer = client.Send("POST", "/api/v1/documents/readers", body);
    if (!answer) return session.Fail(answer.error());
    changed += static_cast<std::size_t>(IntegerOf(*answer, "documents"));
  }
  Terminal& terminal = session.terminal();
  if (terminal.json()) {
    terminal.Line(Pretty(json::object{{"documents", changed}}));
  } else if (terminal.language() == Language::kChinese) {
    terminal.Line("已更改 " + std::to_string(changed) + " 个文档的读者");
  } else {
    terminal.Line("changed the readers of " + std::to_string(changed) +
                  (changed == 1 ? " document" : " documents"));
  }
  return 0;
}

}  // namespace

int RunDocumentReaders(Session& session, const ReadersOptions& options) {
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  if (options.only.empty() && !options.owners_only && !options.everybody) {
    return Show(session, **api, options.documents);
  }
  return Change(session, **api, options);
}

}  // namespace wenyuan::app
