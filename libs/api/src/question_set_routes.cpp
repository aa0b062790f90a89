#include "import_problem.h"
#include "problem.h"
#include "quality_views.h"
#include "routes.h"

namespace wenyuan::api {
namespace {

constexpr std::uint64_t kMaxImportBytes = 16U << 20U;
constexpr std::size_t kMostQuestionsShown = 1000;

Result<Json> SetView(const Call& call, const QualityCall& quality, const store::QuestionSet& set) {
  quality::Viewer viewer(call.services().store, quality.rights);
  WY_TRY(const auto questions, quality.Questions(viewer, set));
  return QuestionSetView(call, quality, set, questions.size());
}

Result<Reply> ListSets(Call& call) {
  WY_TRY(const QualityCall quality, QualityCall::Of(call));
  WY_TRY(const auto sets, quality.sets.List(quality.rights.library.number));
  Json::Array views;
  for (const store::QuestionSet& set : sets) {
    WY_TRY(Json view, SetView(call, quality, set));
    views.push_back(std::move(view));
  }
  return JsonReply(200, {{"question_sets", std::move(views)}});
}

Result<Reply> CreateSet(Call& call) {
  WY_TRY(const QualityCall quality, QualityCall::Of(call));
  WY_TRY(const Members body, call.Body({"name"}));
  WY_TRY(const std::string name, body.RequiredText("name"));
  WY_CHECK(CheckName(name));
  WY_TRY(const auto set,
         quality.sets.Create(quality.rights.library.number, name, call.who.asker.user));
  return JsonReply(201, QuestionSetView(call, quality, set, 0));
}

Result<Reply> ShowSet(Call& call) {
  WY_TRY(const QualityCall quality, QualityCall::Of(call));
  WY_TRY(const auto set, quality.Set(call));
  WY_TRY(const Json view, SetView(call, quality, set));
  return JsonReply(200, view);
}

Result<std::vector<eval::GateRule>> ReadRules(const Json::Array& items) {
  std::vector<eval::GateRule> rules;
  for (const Json& item : items) {
    WY_TRY(const Members members, Members::Of(item, {"measure", "at_least", "most_worse"}));
    eval::GateRule& rule = rules.emplace_back();
    WY_TRY(rule.measure, members.RequiredText("measure"));
    WY_TRY(rule.at_least, members.Number("at_least"));
    WY_TRY(rule.most_worse, members.Number("most_worse"));
  }
  WY_CHECK(eval::CheckRules(rules));
  return rules;
}

Result<Reply> ChangeSet(Call& call) {
  WY_TRY(const QualityCall quality, QualityCall::Of(call));
  WY_TRY(const auto set, quality.Set(call));
  WY_TRY(const Members body, call.Body({"name", "baseline", "rules"}));
  // All of it is read before any of it is done.
  WY_TRY(const auto name, body.Text("name"));
  WY_TRY(const auto baseline, body.Text("baseline"));
  WY_TRY(const auto items, body.Items("rules"));
  if (name) {
    WY_CHECK(CheckName(*name));
  }
  store::RunNumber run = 0;
  if (baseline) {
    WY_TRY(const auto found, quality.Run(call, set, *baseline));
    if (found.state != store::RunState::kDone) {
      return Error{ErrorCode::kConflict, "only a run that was done to its end can be the baseline",
                   "只有已完成的评测才能作为基准"};
    }
    run = found.number;
  }
  WY_TRY(const auto rules, ReadRules(items.value_or(Json::Array())));
  if (name) {
    WY_CHECK(quality.sets.Rename(set.number, *name));
  }
  if (items) {
    WY_CHECK(quality.sets.SetRules(set.number, quality::StoredRules(rules)));
  }
  if (body.Has("baseline")) {
    WY_CHECK(quality.sets.SetBaseline(set.number, run));
  }
  return ShowSet(call);
}

Result<Reply> DeleteSet(Call& call) {
  WY_TRY(const QualityCall quality, QualityCall::Of(call));
  WY_TRY(const auto set, quality.Set(call));
  WY_CHECK(quality.sets.Remove(set.number));
  return NoContent();
}

Result<Reply> ListQuestions(Call& call) {
  WY_TRY(const QualityCall quality, QualityCall::Of(call));
  WY_TRY(const auto set, quality.Set(call));
  WY_TRY(const std::size_t offset, call.QueryNumber("offset", 0, SIZE_MAX >> 1U, 0));
  WY_TRY(const std::size_t limit, call.QueryNumber("limit", 1, kMostQuestionsShown, 100));
  quality::Viewer viewer(call.services().store, quality.rights);
  WY_TRY(const auto questions, quality.Questions(viewer, set));
  Json::Array views;
  for (std::size_t i = offset; i < questions.size() && views.size() < limit; ++i) {
    WY_TRY(Json view, QuestionView(call, viewer, questions[i]));
    views.push_back(std::move(view));
  }
  return JsonReply(
      200, {{"total", questions.size()}, {"offset", offset}, {"questions", std::move(views)}});
}

Result<store::ExpectedDocument> ReadExpected(quality::Viewer& viewer, const Json& item) {
  WY_TRY(const Members members, Members::Of(item, {"document_id", "grade", "page", "chunk_id"}));
  WY_TRY(const std::string id, members.RequiredText("document_id"));
  WY_TRY(const auto grade, members.Integer("grade"));
  WY_TRY(const auto page, members.Integer("page"));
  WY_TRY(const auto chunk, members.Text("chunk_id"));
  WY_TRY(const auto document, viewer.DocumentById(id));
  if (!document) {
    return Error{ErrorCode::kNotFound, "there is no document '" + id + "' in this library",
                 "该知识库没有文档“" + id + "”"};
  }
  const std::string chunk_id = chunk.value_or("");
  if (grade.value_or(1) < 0 || grade.value_or(1) > 100 || page.value_or(0) < 0 ||
      page.value_or(0) > 1'000'000 ||
      (!chunk_id.empty() && (!chunk_id.starts_with(id + ".") || chunk_id.size() > 100))) {
    return Error{ErrorCode::kInvalidArgument,
                 "a grade is 0 to 100, a page a number, a chunk_id one of the document",
                 "等级须为 0 到 100，页码须为数字，段落须属于该文档"};
  }
  return store::ExpectedDocument{document->number, static_cast<std::int32_t>(grade.value_or(1)),
                                 static_cast<std::uint32_t>(page.value_or(0)), chunk_id};
}

Result<store::Question> ReadQuestion(const Call& call, quality::Viewer& viewer) {
  WY_TRY(const Members body,
         call.Body({"text", "documents", "answers", "refuse", "language", "key", "version"}));
  store::Question question;
  WY_TRY(question.text, body.RequiredText("text"));
  WY_TRY(const auto answers, body.Texts("answers"));
  WY_TRY(const auto refuse, body.Flag("refuse"));
  WY_TRY(const auto language, body.Text("language"));
  WY_TRY(const auto key, body.Text("key"));
  WY_TRY(const auto version, body.Integer("version"));
  WY_TRY(const auto documents, body.Items("documents"));
  question.answers = answers.value_or(std::vector<std::string>());
  question.must_refuse = refuse.value_or(false);
  question.language = language.value_or("");
  question.key = key.value_or("");
  question.version = static_cast<std::uint32_t>(version.value_or(0));
  question.created_by = call.who.asker.user;
  for (const Json& item : documents.value_or(Json::Array())) {
    WY_TRY(auto expected, ReadExpected(viewer, item));
    question.expected.push_back(std::move(expected));
  }
  return question;
}

Result<Reply> AddQuestion(Call& call) {
  WY_TRY(const QualityCall quality, QualityCall::Of(call));
  WY_TRY(const auto set, quality.Set(call));
  quality::Viewer viewer(call.services().store, quality.rights);
  WY_TRY(auto question, ReadQuestion(call, viewer));
  WY_TRY(const auto saved, SaveByHand(quality.sets, viewer, set, std::move(question)));
  WY_TRY(const Json view, QuestionView(call, viewer, saved));
  return JsonReply(201, view);
}

// The question {question}, if the asker sees it.
Result<store::Question> FindQuestion(const Call& call, const QualityCall& quality,
                                     quality::Viewer& viewer, const store::QuestionSet& set) {
  const std::string& id = call.Path("question");
  auto found = quality.sets.FindQuestion(set.number, id);
  if (!found && found.error().code != ErrorCode::kNotFound) return found.error();
  if (found) {
    WY_TRY(auto shown, viewer.Show(*std::move(found)));
    if (shown) return *std::move(shown);
  }
  return Error{ErrorCode::kNotFound, "there is no question '" + id.substr(0, 40) + "' in this set",
               "该问题集没有问题“" + id.substr(0, 40) + "”"};
}

Result<Reply> ReplaceQuestion(Call& call) {
  WY_TRY(const QualityCall quality, QualityCall::Of(call));
  WY_TRY(const auto set, quality.Set(call));
  quality::Viewer viewer(call.services().store, quality.rights);
  WY_TRY(const auto there, FindQuestion(call, quality, viewer, set));
  WY_TRY(auto question, ReadQuestion(call, viewer));
  question.number = there.number;
  question.id = there.id;
  if (question.version == 0) question.version = there.version;
  WY_TRY(const auto saved, SaveByHand(quality.sets, viewer, set, std::move(question)));
  WY_TRY(const auto shown, FindQuestion(call, quality, viewer, set));
  WY_TRY(const Json view, QuestionView(call, viewer, shown));
  return JsonReply(200, view);
}

Result<Reply> DeleteQuestion(Call& call) {
  WY_TRY(const QualityCall quality, QualityCall::Of(call));
  WY_TRY(const auto set, quality.Set(call));
  quality::Viewer viewer(call.services().store, quality.rights);
  WY_TRY(const auto there, FindQuestion(call, quality, viewer, set));
  WY_CHECK(quality.sets.RemoveQuestion(set.number, there.number));
  return NoContent();
}

Result<eval::QuestionFormat> Format(const Call& call) {
  return eval::QuestionFormatFromName(call.Query("format").value_or("jsonl"));
}

Result<Reply> Import(Call& call) {
  WY_TRY(const QualityCall quality, QualityCall::Of(call));
  WY_TRY(const auto set, quality.Set(call));
  WY_TRY(const auto format, Format(call));
  WY_TRY(const std::string bytes, http::ReadBody(call.request, kMaxImportBytes));
  quality::Viewer viewer(call.services().store, quality.rights);
  WY_TRY(const auto report,
         ImportQuestions(quality.sets, viewer, set, call.who.asker.user, bytes, format));
  if (!report.problems.empty()) return ImportProblem(call, report.problems);
  return JsonReply(200, ImportView(report));
}

Result<Reply> Export(Call& call) {
  WY_TRY(const QualityCall quality, QualityCall::Of(call));
  WY_TRY(const auto set, quality.Set(call));
  WY_TRY(const auto format, Format(call));
  quality::Viewer viewer(call.services().store, quality.rights);
  WY_TRY(std::string text, ExportQuestions(quality.sets, viewer, set, format));
  const bool csv = format == eval::QuestionFormat::kCsv;
  return Reply(http::Response{
      200,
      {{"Content-Type", csv ? "text/csv; charset=utf-8" : "application/jsonl"},
       {"Content-Disposition",
        std::string("attachment; filename=\"questions.") + (csv ? "csv\"" : "jsonl\"")}},
      std::move(text)});
}

Result<Reply> Collect(Call& call) {
  WY_TRY(const QualityCall quality, QualityCall::Of(call));
  WY_TRY(const auto set, quality.Set(call));
  quality::Viewer viewer(call.services().store, quality.rights);
  WY_TRY(const auto report, CollectThumbs(quality.sets, viewer, set, call.who.asker.user));
  return JsonReply(200, {{"added", report.added},
                         {"replaced", report.replaced},
                         {"unchanged", report.unchanged},
                         {"undecided", report.undecided}});
}

}  // namespace

std::vector<Route> QuestionSetRoutes() {
  return {
      {"GET", "/api/v1/libraries/{id}/question-sets", For::kSignedIn, ListSets},
      {"POST", "/api/v1/libraries/{id}/question-sets", For::kSignedIn, CreateSet},
      {"GET", "/api/v1/libraries/{id}/question-sets/{set}", For::kSignedIn, ShowSet},
      {"PATCH", "/api/v1/libraries/{id}/question-sets/{set}", For::kSignedIn, ChangeSet},
      {"DELETE", "/api/v1/libraries/{id}/question-sets/{set}", For::kSignedIn, DeleteSet},
      {"GET",
       "/api/v1/libraries/{id}/question-sets/{set}/questions",
       For::kSignedIn,
       ListQuestions,
       {"offset", "limit"}},
      {"POST", "/api/v1/libraries/{id}/question-sets/{set}/questions", For::kSignedIn, AddQuestion},
      {"PUT", "/api/v1/libraries/{id}/question-sets/{set}/questions/{question}", For::kSignedIn,
       ReplaceQuestion},
      {"DELETE", "/api/v1/libraries/{id}/question-sets/{set}/questions/{question}", For::kSignedIn,
       DeleteQuestion},
      {"POST",
       "/api/v1/libraries/{id}/question-sets/{set}/import",
       For::kSignedIn,
       Import,
       {"format"}},
      {"GET",
       "/api/v1/libraries/{id}/question-sets/{set}/export",
       For::kSignedIn,
       Export,
       {"format"}},
      {"POST", "/api/v1/libraries/{id}/question-sets/{set}/collect", For::kSignedIn, Collect}};
}

}  // namespace wenyuan::api
