#include <gmock/gmock.h>

#include <map>
#include <optional>

#include "fixtures.h"
#include "refusal.h"
#include "wenyuan/answer/answerer.h"

namespace wenyuan::answer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// Knows some questions, and how well they are answered; remembers what was asked.
class Knower final : public Answerer {
 public:
  Result<Answer> Ask(const Question& question, const access::Asker&,
                     const AnswerEvents&) const override {
    asked.push_back(question);
    Answer answer;
    const auto found = knows.find(question.text);
    answer.answerability = found == knows.end() ? 0.05 : found->second;
    answer.refused = answer.answerability < 0.5;
    answer.text = answer.refused ? "" : "an answer";
    if (answer.refused) answer.passages = passages;
    answer.reviewed = reviewed;
    if (!answer.refused && passage) {
      answer.passages = {*passage};
      Citation proof;
      proof.document_id = passage->document.id;
      proof.chunk = passage->chunk.number;
      answer.sentences = {{.text = "", .citations = {proof}}};
    }
    return answer;
  }
  std::map<std::string, double> knows;
  std::vector<search::Hit> passages;
  std::optional<search::Hit> passage;  // that it answers from
  std::optional<Reviewed> reviewed;
  mutable std::vector<Question> asked;
};

// Finds nothing; while `rebuilt`, an index is being built again.
class EmptyShelf final : public search::Searcher {
 public:
  Result<search::SearchResult> Search(const search::SearchRequest&,
                                      const access::Asker&) const override {
    return search::SearchResult();
  }
  Result<std::optional<search::QueryHint>> NoteOfIndexes(const search::SearchRequest& request,
                                                         const access::Asker&) const override {
    asked.push_back(request);
    if (!rebuilt) return std::optional<search::QueryHint>();
    return std::optional(search::QueryHint{"index_rebuilt", "being built", "正在重建"});
  }
  bool rebuilt = false;
  mutable std::vector<search::SearchRequest> asked;
};

class OneShelf final : public access::Access {
 public:
  Result<std::vector<access::LibraryRights>> Libraries(const access::Asker&,
                                                       store::Role) const override {
    std::vector<access::LibraryRights> all(2);
    all[0].library.id = "l_1";
    all[0].library.name = "人事";
    all[1].library.id = "l_2";
    all[1].library.name = "产品";
    return all;
  }
  Result<access::LibraryRights> Library(const access::Asker&, std::string_view,
                                        store::Role) const override {
    return Error{ErrorCode::kNotFound, "no library"};
  }
  Result<store::Document> Document(const access::Asker&, std::string_view,
                                   store::Role) const override {
    return Error{ErrorCode::kNotFound, "no document"};
  }
  Result<void> Administrator(const access::Asker&) const override { return {}; }
};

class Conversation : public ::testing::Test {
 protected:
  Answer Ask(const std::string& question, std::vector<Turn> before = {},
             std::vector<std::string> libraries = {}) {
    search::SearchRequest scope;
    scope.libraries = std::move(libraries);
    Question asked{question, scope};
    asked.before = std::move(before);
    auto answer = conversation_->Ask(asked, {}, {});
    EXPECT_TRUE(answer) << answer.error().message;
    return *std::move(answer);
  }

  Knower judge_;
  Knower answers_;
  const OneShelf access_;
  EmptyShelf searcher_;
  const std::unique_ptr<Answerer> conversation_ = MakeConversationalAnswerer(
      {SharedAnalyzer(), access_, searcher_, judge_, answers_, "hr@example.com"});
};

const std::vector<Turn> kAboutLeave = {{"年假有几天？", "年假为十五天。"}};

TEST_F(Conversation, AQuestionWithoutOneIsAskedAsItStands) {
  EXPECT_EQ(Ask("那病假呢？").understood, "");
  EXPECT_TRUE(judge_.asked.empty());
  ASSERT_EQ(answers_.asked.size(), 1U);
  EXPECT_EQ(answers_.asked[0].text, "那病假呢？");
}

TEST_F(Conversation, ACompleteQuestionIsNotEvenLookedAt) {
  Ask("员工手册规定试用期员工每个月可以休几天带薪年假，需要提前多久申请？", kAboutLeave);
  EXPECT_TRUE(judge_.asked.empty());
}

TEST_F(Conversation, TheReadingThatTheDocumentsAnswerCounts) {
  judge_.knows = {{"病假有几天？", 0.9}};
  const Answer answer = Ask("那病假呢？", kAboutLeave);
  EXPECT_EQ(answer.understood, "病假有几天？");
  EXPECT_EQ(answers_.asked.back().text, "病假有几天？");
  for (const Question& leg : judge_.asked) EXPECT_EQ(leg.scope.mode, search::Mode::kKeywords);
}

TEST_F(Conversation, WordsOfEarlierQuestionsAreNoAnswerToThisOne) {
  judge_.knows = {{"年假的食堂几点开门？", 0.9}};
  judge_.passage = TextHit("手册", "年假为十五天。");
  const Answer answer = Ask("食堂几点开门？", kAboutLeave);
  ASSERT_FALSE(judge_.asked.empty());
  EXPECT_EQ(answer.understood, "");
  EXPECT_EQ(answers_.asked.back().text, "食堂几点开门？");
  judge_.passage = TextHit("手册", "食堂六点开门，年假期间不变。");
  EXPECT_EQ(Ask("食堂几点开门？", kAboutLeave).understood, "年假的食堂几点开门？");
}

TEST_F(Conversation, AShortQuestionThatStandsAloneKeepsItsAnswer) {
  judge_.knows = {{"病假有几天？", 0.9}, {"年假病假有几天？", 0.6}};
  EXPECT_EQ(Ask("病假有几天？", {{"年假可以顺延吗？", ""}}).understood, "");
}

TEST_F(Conversation, AQuestionThatLeansCountsAsItStandsOnlyWhenNothingElseIsAnswered) {
  judge_.knows = {{"它可以顺延吗？", 0.95}, {"年假可以顺延吗？", 0.8}};
  EXPECT_EQ(Ask("它可以顺延吗？", kAboutLeave).understood, "年假可以顺延吗？");
  judge_.knows = {{"它可以顺延吗？", 0.95}};
  EXPECT_EQ(Ask("它可以顺延吗？", kAboutLeave).understood, "");
}

TEST_F(Conversation, ARefusalSaysWhatWasSearchedWhatComesNearAndWhomToAsk) {
  answers_.passages = {TextHit("手册", "甲"), TextHit("手册", "乙"), TextHit("通知", "丙")};
  answers_.passages[0].chunk.heading_path = "第五章 休假 > 年假";
  answers_.passages[2].document.title.clear();
  answers_.passages[2].document.source_name = "documents/通知";
  const Answer answer = Ask("量子纠缠是什么？", {}, {"l_1"});
  EXPECT_THAT(answer.searched, ElementsAre("人事"));
  EXPECT_THAT(answer.topics, ElementsAre("年假", "手册", "通知"));
  EXPECT_EQ(answer.ask_a_person, "hr@example.com");
  EXPECT_EQ(answer.text,
            "在“人事”中，没有找到能回答这个问题的内容。接近的主题有：年假、手册、通知。"
            "也可以咨询：hr@example.com");
}

TEST_F(Conversation, WhatNamesNothingIsRefusedWithoutALook) {
  for (const std::string& question :
       std::vector<std::string>{"年", "a", "年？", "为什么", "的了吗呢", "the of and", "？！"}) {
    answers_.knows[question] = .9;
    EXPECT_TRUE(Ask(question).refused) << question;
  }
  EXPECT_TRUE(answers_.asked.empty());
  Ask(" ");
  EXPECT_EQ(answers_.asked.size(), 1U);  // an error, and theirs to say
  for (const std::string& question : std::vector<std::string>{
           "年假", "税多少？", "PPR-9087", "Who is he?", "سعر؟", "What are clades?",
           "Where are the solvents stored?", "How many bikes do you have?",
           "Who do I tell about an accident?"}) {
    answers_.knows[question] = .9;
    EXPECT_EQ(Ask(question).refused, question == "Who is he?") << question;
  }
}

TEST_F(Conversation, ThatAnIndexIsBeingBuiltAgainIsSaidWithAnswersAndRefusals) {
  EXPECT_TRUE(Ask("量子纠缠是什么？").hints.empty());
  searcher_.rebuilt = true;
  answers_.knows = {{"病假有几天？", 0.9}};
  judge_.knows = answers_.knows;
  for (const Answer& answer : {Ask("那病假呢？", kAboutLeave, {"l_1"}), Ask("量子纠缠是什么？")}) {
    ASSERT_EQ(answer.hints.size(), 1U);
    EXPECT_EQ(answer.hints[0].code, "index_rebuilt");
  }
  const search::SearchRequest& asked = searcher_.asked[1];
  EXPECT_EQ(asked.query, "病假有几天？");
  EXPECT_THAT(asked.libraries, ElementsAre("l_1"));
}

TEST_F(Conversation, WhatWasNotLookedForInAnIndexSaysNothingOfIt) {
  searcher_.rebuilt = true;
  EXPECT_TRUE(Ask("的了吗呢").hints.empty());
  answers_.knows = {{"年假有几天？", 0.9}};
  answers_.reviewed = Reviewed{};
  EXPECT_TRUE(Ask("年假有几天？").hints.empty()) << "a person wrote it";
}

TEST_F(Conversation, AnAnswerSaysNothingOfThat) {
  answers_.knows = {{"年假有几天？", 0.9}};
  const Answer answer = Ask("年假有几天？");
  EXPECT_TRUE(answer.searched.empty());
  EXPECT_EQ(answer.ask_a_person, "");
}

TEST_F(Conversation, ARefusalWithoutPassagesNamesAllThatWasSearched) {
  EXPECT_EQ(Ask("What is quantum entanglement?").text,
            "The documents you may read in '人事', '产品' have nothing about this question. Ask it "
            "in other words, or import documents about it first. You can also ask: hr@example.com");
}

TEST(Refusal, ManyLibrariesAreCounted) {
  Answer refused;
  refused.searched = {"A", "B", "C", "D", "E"};
  EXPECT_THAT(RefusalText(Language::kEnglish, refused), HasSubstr("'A', 'B', 'C' and 2 more"));
  EXPECT_THAT(RefusalText(Language::kChinese, refused), Not(HasSubstr("D")));
}

}  // namespace
}  // namespace wenyuan::answer
