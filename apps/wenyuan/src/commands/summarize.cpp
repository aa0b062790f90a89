#include <charconv>
#include <optional>
#include <string>

#include "../answer_text.h"
#include "../json.h"
#include "document_name.h"
#include "summary_commands.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

struct Pages {
  std::int64_t first = 0;  // 0: from the beginning
  std::int64_t last = 0;   // 0: to the end
};

std::optional<std::int64_t> PageNumber(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number < 1) return {};
  return number;
}

// "3-10", "3-", "-10" or "3".
Result<Pages> ReadPages(const std::string& text) {
  Pages pages;
  if (text.empty()) return pages;
  const std::size_t dash = text.find('-');
  const std::string first = text.substr(0, dash);
  const std::string last = dash == std::string::npos ? first : text.substr(dash + 1);
  const auto from = PageNumber(first);
  const auto to = PageNumber(last);
  if ((from || first.empty()) && (to || last.empty()) && (from || to)) {
    return Pages{from.value_or(0), to.value_or(0)};
  }
  return Error{ErrorCode::kInvalidArgument,
               "'" + text + "' are no pages such as 3-10, 3-, -10 or 3",
               "“" + text + "”不是有效的页码，应如 3-10、3-、-10 或 3"};
}

Result<json::object> RequestBody(ApiClient& api, const SummarizeOptions& options) {
  WY_TRY(const Pages pages, ReadPages(options.pages));
  json::array ids;
  for (const std::string& document : options.documents) {
    WY_TRY(const std::string id, DocumentId(api, document));
    ids.emplace_back(id);
  }
  json::object body;
  if (ids.size() == 1) {
    body["document"] = ids.front();
  } else {
    body["documents"] = std::move(ids);
  }
  if (pages.first > 0) body["first_page"] = pages.first;
  if (pages.last > 0) body["last_page"] = pages.last;
  if (options.revision > 0) body["revision"] = options.revision;
  if (!options.heading.empty()) body["heading"] = options.heading;
  if (!options.length.empty()) body["length"] = options.length;
  if (options.sentences > 0) body["sentences"] = options.sentences;
  if (!options.language.empty()) body["language"] = options.language;
  body["extractive"] = options.extractive;
  return body;
}

void SayWhoWrote(Terminal& terminal, const json::value& summary) {
  const std::string why = TextOf(summary, "without_model");
  if (!why.empty()) {
    terminal.Note(std::string(terminal.Say("Without the model: ", "未使用模型：")) + why);
  }
  if (TextOf(summary, "model") != "extractive") {
    terminal.Note(std::string(terminal.Say("Written by ", "撰写：")) + TextOf(summary, "model"));
  }
}

// Each sentence with the mark of its source, under the document it is of when there are several.
void ShowPoints(Terminal& terminal, const json::value& summary) {
  const json::array& sources = ListOf(summary, "sources");
  std::int64_t current = -1;
  std::size_t number = 0;
  std::string proofs;
  for (const json::value& point : ListOf(summary, "points")) {
    const std::int64_t source = IntegerOf(point, "source");
    if (sources.size() > 1 && source != current) {
      const auto at = static_cast<std::size_t>(source);
      terminal.Line((current < 0 ? "" : "\n") + terminal.Bold(TextOf(sources[at], "title")));
    }
    current = source;
    const json::value& sentence = MemberOf(point, "sentence");
    std::string marks;
    for (const json::value& citation : ListOf(sentence, "citations")) {
      const std::string mark = "[" + std::to_string(++number) + "]";
      marks += mark;
      const std::string heading = TextOf(point, "heading");
      proofs += "  " + mark + " " + TextOf(citation, "title") +
                PageMark(terminal, IntegerOf(citation, "page")) +
                (heading.empty() ? "" : "  " + terminal.Dim(heading)) + "\n";
    }
    terminal.Line("· " + TextOf(sentence, "text") + " " + terminal.Bold(marks));
  }
  if (proofs.empty()) return;
  proofs.pop_back();
  terminal.Line("\n" + std::string(terminal.Say("Sources", "出处")));
  terminal.Line(proofs);
}

void SayWhatIsMissing(Terminal& terminal, const json::value& summary) {
  const json::value& left_out = MemberOf(summary, "left_out");
  std::string said;
  const auto say = [&](std::int64_t count, std::string_view english, std::string_view chinese) {
    if (count == 0) return;
    const bool is_chinese = terminal.language() == Language::kChinese;
    if (!said.empty()) said += " · ";
    said += is_chinese ? std::string(chinese) + " " + std::to_string(count)
                       : std::to_string(count) + " " + std::string(english);
  };
  say(IntegerOf(left_out, "less_central"), "less central sentences", "次要句");
  say(IntegerOf(left_out, "repeated"), "repeated", "重复句");
  say(IntegerOf(left_out, "tables"), "table passages", "表格段");
  say(IntegerOf(left_out, "unread"), "passages a model did not read", "模型未读段");
  if (said.empty()) return;
  terminal.Note(terminal.Dim(std::string(terminal.Say("Not in it: ", "未收入：")) + said));
}

void ShowProgress(Terminal& terminal, const json::value& progress) {
  const std::string done = std::to_string(IntegerOf(progress, "done"));
  const std::string total = std::to_string(IntegerOf(progress, "total"));
  terminal.Progress(terminal.Dim(terminal.language() == Language::kChinese
                                     ? "正在摘要 " + done + "/" + total
                                     : "summarising " + done + "/" + total));
}

}  // namespace

int RunSummarize(Session& session, const SummarizeOptions& options) {
  Terminal& terminal = session.terminal();
  if (!options.extractive) session.WantGenerator(options.model);
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  if (const auto ours = CheckModelIsOurs(**api, options.model); !ours) {
    return session.Fail(ours.error());
  }
  session.AwaitGenerator();
  const auto body = RequestBody(**api, options);
  if (!body) return session.Fail(body.error());
  std::optional<json::value> summary;
  const auto done = (*api)->Stream("/api/v1/summaries", *body,
                                   [&](const std::string& name, const json::value& event) {
                                     if (name == "progress") ShowProgress(terminal, event);
                                     if (name == "done") summary = event;
                                   });
  terminal.EndProgress();
  if (!done) return session.Fail(done.error());
  if (!summary) {
    return session.Fail(
        {ErrorCode::kUnavailable, "the server broke off; try again", "服务器中断了摘要；请重试"});
  }
  if (terminal.json()) {
    terminal.Line(Pretty(*summary));
    return 0;
  }
  SayWhoWrote(terminal, *summary);
  ShowPoints(terminal, *summary);
  SayWhatIsMissing(terminal, *summary);
  NoteLeftOut(terminal, *summary);
  return 0;
}

}  // namespace wenyuan::app
