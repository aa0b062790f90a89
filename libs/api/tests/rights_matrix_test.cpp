#include <gtest/gtest.h>

#include <array>

#include "wenyuan/api/testing/house.h"

namespace wenyuan::api {
namespace {

using testing::Ask;
using testing::House;

constexpr std::array<const char*, 7> kAskers = {"anonymous", "stranger",      "reader",  "editor",
                                                "owner",     "administrator", "operator"};
using Statuses = std::array<int, kAskers.size()>;

struct Row {
  std::string method;
  std::string route;
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> query = {};
  Statuses expected = {};
};

constexpr Statuses All(int status) {
  return {status, status, status, status, status, status, status};
}
// Who is signed in; the operator is, too.
constexpr Statuses Users(int status) {
  return {401, status, status, status, status, status, status};
}
constexpr Statuses WithAccount(int status) {
  return {401, status, status, status, status, status, 422};
}
constexpr Statuses Administrators(int status) { return {401, 403, 403, 403, 403, status, status}; }
constexpr Statuses Readers(int status) { return {401, 404, status, status, status, 404, status}; }
constexpr Statuses Editors(int status) { return {401, 404, 403, status, status, 404, status}; }
// A run that the owner started: an editor sees only their own.
constexpr Statuses OwnersRun(int status) { return {401, 404, 403, 404, status, 404, status}; }
constexpr Statuses Owners(int status) { return {401, 404, 403, 403, status, 404, status}; }

// {library}, {document}, {failed}, {user} and {unique} are filled in.
std::vector<Row> Table() {
  const std::string v1 = "/api/v1";
  const std::string libraries = v1 + "/libraries";
  const std::string documents = v1 + "/documents";
  const std::string revision = documents + "/{id}/revisions/{n}";
  const std::string sets = libraries + "/{id}/question-sets";
  const std::string set = sets + "/{set}";
  const std::string run = set + "/runs/{run}";
  return {
      {"GET", "/healthz", "", {}, All(200)},
      {"GET", "/readyz", "", {}, All(200)},
      {"GET", "/metrics", "", {}, All(200)},
      {"GET", v1 + "/openapi.yaml", "", {}, All(200)},
      {"POST",
       v1 + "/setup",
       R"({"secret":"no","name":"x","password":"0123456789"})",
       {},
       All(404)},
      {"POST", v1 + "/sessions", R"({"name":"{unique}","password":"no"})", {}, All(401)},
      {"DELETE", v1 + "/sessions/current", "", {}, Users(204)},
      {"GET", v1 + "/me", "", {}, Users(200)},
      {"PUT",
       v1 + "/me/password",
       R"({"current_password":"no","new_password":"0123456789"})",
       {},
       WithAccount(403)},
      {"GET", v1 + "/tokens", "", {}, WithAccount(200)},
      {"POST", v1 + "/tokens", R"({"name":"x"})", {}, WithAccount(201)},
      {"DELETE", v1 + "/tokens/{id}", "", {}, WithAccount(404)},
      {"GET", v1 + "/users", "", {}, Administrators(200)},
      {"POST",
       v1 + "/users",
       R"({"name":"{unique}","password":"0123456789"})",
       {},
       Administrators(201)},
      {"PATCH", v1 + "/users/{id}", R"({"disabled":false})", {}, Administrators(200)},
      {"GET", libraries, "", {}, Users(200)},
      {"POST", libraries, R"({"name":"{unique}"})", {}, Administrators(201)},
      {"PATCH", libraries + "/{id}", R"({"name":"{unique}"})", {}, Owners(200)},
      // For administrators who may read the library, and the operator.
      {"PUT",
       libraries + "/{id}/recognition",
       R"({"reading":"local"})",
       {},
       {401, 404, 403, 403, 403, 404, 200}},
      {"GET", libraries + "/{id}/grants", "", {}, Owners(200)},
      {"GET", libraries + "/{id}/grants/{user}", "", {}, Owners(200)},
      {"PUT", libraries + "/{id}/grants/{user}", R"({"role":"reader"})", {}, Owners(200)},
      {"POST", libraries + "/{id}/documents", "words", {{"name", "{unique}.txt"}}, Editors(201)},
      {"GET", documents, "", {}, Users(200)},
      {"GET", documents + "/{id}", "", {}, Readers(200)},
      {"DELETE", documents + "/{id}", "", {}, Editors(204)},
      {"POST", documents + "/{id}/retry", "", {}, Editors(202)},
      {"POST", documents + "/{id}/password", R"({"password":"open sesame"})", {}, Editors(202)},
      {"GET", documents + "/{id}/thumbnail", "", {}, Readers(404)},  // it has none
      // Nothing reads scans in this house; who may not ask is told so before.
      {"POST", documents + "/{id}/recognition", R"({"pages":1})", {}, Editors(503)},
      {"POST",
       documents + "/readers",
       R"({"documents":["{document}"],"restricted":false})",
       {},
       Owners(200)},
      {"GET", documents + "/{id}/readers", "", {}, Owners(200)},
      {"PUT", documents + "/{id}/readers", R"({"restricted":false})", {}, Owners(200)},
      {"GET", documents + "/{id}/revisions", "", {}, Readers(200)},
      {"GET", revision + "/original", "", {}, Readers(200)},
      {"GET", revision + "/blocks", "", {}, Readers(200)},
      {"GET", revision + "/chunks", "", {}, Readers(200)},
      {"GET", revision + "/lineage", "", {}, Readers(200)},
      {"GET", v1 + "/status", "", {}, Users(200)},
      {"GET", v1 + "/jobs", "", {}, Users(200)},
      {"GET", v1 + "/events", "", {}, Users(200)},
      {"GET", v1 + "/search", "", {{"query", "x"}}, Users(200)},
      {"POST", v1 + "/search", R"({"query":"x"})", {}, Users(200)},
      {"POST", v1 + "/ask", R"({"question":"x"})", {}, Users(200)},
      {"POST", v1 + "/summaries", R"({"document":"{document}"})", {}, Readers(200)},
      {"POST",
       v1 + "/classifications",
       R"({"document":"{document}","labels":["x"]})",
       {},
       Readers(200)},
      {"PUT", documents + "/{id}/tags", R"({"tags":["x"]})", {}, Editors(200)},
      {"GET", "/v1/models", "", {}, Users(200)},
      {"GET", "/v1/models/{id}", "", {}, Users(404)},
      {"GET", "/v1/models/wenyuan/{library}", "", {}, Readers(200)},
      {"POST",
       "/v1/chat/completions",
       R"({"model":"wenyuan/{library}","messages":[{"role":"user","content":"x"}]})",
       {},
       Readers(200)},
      {"POST", "/mcp", R"({"jsonrpc":"2.0","id":1,"method":"ping"})", {}, Users(200)},
      {"GET", v1 + "/suggest", "", {{"q", "x"}}, Users(200)},
      {"GET", v1 + "/suggest/correction", "", {{"q", "x"}}, Users(200)},
      {"GET", v1 + "/suggest/help", "", {}, Users(200)},
      {"GET", v1 + "/models", "", {}, Administrators(422)},  // this house manages none
      {"POST", v1 + "/models/use", R"({"role":"generator","file":"x"})", {}, Administrators(422)},
      {"POST", v1 + "/models/unload", R"({"role":"generator"})", {}, Administrators(422)},
      {"POST", v1 + "/models/offers", R"({"name":"x/y"})", {}, Administrators(422)},
      {"POST", v1 + "/models/pull", R"({"name":"x/y"})", {}, Administrators(422)},
      {"DELETE", v1 + "/models/pull", "", {}, Administrators(422)},
      {"DELETE", v1 + "/models/{file}", "", {}, Administrators(422)},
      {"GET", v1 + "/words/dictionary", "", {}, Administrators(200)},
      {"PUT", v1 + "/words/dictionary", R"({"text":""})", {}, Administrators(200)},
      {"POST",
       v1 + "/words/dictionary/entries",
       R"({"library":"{library}","words":["x"]})",
       {},
       Editors(200)},
      {"GET", v1 + "/words/synonyms", "", {}, Administrators(200)},
      {"PUT", v1 + "/words/synonyms", R"({"text":""})", {}, Administrators(200)},
      {"GET", v1 + "/words/proposals", "", {{"library", "{library}"}}, Editors(200)},
      {"GET", v1 + "/thumbs", "", {{"question", "x"}}, WithAccount(200)},
      {"PUT",
       v1 + "/thumbs",
       R"({"question":"x","target":"refusal","library_id":"{library}","verdict":"up"})",
       {},
       {401, 404, 204, 204, 204, 404, 422}},
      {"POST",
       v1 + "/feedback",
       R"({"question":"{unique}","reason":"wrong","library_id":"{library}"})",
       {},
       {401, 404, 201, 201, 201, 404, 422}},
      {"GET", libraries + "/{id}/feedback", "", {}, Editors(200)},
      {"PATCH", libraries + "/{id}/feedback/{feedback}", R"({"state":"done"})", {}, Editors(200)},
      {"DELETE", libraries + "/{id}/feedback/{feedback}", "", {}, Editors(204)},
      {"POST",
       libraries + "/{id}/feedback/{feedback}/question",
       R"({"set":"none"})",
       {},
       Editors(404)},  // no such set
      {"POST", libraries + "/{id}/feedback/{feedback}/faq", R"({"answer":"a"})", {}, Editors(201)},
      {"GET", libraries + "/{id}/faq", "", {}, Editors(200)},
      {"POST",
       libraries + "/{id}/faq",
       R"({"questions":["{unique}"],"answer":"a"})",
       {},
       Editors(201)},
      {"POST", libraries + "/{id}/faq/import", "question,answers\n{unique},a\n", {}, Editors(200)},
      {"GET", libraries + "/{id}/faq/{entry}", "", {}, Editors(200)},
      {"PUT",
       libraries + "/{id}/faq/{entry}",
       R"({"questions":["q"],"answer":"a","version":1})",
       {},
       Editors(200)},
      {"DELETE", libraries + "/{id}/faq/{entry}", "", {}, Editors(204)},
      {"POST",
       libraries + "/{id}/faq/{entry}/review",
       R"({"version":1})",
       {},
       Editors(409)},  // it names no source
      {"GET", sets, "", {}, Editors(200)},
      {"POST", sets, R"({"name":"{unique}"})", {}, Editors(201)},
      {"GET", set, "", {}, Editors(200)},
      {"PATCH", set, R"({"name":"{unique}"})", {}, Editors(200)},
      {"DELETE", set, "", {}, Editors(204)},
      {"GET", set + "/questions", "", {}, Editors(200)},
      {"POST", set + "/questions", R"({"text":"x","refuse":true})", {}, Editors(201)},
      {"PUT", set + "/questions/{question}", R"({"text":"x","refuse":true})", {}, Editors(200)},
      {"DELETE", set + "/questions/{question}", "", {}, Editors(204)},
      {"POST", set + "/import", R"({"text":"{unique}","answers":["a"]})", {}, Editors(200)},
      {"GET", set + "/export", "", {}, Editors(200)},
      {"POST", set + "/collect", "", {}, Editors(200)},
      {"GET", set + "/runs", "", {}, Editors(200)},
      {"POST", set + "/runs", "{}", {}, Editors(202)},
      {"GET", run, "", {}, OwnersRun(200)},
      {"DELETE", run, "", {}, OwnersRun(204)},
      {"POST", run + "/cancel", "", {}, OwnersRun(202)},
      {"GET", run + "/results", "", {}, OwnersRun(200)},
      {"GET", run + "/comparison", "", {}, OwnersRun(200)},
      {"GET", libraries + "/{id}/weights", "", {}, Editors(200)},
      {"POST", set + "/trial", R"({"words_han":-1})", {}, Editors(400)},
      {"GET", set + "/trial", "", {}, Editors(404)},  // nothing was tried
      {"DELETE", set + "/trial", "", {}, Editors(404)},
      {"POST", set + "/trial/apply", "", {}, Owners(404)},
  };
}

class RightsMatrix : public ::testing::Test {
 protected:
  RightsMatrix() {
    const auto owner = house_.AddUser("owner");
    owner_ = owner.number;
    library_ = house_.AddLibrary("shelf", owner.number);
    tokens_ = {"", "", "", "", house_.TokenOf(owner), "", ""};
    for (const std::size_t asker : {1U, 2U, 3U, 5U}) {
      const auto user = house_.AddUser(kAskers[asker], asker == 5);
      tokens_[asker] = house_.TokenOf(user);
      if (asker == 2) house_.Grant(library_, user, store::Role::kReader);
      if (asker == 3) house_.Grant(library_, user, store::Role::kEditor);
    }
    other_ = house_.AddUser("other");
  }

  std::string Filled(std::string text) {
    const auto replace = [&](const std::string& mark, const std::string& value) {
      const std::size_t at = text.find(mark);
      if (at != std::string::npos) text.replace(at, mark.size(), value);
    };
    if (text.starts_with("/api/v1/documents/{id}")) replace("{id}", NewDocument(text).id);
    if (text.starts_with("/api/v1/libraries/{id}")) replace("{id}", library_.id);
    if (text.starts_with("/api/v1/users/{id}")) replace("{id}", other_.id);
    replace("{id}", "t_none");
    if (text.find("{document}") != std::string::npos) replace("{document}", NewDocument("").id);
    replace("{library}", library_.id);
    if (text.find("{set}") != std::string::npos) {
      const store::QuestionSet set = NewSet();
      const auto question = house_.store->question_sets()->Save(set.number, {Refused()});
      replace("{question}", question->front().id);
      if (text.find("{run}") != std::string::npos) replace("{run}", NewRun(set, text).id);
      replace("{set}", set.id);
    }
    if (text.find("{feedback}") != std::string::npos) replace("{feedback}", NewFeedback().id);
    if (text.find("{entry}") != std::string::npos) replace("{entry}", NewEntry().id);
    replace("{user}", other_.id);
    replace("{n}", "1");
    replace("{unique}", "unique" + std::to_string(++count_));
    return text;
  }

  static store::Question Refused() {
    store::Question question;
    question.text = "x";
    question.must_refuse = true;
    return question;
  }

  store::Feedback NewFeedback() {
    store::Feedback feedback;
    feedback.library = library_.number;
    feedback.user = owner_;
    feedback.question = "x";
    return *house_.store->feedback()->Give(feedback);
  }

  store::FaqEntry NewEntry() {
    store::FaqEntry entry;
    entry.questions = {"x"};
    return house_.store->faq()->Save(library_.number, {entry})->front();
  }

  store::QuestionSet NewSet() {
    // One at a time: a library keeps fewer than the table has rows.
    if (set_ != 0) (void)house_.store->question_sets()->Remove(set_);
    const auto set = house_.store->question_sets()->Create(
        library_.number, "set " + std::to_string(++count_), owner_);
    EXPECT_TRUE(set);
    set_ = set->number;
    return *set;
  }

  store::QualityRun NewRun(const store::QuestionSet& set, const std::string& route) {
    auto run = *house_.store->quality_runs()->Add({.set = set.number, .asker = owner_});
    if (route.ends_with("/cancel")) return run;
    run.state = store::RunState::kDone;
    EXPECT_TRUE(house_.store->quality_runs()->Update(run));
    return run;
  }

  store::Document NewDocument(const std::string& route) {
    const auto document = house_.AddDocument(library_, "d" + std::to_string(++count_), "words");
    if (route.ends_with("/retry")) {
      return house_.MakeFailed(document, {ErrorCode::kUnsupported, "it is broken"});
    }
    if (route.ends_with("/password")) {
      return house_.MakeFailed(document, {ErrorCode::kPermissionDenied, "it needs a password"});
    }
    parse::Document parsed;
    parsed.format = "txt";
    parsed.blocks = {{parse::BlockKind::kParagraph, 0, 0, "words", {}, {}, {}}};
    return house_.MakeReady(document, parsed, {{0, "words", "", 0, {}, "", 0, 1}});
  }

  int StatusFor(const Row& row, std::size_t asker) {
    Ask ask;
    ask.method = row.method;
    ask.path = Filled(row.route);
    ask.query = row.query;
    for (auto& [name, value] : ask.query) value = Filled(value);
    ask.body = Filled(row.body);
    ask.token = tokens_[asker];
    ask.unix_socket = asker == kAskers.size() - 1;
    ask.writes = 1;
    return house_.Call(ask).status;
  }

  House house_;
  store::Library library_;
  store::UserNumber owner_ = 0;
  store::User other_;
  std::array<std::string, kAskers.size()> tokens_;
  int count_ = 0;
  store::QuestionSetNumber set_ = 0;
};

TEST_F(RightsMatrix, EveryRouteAnswersEveryAskerAsTheTableSays) {
  for (const Row& row : Table()) {
    for (std::size_t asker = 0; asker < kAskers.size(); ++asker) {
      EXPECT_EQ(StatusFor(row, asker), row.expected[asker])
          << row.method << " " << row.route << " as " << kAskers[asker];
    }
  }
}

TEST(RightsMatrixTable, HoldsEveryRouteOfTheRouter) {
  const std::vector<Row> table = Table();
  for (const RouteName& route : Routes()) {
    EXPECT_TRUE(std::any_of(
        table.begin(), table.end(),
        [&](const Row& row) { return row.method == route.method && row.route == route.path; }))
        << route.method << " " << route.path;
  }
  EXPECT_EQ(table.size(), Routes().size());
}

}  // namespace
}  // namespace wenyuan::api
