#include <gmock/gmock.h>

#include <thread>

#include "shared_library.h"

namespace wenyuan::api {
namespace {

using testing::Ask;
using testing::At;
using ::testing::HasSubstr;
using ::testing::Not;

class Quality : public SharedLibrary {
 protected:
  Quality() : sets_(base_ + "/question-sets") {
    const auto made = Call(owner_, "POST", sets_, R"({"name":"s"})");
    set_ = sets_ + "/" + At(made.body, "id");
  }

  std::string QuestionOn(const std::vector<store::Document>& documents, const std::string& text) {
    std::string list;
    for (const store::Document& document : documents) {
      list += (list.empty() ? "" : ",") + ("{\"document_id\":\"" + document.id + "\"}");
    }
    const auto added = Call(owner_, "POST", set_ + "/questions",
                            "{\"text\":\"" + text + "\",\"documents\":[" + list + "]}");
    EXPECT_EQ(added.status, 201) << added.body;
    return At(added.body, "id");
  }

  std::string Measured(const std::string& token, const std::string& how = "{}") {
    const auto started = Call(token, "POST", set_ + "/runs", how);
    EXPECT_EQ(started.status, 202) << started.body;
    const std::string run = set_ + "/runs/" + At(started.body, "id");
    for (int i = 0; i < 10'000 && At(Call(token, "GET", run).body, "state") != "done"; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return run;
  }

  std::string sets_;
  std::string set_;
};

TEST_F(Quality, WhatAnEditorMayNotSeeIsNeitherNamedNorCounted) {
  QuestionOn({open_, hidden_}, "both");
  const std::string secret = QuestionOn({hidden_}, "secret");
  const auto list = Call(editor_, "GET", set_ + "/questions");
  EXPECT_EQ(At(list.body, "total"), "1");
  EXPECT_THAT(list.body, Not(HasSubstr(hidden_.id)));
  EXPECT_EQ(At(Call(editor_, "GET", set_).body, "questions"), "1");
  EXPECT_EQ(At(Call(editor_, "GET", sets_).body, "question_sets/0/questions"), "1");
  EXPECT_EQ(At(Call(owner_, "GET", set_).body, "questions"), "2");
  EXPECT_THAT(Call(editor_, "GET", set_ + "/export").body, Not(HasSubstr(hidden_.id)));
  EXPECT_EQ(Call(editor_, "DELETE", set_ + "/questions/" + secret).status, 404);
  const std::string body = R"({"text":"x","refuse":true})";
  EXPECT_EQ(Call(editor_, "PUT", set_ + "/questions/" + secret, body).status, 404);
  EXPECT_EQ(Call(editor_, "POST", set_ + "/questions",
                 "{\"text\":\"x\",\"documents\":[{\"document_id\":\"" + hidden_.id + "\"}]}")
                .status,
            404);
}

TEST_F(Quality, AnEditorsRunIsTheSameWithAndWithoutHiddenQuestions) {
  QuestionOn({open_}, "a");
  const auto without = Call(editor_, "GET", Measured(editor_));
  QuestionOn({hidden_}, "secret");
  const auto with = Call(editor_, "GET", Measured(editor_));
  for (const char* member : {"total", "done", "summary/questions", "summary/measures"}) {
    EXPECT_EQ(At(with.body, member), At(without.body, member)) << member;
  }
}

TEST_F(Quality, ARunOfTheOwnerIsNotThereForAnEditor) {
  QuestionOn({open_}, "a");
  const std::string run = Measured(owner_);
  const std::string id = run.substr(run.rfind('/') + 1);
  EXPECT_EQ(Call(owner_, "PATCH", set_, "{\"baseline\":\"" + id + "\"}").status, 200);
  EXPECT_EQ(Call(editor_, "GET", run).status, 404);
  EXPECT_THAT(Call(editor_, "GET", set_ + "/runs").body, Not(HasSubstr(id)));
  EXPECT_EQ(At(Call(editor_, "GET", set_).body, "baseline"), "null");
  const std::string mine = Measured(editor_);
  EXPECT_EQ(Call(editor_, "GET", mine + "/comparison", "", {{"with", id}}).status, 404);
  EXPECT_EQ(At(Call(editor_, "GET", mine + "/comparison").body, "before"), "null");
}

TEST_F(Quality, ABrokenImportSaysWhichLinesAndStoresNothing) {
  const auto response = Call(owner_, "POST", set_ + "/import",
                             "{\"text\":\"good\",\"relevant\":[\"open.txt\"]}\n"
                             "nonsense\n"
                             "{\"text\":\"b\",\"relevant\":[\"nowhere\"]}\n");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(At(response.body, "code"), "invalid_argument");
  EXPECT_EQ(At(response.body, "lines/0/line"), "2");
  EXPECT_EQ(At(response.body, "lines/1/line"), "3");
  EXPECT_THAT(At(response.body, "detail"), HasSubstr("line 3 names a document"));
  EXPECT_EQ(At(Call(owner_, "GET", set_).body, "questions"), "0");
  EXPECT_EQ(Call(owner_, "POST", set_ + "/import", "x", {{"format", "pdf"}}).status, 400);
}

TEST_F(Quality, AComparisonHasTheAgreedShape) {
  for (int i = 0; i < 25; ++i) QuestionOn({open_}, "q" + std::to_string(i));
  search::Hit hit;
  hit.document = open_;
  house_.searcher.result.hits = {hit};
  const std::string before = Measured(owner_);
  house_.searcher.result.hits.clear();
  const std::string after = Measured(owner_);
  const auto compared = Call(owner_, "GET", after + "/comparison", "",
                             {{"with", before.substr(before.rfind('/') + 1)}});
  ASSERT_EQ(compared.status, 200) << compared.body;
  EXPECT_EQ(At(compared.body, "comparison/gate/verdict"), "fail");
  EXPECT_EQ(At(compared.body, "comparison/gate/findings/0/measure"), "hit@1");
  EXPECT_EQ(At(compared.body, "comparison/measures/hit@1/lost"), "25");
  EXPECT_EQ(At(compared.body, "comparison/lost/24/before"), "1E0");
  EXPECT_EQ(At(compared.body, "comparison/won"), "[]");
  EXPECT_EQ(At(compared.body, "after/summary/measures/hit@1/questions"), "25");
  const auto results = Call(owner_, "GET", before + "/results", "", {{"limit", "1"}});
  EXPECT_EQ(At(results.body, "results/0/documents/0/expected"), "true");
}

TEST_F(Quality, AnswersOfARunStandSideBySideForWhoMayReadWhatTheyWereMadeOf) {
  const auto added =
      Call(owner_, "POST", set_ + "/questions", R"({"text":"q","answers":["5 days"]})");
  ASSERT_EQ(added.status, 201) << added.body;
  const auto answer_with = [&](const std::string& text, const store::Document& document) {
    search::Hit hit;
    hit.document = document;
    hit.revision = 1;
    answer::Citation citation;
    citation.document_id = document.id;
    citation.revision = 1;
    citation.quote = "words";
    answer::Answer answer;
    answer.model = "extractive";
    answer.passages = {hit};
    answer.sentences = {{text, {citation}}};
    house_.answerer.answer = answer;
  };
  answer_with("3 days", open_);
  const std::string before = Measured(editor_, R"({"with_answers":true})");
  answer_with("5 days", open_);
  const std::string after = Measured(editor_, R"({"with_answers":true})");
  const std::vector<std::pair<std::string, std::string>> how = {
      {"with", before.substr(before.rfind('/') + 1)}, {"measure", "answer_contains"}};
  const auto seen = Call(editor_, "GET", after + "/comparison", "", how);
  EXPECT_EQ(At(seen.body, "comparison/won/0/right/0"), "5 days") << seen.body;
  EXPECT_EQ(At(seen.body, "comparison/won/0/answer_before/sentences/0/text"), "3 days");
  EXPECT_EQ(At(seen.body, "comparison/won/0/answer_after/sentences/0/text"), "5 days");
  EXPECT_EQ(At(seen.body, "comparison/won/0/answer_after/sentences/0/citations/0/title"),
            "open.txt");
  EXPECT_EQ(At(seen.body, "after/summary/values/false_refusal/value"), "0E0");
  EXPECT_EQ(At(Call(editor_, "GET", after + "/results").body, "results/0/answer/model"),
            "extractive");
  ASSERT_TRUE(house_.store->libraries().Restrict(open_.number, std::vector<store::UserNumber>()));
  const auto hidden = Call(editor_, "GET", after + "/comparison", "", how);
  EXPECT_EQ(At(hidden.body, "comparison/won/0/answer_after"), "null") << hidden.body;
  EXPECT_THAT(hidden.body, Not(HasSubstr(open_.id)));
}

TEST_F(Quality, RulesAreCheckedAndAnEmptyListIsTheDefault) {
  EXPECT_EQ(Call(owner_, "PATCH", set_, R"({"rules":[{"measure":"hits","at_least":0.5}]})").status,
            400);
  const auto changed =
      Call(owner_, "PATCH", set_, R"({"rules":[{"measure":"mrr@10","at_least":0.85}]})");
  EXPECT_EQ(At(changed.body, "rules/0/measure"), "mrr@10") << changed.body;
  EXPECT_EQ(At(changed.body, "rules/0/at_least"), "8.5E-1");
  EXPECT_EQ(At(Call(owner_, "PATCH", set_, R"({"rules":[]})").body, "rules/0/measure"), "hit@1");
}

TEST_F(Quality, AReaderGivesThumbsAndAnEditorCollectsThem) {
  const std::string chunk = open_.id + ".1.0";
  const std::string thumb =
      R"({"question":"Leave?","target":"hit","chunk_id":")" + chunk + R"(","verdict":"up"})";
  EXPECT_EQ(Call(reader_, "PUT", "/api/v1/thumbs", thumb).status, 204);
  const auto mine = Call(reader_, "GET", "/api/v1/thumbs", "", {{"question", "leave?"}});
  EXPECT_EQ(At(mine.body, "thumbs/0/verdict"), "up") << mine.body;
  EXPECT_EQ(At(mine.body, "thumbs/0/chunk_id"), chunk);
  EXPECT_EQ(At(Call(editor_, "GET", "/api/v1/thumbs", "", {{"question", "leave?"}}).body, "thumbs"),
            "[]");
  EXPECT_EQ(At(Call(editor_, "POST", set_ + "/collect").body, "added"), "1");
  const auto list = Call(editor_, "GET", set_ + "/questions");
  EXPECT_EQ(At(list.body, "questions/0/origin"), "thumb");
  EXPECT_EQ(At(list.body, "questions/0/documents/0/page"), "4");
}

TEST_F(Quality, AThumbForWhatIsHiddenIsForWhatIsNotThere) {
  const auto give = [&](const std::string& chunk) {
    return Call(reader_, "PUT", "/api/v1/thumbs",
                R"({"question":"q","target":"hit","chunk_id":")" + chunk + R"(","verdict":"up"})");
  };
  EXPECT_EQ(give(hidden_.id + ".1.0").status, 404);
  EXPECT_EQ(give("d_none.1.0").status, 404);
  EXPECT_EQ(give(open_.id + ".1.9").status, 404);
  EXPECT_EQ(give(open_.id + ".x").status, 404);
  EXPECT_EQ(give(open_.id).status, 404);
}

TEST_F(Quality, AThumbIsNoLongerShownWhenItsDocumentIsHidden) {
  const std::string thumb =
      R"({"question":"q","target":"hit","chunk_id":")" + open_.id + R"(.1.0","verdict":"down"})";
  ASSERT_EQ(Call(reader_, "PUT", "/api/v1/thumbs", thumb).status, 204);
  ASSERT_TRUE(house_.store->libraries().Restrict(open_.number, std::vector<store::UserNumber>()));
  EXPECT_EQ(At(Call(reader_, "GET", "/api/v1/thumbs", "", {{"question", "q"}}).body, "thumbs"),
            "[]");
}

}  // namespace
}  // namespace wenyuan::api
