#include <chrono>
#include <cstdio>
#include <thread>

#include "../json.h"
#include "eval_set.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr std::chrono::milliseconds kLook{200};

// Every way not to know: the gate's caller asks only whether it passed.
constexpr int kCannotTell = 2;

// Starts a run and waits for its end.
Result<json::value> Measure(ApiClient& api, Terminal& terminal, const EvalSetOptions& options,
                            const std::string& set) {
  WY_TRY(json::value run,
         api.Send("POST", set + "/runs",
                  json::object{{"label", options.label}, {"with_answers", options.with_answers}}));
  const std::string path = set + "/runs/" + TextOf(run, "id");
  for (std::string state = TextOf(run, "state"); state == "queued" || state == "running";
       state = TextOf(run, "state")) {
    std::this_thread::sleep_for(kLook);
    WY_TRY(run, api.Get(path));
    terminal.Progress(std::to_string(IntegerOf(run, "done")) + "/" +
                      std::to_string(IntegerOf(run, "total")));
  }
  terminal.EndProgress();
  if (TextOf(run, "state") == "done") return run;
  const std::string reason = TextOf(run, "reason");
  return Error{ErrorCode::kUnavailable,
               "the run '" + TextOf(run, "id") +
                   "' was not done to its end: " + (reason.empty() ? "it was cancelled" : reason),
               "评测“" + TextOf(run, "id") + "”未完成：" + (reason.empty() ? "已取消" : reason)};
}

// Shown, and never judged.
std::string Times(const Terminal& terminal, const json::value& summary) {
  struct Kind {
    std::string_view name;
    const char* english;
    const char* chinese;
  };
  static constexpr Kind kKinds[] = {{"search", "search", "检索"},
                                    {"first", "first token", "首字"},
                                    {"first_sentence", "first sentence", "首句"},
                                    {"answer", "answer", "回答"}};
  std::string lines;
  for (const Kind& kind : kKinds) {
    const std::string name(kind.name);
    const double p50 = NumberOf(summary, name + "_p50_ms");
    if (p50 <= 0) continue;
    char text[96];
    std::snprintf(text, sizeof text, "p50 %.1f ms, p99 %.1f ms", p50,
                  NumberOf(summary, name + "_p99_ms"));
    lines += (lines.empty() ? "" : "\n") + std::string(terminal.Say(kind.english, kind.chinese)) +
             " " + text;
  }
  return lines;
}

void PrintRun(Terminal& terminal, const json::value& run) {
  const json::value& summary = MemberOf(run, "summary");
  std::vector<std::vector<std::string>> rows = {
      {std::string(terminal.Say("MEASURE", "指标")), std::string(terminal.Say("QUESTIONS", "问题")),
       std::string(terminal.Say("VALUE [95 %]", "数值 [95 %]"))}};
  if (const auto* measures = MemberOf(summary, "measures").if_object()) {
    for (const auto& [name, estimate] : *measures) {
      rows.push_back({std::string(name), std::to_string(IntegerOf(estimate, "questions")),
                      EstimateText(estimate)});
    }
  }
  if (const auto* values = MemberOf(summary, "values").if_object()) {
    for (const auto& [name, estimate] : *values) {
      rows.push_back({std::string(name), std::to_string(IntegerOf(estimate, "questions")),
                      EstimateText(estimate)});
    }
  }
  terminal.Line(terminal.Bold(TextOf(run, "id")));
  terminal.Line(FormatTable(rows) + Times(terminal, summary));
  if (FlagOf(run, "changed_meanwhile")) {
    terminal.Note(terminal.Say("The library or the settings changed during this run.",
                               "评测期间知识库或设置发生了变化。"));
  }
}

std::string Signed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%+.3f", value);
  return text;
}

std::string_view Word(const Terminal& terminal, std::string_view verdict) {
  if (verdict == "pass") return terminal.Say("pass", "通过");
  if (verdict == "fail") return terminal.Say("FAIL", "未通过");
  return terminal.Say("cannot tell", "无法判断");
}

// An answer in one line, with where it comes from.
std::string AnswerLine(const Terminal& terminal, const json::value& answer) {
  if (FlagOf(answer, "refused")) return std::string(terminal.Say("(refused)", "（拒答）"));
  std::string text;
  std::string cited;
  for (const json::value& sentence : ListOf(answer, "sentences")) {
    text += (text.empty() ? "" : " ") + TextOf(sentence, "text");
    for (const json::value& one : ListOf(sentence, "citations")) {
      const std::string title = TextOf(one, "title");
      const auto page = IntegerOf(one, "page");
      const std::string place = page > 0 ? title + " p." + std::to_string(page) : title;
      if (cited.find(place) == std::string::npos) cited += (cited.empty() ? "" : "; ") + place;
    }
  }
  return Fit(text, 110) + (cited.empty() ? "" : " [" + Fit(cited, 50) + "]");
}

// Side by side, as far as the reader may see them; nothing where nothing was answered.
void PrintAnswers(Terminal& terminal, const json::value& changed) {
  const json::value& before = MemberOf(changed, "answer_before");
  const json::value& after = MemberOf(changed, "answer_after");
  if (!before.is_object() && !after.is_object()) return;
  std::string right;
  for (const json::value& one : ListOf(changed, "right")) {
    if (!one.is_string()) continue;
    right += (right.empty() ? "" : " | ") + std::string(one.as_string().c_str());
  }
  if (FlagOf(changed, "refuse")) right = terminal.Say("(must be refused)", "（应拒答）");
  const auto line = [&](std::string_view name, const std::string& text) {
    terminal.Line("      " + std::string(name) + text);
  };
  if (!right.empty()) line(terminal.Say("right   ", "正确  "), Fit(right, 110));
  if (before.is_object()) line(terminal.Say("before  ", "之前  "), AnswerLine(terminal, before));
  if (after.is_object()) line(terminal.Say("after   ", "之后  "), AnswerLine(terminal, after));
}

void PrintChanged(Terminal& terminal, const json::value& comparison, std::string_view list,
                  std::string_view sign) {
  constexpr std::size_t kShown = 10;
  const json::array& changed = ListOf(comparison, list);
  for (std::size_t i = 0; i < changed.size() && i < kShown; ++i) {
    char values[48];
    std::snprintf(values, sizeof values, " %.3f → %.3f  ", NumberOf(changed[i], "before"),
                  NumberOf(changed[i], "after"));
    terminal.Line("  " + std::string(sign) + values + Fit(TextOf(changed[i], "text"), 90));
    PrintAnswers(terminal, changed[i]);
  }
}

void PrintGate(Terminal& terminal, const json::value& answer) {
  PrintRun(terminal, MemberOf(answer, "after"));
  terminal.Line("");
  PrintComparison(terminal, MemberOf(answer, "comparison"));
}

Result<int> Gate(ApiClient& api, Terminal& terminal, const EvalSetOptions& options) {
  WY_TRY(const std::string set, QuestionSetPath(api, options));
  std::string run = options.run;
  if (run.empty()) {
    WY_TRY(const json::value measured, Measure(api, terminal, options, set));
    run = TextOf(measured, "id");
  }
  Parameters parameters;
  if (!options.baseline.empty()) parameters.emplace_back("with", options.baseline);
  if (options.gate) parameters.emplace_back("measure", "token_f1");
  WY_TRY(const json::value answer, api.Get(set + "/runs/" + run + "/comparison", parameters));
  if (terminal.json()) {
    terminal.Line(Pretty(answer));
  } else {
    PrintGate(terminal, answer);
  }
  const std::string verdict = TextOf(MemberOf(MemberOf(answer, "comparison"), "gate"), "verdict");
  const bool is_first = MemberOf(answer, "before").is_null() && verdict != "fail";
  if (options.accept && (verdict == "pass" || is_first)) {
    WY_CHECK(api.Send("PATCH", set, json::object{{"baseline", run}}));
    terminal.Note(
        std::string(terminal.Say("This run is the baseline now.", "已将本次评测设为基准。")));
  }
  return verdict == "pass" ? 0 : verdict == "fail" ? 1 : kCannotTell;
}

}  // namespace

void PrintComparison(Terminal& terminal, const json::value& comparison) {
  const json::value& gate = MemberOf(comparison, "gate");
  std::vector<std::vector<std::string>> rows = {
      {std::string(terminal.Say("RULE", "规则")), std::string(terminal.Say("VERDICT", "结论")),
       std::string(terminal.Say("CHANGE [95 %]", "变化 [95 %]")),
       std::string(terminal.Say("WHY", "原因"))}};
  for (const json::value& finding : ListOf(gate, "findings")) {
    const json::value& difference = MemberOf(finding, "difference");
    rows.push_back({TextOf(finding, "measure"),
                    std::string(Word(terminal, TextOf(finding, "verdict"))),
                    difference.is_object() ? Signed(NumberOf(difference, "difference")) + " [" +
                                                 Signed(NumberOf(difference, "low")) + ", " +
                                                 Signed(NumberOf(difference, "high")) + "]"
                                           : "-",
                    TextOf(finding, "reason")});
  }
  std::string table = FormatTable(rows);
  table.pop_back();
  terminal.Line(table);
  PrintChanged(terminal, comparison, "lost", "-");
  PrintChanged(terminal, comparison, "won", "+");
  terminal.Line(terminal.Bold(Word(terminal, TextOf(gate, "verdict"))));
}

int RunEvalRun(Session& session, const EvalSetOptions& options) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto set = QuestionSetPath(**api, options);
  if (!set) return session.Fail(set.error());
  session.AwaitEmbedder();
  const auto run = Measure(**api, terminal, options, *set);
  if (!run) return session.Fail(run.error());
  if (terminal.json()) {
    terminal.Line(Pretty(*run));
  } else {
    PrintRun(terminal, *run);
  }
  return 0;
}

int RunEvalRuns(Session& session, const EvalSetOptions& options) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto set = QuestionSetPath(**api, options);
  if (!set) return session.Fail(set.error());
  const auto answer = (*api)->Get(*set + "/runs");
  if (!answer) return session.Fail(answer.error());
  if (terminal.json()) {
    terminal.Line(Pretty(*answer));
    return 0;
  }
  std::vector<std::vector<std::string>> rows = {
      {std::string(terminal.Say("ID", "编号")), std::string(terminal.Say("STATE", "状态")),
       std::string(terminal.Say("CREATED", "时间")), "hit@1", "ndcg@10",
       std::string(terminal.Say("LABEL", "说明"))}};
  for (const json::value& run : ListOf(*answer, "runs")) {
    const json::value& measures = MemberOf(MemberOf(run, "summary"), "measures");
    std::vector<std::string> row = {TextOf(run, "id"), TextOf(run, "state"),
                                    TextOf(run, "created")};
    for (const std::string_view measure : {"hit@1", "ndcg@10"}) {
      char value[16];
      std::snprintf(value, sizeof value, "%.3f", NumberOf(MemberOf(measures, measure), "value"));
      row.emplace_back(value);
    }
    row.push_back(TextOf(run, "label"));
    rows.push_back(std::move(row));
  }
  std::string table = FormatTable(rows);
  table.pop_back();
  terminal.Line(table);
  return 0;
}

int RunEvalGate(Session& session, const EvalSetOptions& options) {
  const auto api = session.Api();
  if (api && options.run.empty()) session.AwaitEmbedder();
  const auto code = api ? Gate(**api, session.terminal(), options) : Result<int>(api.error());
  if (code) return *code;
  session.Fail(code.error());
  return kCannotTell;
}

}  // namespace wenyuan::app
