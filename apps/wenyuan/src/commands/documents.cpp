#include "../json.h"
#include "commands.h"
#include "passwords.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr std::int64_t kPage = 1'000;

std::string StateText(const Terminal& terminal, const json::value& document) {
  const std::string state = TextOf(document, "state");
  if (state == "queued") return std::string(terminal.Say("queued", "排队"));
  if (state == "running") return std::string(terminal.Say("working", "处理中"));
  if (state == "ready") return std::string(terminal.Say("ready", "就绪"));
  return std::string(terminal.Say("failed", "失败"));
}

// How far its scanned pages and pictures are; empty when all are read.
std::string UnreadText(const json::value& document) {
  const json::value& recognition = MemberOf(document, "recognition");
  return TextOf(recognition, "state") == "done" ? "" : TextOf(recognition, "text");
}

Result<json::array> AllDocuments(ApiClient& api, const DocumentsOptions& options) {
  Parameters parameters = {{"limit", std::to_string(kPage)}};
  for (const std::string& library : options.libraries) {
    WY_TRY(std::string id, LibraryId(api, library));
    parameters.emplace_back("library", std::move(id));
  }
  if (!options.state.empty()) parameters.emplace_back("state", options.state);
  if (!options.name.empty()) parameters.emplace_back("name", options.name);
  parameters.emplace_back("offset", "0");
  json::array all;
  while (true) {
    parameters.back().second = std::to_string(all.size());
    WY_TRY(const json::value page, api.Get("/api/v1/documents", parameters));
    const json::array& documents = ListOf(page, "documents");
    all.insert(all.end(), documents.begin(), documents.end());
    if (documents.empty() || static_cast<std::int64_t>(all.size()) >= IntegerOf(page, "total")) {
      return all;
    }
  }
}

int ForEach(Session& session, const std::vector<std::string>& ids, std::string_view method,
            std::string_view suffix, std::string_view done) {
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  for (const std::string& id : ids) {
    const auto answer =
        (*api)->Send(method, "/api/v1/documents/" + id + std::string(suffix), nullptr);
    if (!answer) return session.Fail(answer.error());
    if (!session.terminal().json()) session.terminal().Line(std::string(done) + id);
  }
  session.FinishOwnWork();
  return 0;
}

void SayHowFarMeaningIs(Terminal& terminal, const json::value& embedding) {
  const bool chinese = terminal.language() == Language::kChinese;
  const std::string state = TextOf(embedding, "state");
  std::string line = chinese ? "语义检索：" : "meaning: ";
  if (state == "off") {
    line += chinese ? "已关闭，仅按字词检索" : "switched off, by words only";
  } else {
    line += std::to_string(IntegerOf(embedding, "embedded")) + "/" +
            std::to_string(IntegerOf(embedding, "passages")) + (chinese ? " 个段落" : " passages");
    for (const std::string_view part : {"model", "reason"}) {
      const std::string text = TextOf(embedding, part);
      if (!text.empty()) line += (chinese ? "，" : ", ") + text;
    }
  }
  terminal.Line(line);
}

}  // namespace

int RunDocuments(Session& session, const DocumentsOptions& options) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto documents = AllDocuments(**api, options);
  if (!documents) return session.Fail(documents.error());
  if (terminal.json()) {
    terminal.Line(Pretty(*documents));
    return 0;
  }
  if (documents->empty()) {
    terminal.Line(terminal.Say("No documents. Add some with: wenyuan import FOLDER",
                               "还没有文档。用 wenyuan import 文件夹 来导入。"));
    return 0;
  }
  std::vector<std::vector<std::string>> rows = {
      {std::string(terminal.Say("ID", "编号")), std::string(terminal.Say("STATE", "状态")),
       std::string(terminal.Say("PAGES", "页")), std::string(terminal.Say("PASSAGES", "段落")),
       std::string(terminal.Say("LIBRARY", "知识库")), std::string(terminal.Say("TITLE", "标题"))}};
  for (const json::value& document : *documents) {
    std::string title = TextOf(document, "title");
    const std::string reason = TextOf(document, "reason");
    if (!reason.empty()) title += " — " + reason;
    if (const std::string unread = UnreadText(document); !unread.empty()) title += " — " + unread;
    rows.push_back({TextOf(document, "document_id"), StateText(terminal, document),
                    std::to_string(IntegerOf(document, "pages")),
                    std::to_string(IntegerOf(document, "chunks")),
                    Fit(TextOf(document, "library"), 20), title});
  }
  std::string table = FormatTable(rows);
  table.pop_back();
  terminal.Line(table);
  return 0;
}

int RunDocumentShow(Session& session, const std::string& id) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto document = (*api)->Get("/api/v1/documents/" + id);
  if (!document) return session.Fail(document.error());
  if (terminal.json()) {
    terminal.Line(Pretty(*document));
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  const auto row = [&](std::string_view english, std::string_view chinese, std::string value) {
    rows.push_back({std::string(terminal.Say(english, chinese)), std::move(value)});
  };
  row("Title", "标题", TextOf(*document, "title"));
  row("Source", "来源", TextOf(*document, "source_name"));
  row("Library", "知识库", TextOf(*document, "library"));
  row("State", "状态", StateText(terminal, *document));
  if (const std::string reason = TextOf(*document, "reason"); !reason.empty()) {
    row("Reason", "原因", reason);
  }
  if (const std::string read = TextOf(MemberOf(*document, "recognition"), "text"); !read.empty()) {
    row("Recognition", "文字识别", read);
  }
  if (const std::string parent = TextOf(*document, "parent"); !parent.empty()) {
    row("Came in", "来自", parent);
  }
  row("Format", "格式", TextOf(*document, "format"));
  row("Revision", "修订", std::to_string(IntegerOf(*document, "revision")));
  row("Pages", "页数", std::to_string(IntegerOf(*document, "pages")));
  row("Passages", "段落", std::to_string(IntegerOf(*document, "chunks")));
  row("Bytes", "字节", std::to_string(IntegerOf(*document, "bytes")));
  row("Changed", "更新", TextOf(*document, "changed"));
  std::string table = FormatTable(rows);
  table.pop_back();
  terminal.Line(table);
  return 0;
}

int RunDocumentPassages(Session& session, const std::string& id) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto document = (*api)->Get("/api/v1/documents/" + id);
  if (!document) return session.Fail(document.error());
  const std::int64_t revision = IntegerOf(*document, "revision");
  if (revision == 0) {
    return session.Fail({ErrorCode::kNotFound, "document '" + id + "' is not ready yet",
                         "文档“" + id + "”尚未就绪"});
  }
  const auto chunks =
      (*api)->Get("/api/v1/documents/" + id + "/revisions/" + std::to_string(revision) + "/chunks");
  if (!chunks) return session.Fail(chunks.error());
  if (terminal.json()) {
    terminal.Line(Pretty(MemberOf(*chunks, "chunks")));
    return 0;
  }
  for (const json::value& chunk : ListOf(*chunks, "chunks")) {
    const std::string heading = TextOf(chunk, "heading_path");
    if (!heading.empty()) terminal.Line(terminal.Bold(heading));
    terminal.Line(TextOf(chunk, "text") + "\n");
  }
  return 0;
}

int RunDocumentDelete(Session& session, const std::vector<std::string>& ids) {
  return ForEach(session, ids, "DELETE", "", session.terminal().Say("deleted ", "已删除 "));
}

int RunDocumentRetry(Session& session, const std::vector<std::string>& ids) {
  return ForEach(session, ids, "POST", "/retry",
                 session.terminal().Say("queued again ", "已重新排队 "));
}

int RunDocumentUnlock(Session& session, const UnlockOptions& options) {
  Terminal& terminal = session.terminal();
  auto passwords = Passwords::Read(options.password_file);
  if (!passwords) return session.Fail(passwords.error());
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  bool all = true;
  for (const std::string& id : options.documents) {
    const auto before = (*api)->Get("/api/v1/documents/" + id);
    if (!before) return session.Fail(before.error());
    if (!FlagOf(*before, "needs_password")) {
      return session.Fail({ErrorCode::kConflict,
                           "document '" + id + "' does not ask for a password",
                           "文档“" + id + "”不需要密码"});
    }
    if (options.password_file.empty() && !CanAsk()) {
      return session.Fail({ErrorCode::kInvalidArgument,
                           "there is nobody to ask for the password; give --password-file FILE",
                           "无法询问密码；请用 --password-file 指定密码文件"});
    }
    const auto after = passwords->Unlock(session, **api, id, TextOf(*before, "source_name"));
    if (!after) return session.Fail(after.error());
    const bool opened = TextOf(*after, "state") == "ready";
    all = all && opened;
    if (terminal.json()) {
      terminal.Line(Pretty(*after));
    } else {
      terminal.Line(opened ? std::string(terminal.Say("opened ", "已打开 ")) + id
                           : "✗ " + id + ": " + TextOf(*after, "reason"));
    }
  }
  session.FinishOwnWork();
  return all ? 0 : 1;
}

int RunJobs(Session& session) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto jobs = (*api)->Get("/api/v1/jobs");
  if (!jobs) return session.Fail(jobs.error());
  if (terminal.json()) {
    terminal.Line(Pretty(*jobs));
    return 0;
  }
  const json::value& counts = MemberOf(*jobs, "counts");
  const auto count = [&](std::string_view name) { return std::to_string(IntegerOf(counts, name)); };
  terminal.Line(terminal.language() == Language::kChinese
                    ? "就绪 " + count("ready") + " · 处理中 " + count("running") + " · 排队 " +
                          count("queued") + " · 失败 " + count("failed")
                    : count("ready") + " ready · " + count("running") + " working · " +
                          count("queued") + " queued · " + count("failed") + " failed");
  if ((*api)->server_outlives_us()) {
    SayHowFarMeaningIs(terminal, MemberOf(*jobs, "embedding"));
  } else {
    terminal.Note(terminal.Say(
        "No server runs. What waits, and vectors that are missing, are made by: wenyuan serve",
        "没有运行中的服务。排队的文档和尚缺的向量由 wenyuan serve 处理。"));
  }
  for (const json::value& document : ListOf(*jobs, "running")) {
    terminal.Line("  " + StateText(terminal, document) + "  " + TextOf(document, "source_name"));
  }
  for (const json::value& group : ListOf(*jobs, "failed")) {
    terminal.Line("  " + std::to_string(IntegerOf(group, "count")) + " × " +
                  TextOf(group, "reason"));
    for (const json::value& document : ListOf(group, "documents")) {
      terminal.Line("      " + TextOf(document, "document_id") + "  " +
                    TextOf(document, "source_name"));
    }
  }
  return 0;
}

}  // namespace wenyuan::app
