#include <algorithm>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "../answer_text.h"
#include "../json.h"
#include "commands.h"
#include "conversation.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

std::string PageOf(const Terminal& terminal, const json::value& place) {
  const std::int64_t page = IntegerOf(place, "page");
  if (page == 0) return {};
  const std::string number = std::to_string(page);
  return terminal.language() == Language::kChinese ? " · 第 " + number + " 页" : " · p. " + number;
}

// Of a sentence, a citation or a hit whose document no longer holds, or does not yet.
std::string HoldingOf(const Terminal& terminal, const json::value& place) {
  const bool chinese = terminal.language() == Language::kChinese;
  if (const std::string day = TextOf(place, "expired_on"); !day.empty()) {
    return chinese ? "已于 " + day + " 失效" : "expired on " + day;
  }
  const std::string day = TextOf(place, "holds_from");
  if (day.empty()) return {};
  return chinese ? "自 " + day + " 起才生效" : "holds only from " + day;
}

std::string SourceOf(const Terminal& terminal, const json::value& place) {
  const std::string expiry = HoldingOf(terminal, place);
  return TextOf(place, "title") + PageOf(terminal, place) + (expiry.empty() ? "" : " · " + expiry);
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

// Others that say nearly the same, and were left out for this one.
void SayAlike(Terminal& terminal, const json::value& hit) {
  std::set<std::string> titles;
  for (const json::value& one : ListOf(hit, "alike")) titles.insert(TextOf(one, "title"));
  if (titles.empty()) return;
  std::string line;
  for (const std::string& title : titles) {
    if (!line.empty()) line += terminal.Say(", ", "、");
    line += title;
  }
  terminal.Line(terminal.Dim(
      "    " + std::string(terminal.Say("nearly the same: ", "几乎相同的段落：")) + line));
}

void SayHints(Terminal& terminal, const json::value& found) {
  for (const json::value& hint : ListOf(found, "hints")) terminal.Note(TextOf(hint, "message"));
}

// What in a question looks like a mistake, and what of it no passage has.
void SayWhatWasUnderstood(Terminal& terminal, const json::value& found) {
  SayHints(terminal, found);
  if (!FlagOf(found, "relaxed")) return;
  terminal.Note(
      std::string(terminal.Say("No passage has all that must occur; these have some of it.",
                               "没有段落包含全部必须出现的内容；以下段落只包含其中一部分。")));
}

// A question that differs by what may be a typing error. Without one nothing is said.
void SayWhatWasMeant(Terminal& terminal, ApiClient& api, const QueryOptions& options) {
  Parameters parameters = {{"q", options.text}};
  for (const std::string& library : options.libraries) {
    const auto id = LibraryId(api, library);
    if (id) parameters.emplace_back("library", *id);
  }
  constexpr int kTries = 20;  // the words of the libraries are read when they are first asked for
  auto answer = api.Get("/api/v1/suggest/correction", parameters);
  for (int tries = 1; answer && !FlagOf(*answer, "ready") && tries < kTries; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    answer = api.Get("/api/v1/suggest/correction", parameters);
  }
  const std::string correction = answer ? TextOf(*answer, "text") : std::string();
  if (correction.empty()) return;
  terminal.Line(std::string(terminal.Say("Did you mean: ", "您是不是要找：")) + correction);
}

// Where a model was given less than the passages whole.
void SayWhatWasRead(Terminal& terminal, const json::value& context) {
  const double before = NumberOf(context, "tokens_before");
  const double read = NumberOf(context, "tokens");
  if (read < before) {
    const auto percent = [](double share) {
      return std::to_string(std::lround(share * 100)) + " %";
    };
    const std::string share = percent(read / before);
    const std::string mass = percent(NumberOf(context, "kept_mass"));
    const bool attention = TextOf(context, "chosen_by") == "attention";
    const bool chinese = terminal.language() == Language::kChinese;
    std::string text = chinese ? "模型读了段落的 " + share + "，保留了与问题有关内容的 " + mass
                               : "The model read " + share + " of the passages, with " + mass +
                                     " of what bears on the question";
    if (attention) {
      text += chinese ? "，由重排模型的注意力选出" : ", chosen by where the reranker looks";
    }
    terminal.Note(text + (chinese ? "。" : "."));
  }
  const std::string by_words = TextOf(context, "without_attention");
  if (by_words.empty()) return;
  terminal.Note(
      std::string(terminal.Say("Words alone chose what it read: ", "所读内容仅按词语选出：")) +
      by_words);
}

void SayWhoAnswered(Terminal& terminal, const json::value& answer) {
  const std::string why = TextOf(answer, "without_model");
  const bool quoted = TextOf(answer, "model") == "extractive";
  if (!why.empty() && quoted) {
    terminal.Note(std::string(terminal.Say("Without the model: ", "未使用模型：")) + why);
  } else if (!why.empty()) {
    terminal.Note(std::string(terminal.Say("The model broke off: ", "模型中途停止：")) + why);
  } else if (TextOf(answer, "model") != "extractive" && !FlagOf(answer, "refused")) {
    terminal.Note(std::string(terminal.Say("Written by ", "撰写：")) + TextOf(answer, "model"));
  }
  SayWhatWasRead(terminal, MemberOf(answer, "context"));
  NoteLeftOut(terminal, answer);
}

// An answer as it comes: what a model thinks in one line that passes, each sentence when it is
// proven, and at the end where it stands.
class AnswerOnTerminal {
 public:
  explicit AnswerOnTerminal(Terminal& terminal) : terminal_(terminal) {}

  void Think(const std::string& text) {
    if (!begun_) begun_ = std::chrono::steady_clock::now();
    thought_ += text;
    std::replace(thought_.begin(), thought_.end(), '\n', ' ');
    constexpr std::size_t kKept = 120;  // more than a line shows
    if (thought_.size() > kKept) {
      std::size_t cut = thought_.size() - kKept;
      while (cut < thought_.size() && (static_cast<unsigned char>(thought_[cut]) & 0xC0U) == 0x80U)
        ++cut;
      thought_.erase(0, cut);
    }
    terminal_.Progress(terminal_.Dim(terminal_.Say("thinking … ", "思考中…… ")) +
                       terminal_.Dim(Fit(thought_, 60)));
  }

  // It stands until something is thought or said.
  void Progress(const json::value& progress) {
    const std::string passages = std::to_string(IntegerOf(progress, "passages"));
    const std::string most = std::to_string(IntegerOf(progress, "most_seconds"));
    const bool chinese = terminal_.language() == Language::kChinese;
    std::string text = chinese ? "模型正在写……" : "the model writes …";
    if (TextOf(progress, "step") == "reading") {
      text = chinese ? "模型正在读 " + passages + " 个段落……（" + most +
                           " 秒后仍未写完，就以已证实的句子或文档原句作答）"
                     : "the model reads " + passages + " passages … (after " + most +
                           " s what is proven, or quoted, is the answer)";
    }
    terminal_.Progress(terminal_.Dim(text));
  }

  void Say(const json::value& sentence) {
    Fold();
    std::string marks;
    for (const json::value& citation : ListOf(sentence, "citations")) {
      const std::string source =
          SourceOf(terminal_, citation) + "\n" + Quoted(TextOf(citation, "quote"), 120) + "\n";
      const auto [number, is_new] = numbers_.try_emplace(source, numbers_.size() + 1);
      const std::string mark = "[" + std::to_string(number->second) + "]";
      marks += mark;
      if (is_new) sources_ += "  " + mark + " " + source;
    }
    const std::string doubt = TextOf(sentence, "doubt");
    if (!doubt.empty()) marks = "[?]";
    const std::string expiry = HoldingOf(terminal_, sentence);
    terminal_.Line(SentenceOnTerminal(terminal_, sentence) + " " + terminal_.Bold(marks) +
                   (expiry.empty() ? "" : " (" + expiry + ")"));
    if (FlagOf(sentence, "computed")) {
      terminal_.Line(terminal_.Dim(
          "    " +
          std::string(terminal_.Say("worked out from the cited values", "由引用的数值得出"))));
    }
    if (!doubt.empty()) {
      terminal_.Line(
          terminal_.Dim("    " + std::string(terminal_.Say("not proven: ", "没有依据：")) + doubt));
    }
  }

  void End(const json::value& answer) {
    Fold();
    if (const std::string understood = TextOf(answer, "understood"); !understood.empty()) {
      terminal_.Note(std::string(terminal_.Say("Understood as: ", "理解为：")) + understood);
    }
    SayHints(terminal_, answer);
    SayWhoAnswered(terminal_, answer);
    if (FlagOf(answer, "refused")) {
      terminal_.Line(TextOf(answer, "answer"));
      const auto& passages = ListOf(answer, "passages");
      if (!passages.empty()) terminal_.Line(terminal_.Say("Nearest passages:", "最接近的段落："));
      for (std::size_t i = 0; i < std::min<std::size_t>(3, passages.size()); ++i) {
        terminal_.Line("  · " + SourceOf(terminal_, passages[i]));
        terminal_.Line(Quoted(TextOf(passages[i], "text"), 120));
      }
      return;
    }
    const std::string compared = ComparisonOnTerminal(terminal_, MemberOf(answer, "comparison"));
    if (!compared.empty()) terminal_.Line("\n" + compared);
    if (!sources_.empty()) sources_.pop_back();
    terminal_.Line("\n" + std::string(terminal_.Say("Sources", "出处")));
    terminal_.Line(sources_);
  }

 private:
  // Of the thinking stays how long it took.
  void Fold() {
    terminal_.EndProgress();
    if (!begun_ || folded_ || !terminal_.interactive()) return;
    folded_ = true;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::steady_clock::now() - *begun_);
    const std::string number = std::to_string(seconds.count());
    terminal_.Note(terminal_.Dim(terminal_.language() == Language::kChinese
                                     ? "思考了 " + number + " 秒"
                                     : "thought for " + number + " s"));
  }

  Terminal& terminal_;
  std::optional<std::chrono::steady_clock::time_point> begun_;
  std::string thought_;
  bool folded_ = false;
  std::string sources_;
  std::map<std::string, std::size_t> numbers_;  // of the sources
};

// As one line when there are more of them.
Result<json::value> AskForJson(Terminal& terminal, ApiClient& api, const json::object& body,
                               bool in_a_line) {
  WY_TRY(json::value answer, api.Send("POST", "/api/v1/ask", body));
  terminal.Line(in_a_line ? json::serialize(answer) : Pretty(answer));
  return answer;
}

Result<json::value> AskAndShow(Terminal& terminal, ApiClient& api, const json::object& body) {
  AnswerOnTerminal shown(terminal);
  json::value answer;
  WY_CHECK(api.Stream("/api/v1/ask", body, [&](const std::string& name, const json::value& event) {
    if (name == "progress") shown.Progress(event);
    if (name == "thinking") shown.Think(TextOf(event, "text"));
    if (name == "sentence") shown.Say(event);
    if (name == "done") {
      shown.End(event);
      answer = event;
    }
  }));
  return answer;
}

}  // namespace

int RunSearch(Session& session, const QueryOptions& options) {
  Terminal& terminal = session.terminal();
  if (!options.rerank) session.DoWithoutReranker();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  session.AwaitEmbedder();
  auto body = RequestBody(**api, options, "query");
  if (!body) return session.Fail(body.error());
  (*body)["k"] = options.k;
  (*body)["rerank"] = options.rerank;
  const auto found = (*api)->Send("POST", "/api/v1/search", *body);
  if (!found) return session.Fail(found.error());
  if (terminal.json()) {
    terminal.Line(Pretty(*found));
    return 0;
  }
  SayWhatWasAway(terminal, *found);
  SayWhatWasUnderstood(terminal, *found);
  if (ListOf(*found, "hits").empty()) {
    terminal.Line(terminal.Say(
        "Nothing found. Try other words, take a filter away, or import more documents.",
        "没有找到。换一种说法，去掉筛选条件，或先导入更多文档。"));
    SayWhatWasMeant(terminal, **api, options);
    return 0;
  }
  for (const json::value& hit : ListOf(*found, "hits")) {
    const std::string heading = TextOf(hit, "heading_path");
    terminal.Line(std::to_string(IntegerOf(hit, "rank")) + ". " +
                  terminal.Bold(SourceOf(terminal, hit)) +
                  (heading.empty() ? "" : terminal.Dim("  " + heading)));
    terminal.Line(Quoted(TextOf(hit, "text"), 150));
    SayAlike(terminal, hit);
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
  const AskOne ask = [&](const std::string& question, json::array before) {
    (*body)["question"] = question;
    (*body)["before"] = std::move(before);
    return terminal.json() ? AskForJson(terminal, **api, *body, options.converse)
                           : AskAndShow(terminal, **api, *body);
  };
  if (options.converse) return Converse(terminal, ask);
  const auto answer = ask(options.text, {});
  return answer ? 0 : session.Fail(answer.error());
}

}  // namespace wenyuan::app
