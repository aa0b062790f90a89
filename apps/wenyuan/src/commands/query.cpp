#include <algorithm>
#include <string>

#include "../json.h"
#include "commands.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

std::string PageOf(const Terminal& terminal, const json::value& place) {
  const std::int64_t page = IntegerOf(place, "page");
  if (page == 0) return {};
  const std::string number = std::to_string(page);
  return terminal.language() == Language::kChinese ? " · 第 " + number + " 页" : " · p. " + number;
}

std::string SourceOf(const Terminal& terminal, const json::value& place) {
  return TextOf(place, "title") + PageOf(terminal, place);
}

// The passage on one or more lines of the terminal, indented, without line breaks of its own.
std::string Quoted(std::string text, std::size_t columns) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return "    " + Fit(text, columns);
}

Result<json::object> RequestBody(ApiClient& api, const QueryOptions& options,
                                 std::string_view question_member) {
  json::object body{
      {json::string_view(question_member.data(), question_member.size()), options.text}};
  if (!options.libraries.empty()) {
    json::array ids;
    for (const std::string& library : options.libraries) {
      WY_TRY(const std::string id, LibraryId(api, library));
      ids.emplace_back(id);
    }
    body["libraries"] = std::move(ids);
  }
  if (!options.format.empty()) body["format"] = options.format;
  if (!options.tag.empty()) body["tag"] = options.tag;
  return body;
}

// Models that took no part, or not in all of it, and why. One that is switched off goes unsaid.
void SayWhatWasAway(Terminal& terminal, const json::value& found) {
  for (const std::string_view part : {"meaning", "reranking"}) {
    const std::string state = TextOf(MemberOf(found, part), "state");
    const std::string reason = TextOf(MemberOf(found, part), "reason");
    if (state != "off" && !reason.empty()) terminal.Note(reason);
  }
}

void SayWhoAnswered(Terminal& terminal, const json::value& answer) {
  const std::string why = TextOf(answer, "without_model");
  if (!why.empty()) {
    terminal.Note(std::string(terminal.Say("Without the model: ", "未使用模型：")) + why);
  } else if (TextOf(answer, "model") != "extractive" && !FlagOf(answer, "refused")) {
    terminal.Note(std::string(terminal.Say("Written by ", "撰写：")) + TextOf(answer, "model"));
  }
  if (const std::int64_t left_out = IntegerOf(answer, "unproven"); left_out > 0) {
    terminal.Note(std::string(terminal.Say("Left out, because no passage proves it: sentences ",
                                           "没有依据而略去的句数：")) +
                  std::to_string(left_out));
  }
}

}  // namespace

int RunSearch(Session& session, const QueryOptions& options) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  session.AwaitEmbedder();
  auto body = RequestBody(**api, options, "query");
  if (!body) return session.Fail(body.error());
  (*body)["k"] = options.k;
  const auto found = (*api)->Send("POST", "/api/v1/search", *body);
  if (!found) return session.Fail(found.error());
  if (terminal.json()) {
    terminal.Line(Pretty(*found));
    return 0;
  }
  SayWhatWasAway(terminal, *found);
  if (ListOf(*found, "hits").empty()) {
    terminal.Line(terminal.Say("Nothing found. Try other words, or import more documents.",
                               "没有找到。换一种说法试试，或先导入更多文档。"));
    return 0;
  }
  for (const json::value& hit : ListOf(*found, "hits")) {
    const std::string heading = TextOf(hit, "heading_path");
    terminal.Line(std::to_string(IntegerOf(hit, "rank")) + ". " +
                  terminal.Bold(SourceOf(terminal, hit)) +
                  (heading.empty() ? "" : terminal.Dim("  " + heading)));
    terminal.Line(Quoted(TextOf(hit, "text"), 150));
  }
  return 0;
}

int RunAsk(Session& session, const QueryOptions& options) {
  Terminal& terminal = session.terminal();
  if (!options.extractive) session.WantGenerator(options.model);
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  if (!options.model.empty() && (*api)->server_outlives_us()) {
    return session.Fail({ErrorCode::kConflict,
                         "a server runs, so its own model answers; name another in its settings "
                         "(models.generator), or stop it first",
                         "服务器正在运行，由它自己的模型回答；请在设置 models.generator "
                         "中指定其他模型，或先停止服务器"});
  }
  session.AwaitEmbedder();
  session.AwaitGenerator();
  auto body = RequestBody(**api, options, "question");
  if (!body) return session.Fail(body.error());
  (*body)["extractive"] = options.extractive;
  const auto answer = (*api)->Send("POST", "/api/v1/ask", *body);
  if (!answer) return session.Fail(answer.error());
  if (terminal.json()) {
    terminal.Line(Pretty(*answer));
    return 0;
  }
  SayWhoAnswered(terminal, *answer);
  if (FlagOf(*answer, "refused")) {
    terminal.Line(TextOf(*answer, "answer"));
    const auto& passages = ListOf(*answer, "passages");
    if (!passages.empty()) terminal.Line(terminal.Say("Nearest passages:", "最接近的段落："));
    for (std::size_t i = 0; i < std::min<std::size_t>(3, passages.size()); ++i) {
      terminal.Line("  · " + SourceOf(terminal, passages[i]));
      terminal.Line(Quoted(TextOf(passages[i], "text"), 120));
    }
    return 0;
  }
  std::string sources;
  std::size_t number = 0;
  for (const json::value& sentence : ListOf(*answer, "sentences")) {
    std::string marks;
    for (const json::value& citation : ListOf(sentence, "citations")) {
      const std::string mark = "[" + std::to_string(++number) + "]";
      marks += mark;
      sources += "  " + mark + " " + SourceOf(terminal, citation) + "\n" +
                 Quoted(TextOf(citation, "quote"), 120) + "\n";
    }
    terminal.Line(TextOf(sentence, "text") + " " + terminal.Bold(marks));
  }
  if (!sources.empty()) sources.pop_back();
  terminal.Line("\n" + std::string(terminal.Say("Sources", "出处")));
  terminal.Line(sources);
  return 0;
}

}  // namespace wenyuan::app
