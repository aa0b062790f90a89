#include <chrono>
#include <cstdio>
#include <thread>

#include "../json.h"
#include "eval_set.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr std::chrono::milliseconds kLook{200};
constexpr int kCannotTell = 2;

// Starts a trial and waits for its end.
Result<json::value> Try(ApiClient& api, Terminal& terminal, const EvalTuneOptions& options,
                        const std::string& path) {
  json::object wanted;
  if (options.words_han) wanted["words_han"] = *options.words_han;
  if (options.words_other) wanted["words_other"] = *options.words_other;
  if (options.threshold) wanted["threshold"] = *options.threshold;
  WY_TRY(json::value trial, api.Send("POST", path, wanted));
  while (TextOf(trial, "state") == "running") {
    std::this_thread::sleep_for(kLook);
    WY_TRY(trial, api.Get(path));
    terminal.Progress(std::to_string(IntegerOf(trial, "done")) + "/" +
                      std::to_string(IntegerOf(trial, "total")));
  }
  terminal.EndProgress();
  if (TextOf(trial, "state") == "done") return trial;
  const std::string reason = TextOf(trial, "reason");
  return Error{ErrorCode::kUnavailable, "the settings were not tried to the end: " + reason,
               "试验未完成：" + reason};
}

std::string Number(const char* format, double number) {
  char text[32];
  std::snprintf(text, sizeof text, format, number);
  return text;
}

std::string_view Said(const Terminal& terminal, const std::string& choice) {
  if (choice == "weight") return terminal.Say("best weight", "最佳权重");
  if (choice == "meaning") return terminal.Say("meaning alone is better", "仅用语义更好");
  if (choice == "words") return terminal.Say("words alone are better", "仅用字词更好");
  return terminal.Say("too few questions: stays", "问题太少，保持不变");
}

void PrintWeights(Terminal& terminal, const json::value& trial) {
  const json::value& tuned = MemberOf(trial, "tuned");
  std::vector<std::vector<std::string>> rows = {
      {std::string(terminal.Say("QUESTIONS IN", "问题")),
       std::string(terminal.Say("NUMBER", "数量")), std::string(terminal.Say("WEIGHT", "权重")),
       std::string(terminal.Say("HIT@1", "首条命中")),
       std::string(terminal.Say("MEANING ALONE", "仅语义")),
       std::string(terminal.Say("WORDS ALONE", "仅字词")), ""}};
  for (const std::string script : {"han", "other"}) {
    const std::string weight = "words_" + script;
    std::vector<std::string> row = {
        std::string(script == "han" ? terminal.Say("Chinese characters", "汉字")
                                    : terminal.Say("other scripts", "其他文字")),
        "",
        Number("%.4g", NumberOf(MemberOf(trial, "before"), weight)) + " → " +
            Number("%.4g", NumberOf(MemberOf(trial, "after"), weight))};
    if (const json::value& one = MemberOf(tuned, script); one.is_object()) {
      row[1] = std::to_string(IntegerOf(one, "questions"));
      row.push_back(Number("%.3f", NumberOf(one, "hit_at_1_now")) + " → " +
                    Number("%.3f", NumberOf(one, "hit_at_1")));
      row.push_back(Number("%.3f", NumberOf(one, "hit_at_1_meaning")));
      row.push_back(Number("%.3f", NumberOf(one, "hit_at_1_words")));
      row.emplace_back(Said(terminal, TextOf(one, "choice")));
    }
    row.resize(rows.front().size());
    rows.push_back(std::move(row));
  }
  terminal.Line(FormatTable(rows));
  const std::string unweighed = TextOf(trial, "unweighed");
  if (!unweighed.empty()) {
    terminal.Note(std::string(terminal.Say("The weights stay: ", "权重不变：")) + unweighed);
  }
}

void PrintThreshold(Terminal& terminal, const json::value& trial) {
  const json::value& tried = MemberOf(trial, "threshold");
  if (!tried.is_object()) return;
  terminal.Line(std::string(terminal.Say("Threshold of refusal: ", "拒答阈值：")) +
                Number("%.4g", NumberOf(MemberOf(trial, "before"), "threshold")) + " → " +
                Number("%.4g", NumberOf(MemberOf(trial, "after"), "threshold")));
  std::vector<std::vector<std::string>> rows = {{"", std::string(terminal.Say("QUESTIONS", "问题")),
                                                 std::string(terminal.Say("BEFORE", "之前")),
                                                 std::string(terminal.Say("AFTER", "之后"))}};
  for (const std::string name : {"false_refusals", "false_answers"}) {
    const json::value& before = MemberOf(MemberOf(tried, "before"), name);
    const json::value& after = MemberOf(MemberOf(tried, "after"), name);
    rows.push_back({std::string(name == "false_refusals"
                                    ? terminal.Say("refused though there is an answer", "误拒")
                                    : terminal.Say("answered though there is none", "误答")),
                    std::to_string(IntegerOf(after, "questions")), EstimateText(before),
                    EstimateText(after)});
  }
  terminal.Line(FormatTable(rows));
  if (FlagOf(tried, "tuned") && !FlagOf(tried, "enough")) {
    terminal.Note(
        terminal.Say("The threshold stays: it takes 30 questions with an answer and 30 without.",
                     "阈值不变：至少需要 30 个有答案、30 个无答案的问题。"));
  }
}

void Print(Terminal& terminal, const json::value& trial) {
  PrintWeights(terminal, trial);
  PrintThreshold(terminal, trial);
  PrintComparison(terminal, MemberOf(trial, "comparison"));
}

Result<int> Tune(ApiClient& api, Terminal& terminal, const EvalTuneOptions& options) {
  EvalSetOptions place;
  place.library = options.library;
  place.set = options.set;
  WY_TRY(const std::string set, QuestionSetPath(api, place));
  WY_TRY(const json::value trial, Try(api, terminal, options, set + "/trial"));
  if (terminal.json()) {
    terminal.Line(Pretty(trial));
  } else {
    Print(terminal, trial);
  }
  const std::string hindrance = TextOf(trial, "hindrance");
  if (hindrance.empty() && options.apply) {
    WY_CHECK(api.Send("POST", set + "/trial/apply", json::object{}));
    terminal.Note(terminal.Say("Applied: questions from now on are answered with these settings.",
                               "已启用：之后的提问按新设置检索和作答。"));
  } else if (hindrance.empty()) {
    terminal.Note(terminal.Say("Not applied: add --apply.", "尚未启用：请加上 --apply。"));
  } else {
    terminal.Note(std::string(terminal.Say("Not applied: ", "未启用：")) + hindrance);
  }
  const std::string verdict = TextOf(MemberOf(MemberOf(trial, "comparison"), "gate"), "verdict");
  return verdict == "pass" ? 0 : verdict == "fail" ? 1 : kCannotTell;
}

}  // namespace

int RunEvalTune(Session& session, const EvalTuneOptions& options) {
  const auto api = session.Api();
  if (api) session.AwaitEmbedder();
  const auto code = api ? Tune(**api, session.terminal(), options) : Result<int>(api.error());
  if (code) return *code;
  session.Fail(code.error());
  return kCannotTell;
}

}  // namespace wenyuan::app
