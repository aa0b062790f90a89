#include <gtest/gtest.h>

#include "database.h"
#include "schema.h"
#include "sqlite_home.h"

namespace wenyuan::store_sqlite {
namespace {

constexpr const char* kFromTheSeventhStepOn =
    "DROP INDEX document_format; DROP TABLE small_blob; PRAGMA user_version=6;";

constexpr const char* kTheSixthStep =
    "DROP TABLE document_password; DROP TABLE revision_picture; DROP TABLE recognised_picture; "
    "DROP INDEX revision_thumbnail; DROP INDEX revision_unread_picture; "
    "ALTER TABLE document DROP COLUMN needs_password; "
    "ALTER TABLE revision DROP COLUMN thumbnail; "
    "ALTER TABLE revision DROP COLUMN thumbnail_bytes; "
    "ALTER TABLE revision DROP COLUMN pictures; "
    "ALTER TABLE revision DROP COLUMN unread_pictures; PRAGMA user_version=5;";

constexpr const char* kTheFifthStep =
    "DROP TRIGGER shown_answer_goes; DROP TRIGGER quality_result_goes; DROP TRIGGER feedback_goes;"
    "DROP TABLE shown_answer; DROP TABLE shown_sentence; DROP TABLE shown_passage;"
    "DROP TABLE feedback; DROP TABLE faq; DROP TABLE faq_question; DROP TABLE faq_citation;"
    "DROP INDEX quality_result_answer; ALTER TABLE quality_result DROP COLUMN answer;"
    "PRAGMA user_version=4;";

constexpr const char* kStepsBehindTheFirst =
    "DROP TABLE question_set; DROP TABLE question; DROP TABLE question_document;"
    "DROP TABLE question_answer; DROP TABLE thumb; DROP TABLE quality_run;"
    "DROP TABLE quality_result; DROP TABLE library_setting; "
    "DROP TABLE recognised_page; DROP INDEX revision_unread; "
    "ALTER TABLE revision DROP COLUMN picture_pages; ALTER TABLE revision DROP COLUMN "
    "unread_pages; ALTER TABLE document DROP COLUMN recognise_pages; "
    "PRAGMA user_version=1";

TEST(Migration, BringsADatabaseOfTheFirstSchemaForwardAndKeepsWhatIsInIt) {
  SqliteHome home;
  store::Library library;
  {
    const auto store = home.Open(SystemClock());
    library = *store->libraries().Create("合同", 0);
    ASSERT_TRUE(store->documents().Receive({.library = library.number,
                                            .source_name = "a.txt",
                                            .original = store::testing::FakeBlob("x")}));
  }
  {
    auto database = *Database::Open(home.path(), SqliteHome::kKey, Access::kReadWrite);
    ASSERT_TRUE(database->RunScript(std::string(kFromTheSeventhStepOn) + kTheSixthStep +
                                    kTheFifthStep + kStepsBehindTheFirst));
  }
  const auto store = home.Open(SystemClock());
  EXPECT_EQ(store->libraries().Find(library.id)->name, "合同");
  EXPECT_EQ(store->documents().List({.libraries = {library.number}})->total, 1U);
  const auto set = store->question_sets()->Create(library.number, "s", 0);
  ASSERT_TRUE(set);
  EXPECT_TRUE(store->quality_runs()->Add({.set = set->number}));
  auto database = *Database::Open(home.path(), SqliteHome::kKey, Access::kReadOnly);
  EXPECT_GE(**database->Number("PRAGMA user_version"), 2);
}

TEST(Migration, KeepsTheResultsOfRunsThatWereMadeBeforeAnswersWereKept) {
  SqliteHome home;
  store::RunNumber run = 0;
  store::QuestionNumber question = 0;
  {
    const auto store = home.Open(SystemClock());
    const auto library = *store->libraries().Create("合同", 0);
    const auto set = *store->question_sets()->Create(library.number, "s", 0);
    store::Question asked;
    asked.text = "q";
    question = store->question_sets()->Save(set.number, {asked})->front().number;
    run = store->quality_runs()->Add({.set = set.number})->number;
    store::QuestionResult result;
    result.question = question;
    result.measures["hit@1"] = 1;
    ASSERT_TRUE(store->quality_runs()->AddResults(run, {result}));
  }
  {
    auto database = *Database::Open(home.path(), SqliteHome::kKey, Access::kReadWrite);
    ASSERT_TRUE(
        database->RunScript(std::string(kFromTheSeventhStepOn) + kTheSixthStep + kTheFifthStep));
  }
  const auto store = home.Open(SystemClock());
  const auto results = store->quality_runs()->Results(run);
  ASSERT_TRUE(results);
  ASSERT_EQ(results->size(), 1U);
  EXPECT_EQ(results->front().measures.at("hit@1"), 1);
  EXPECT_TRUE(store->quality_runs()->Answers(run, {question})->empty());
  EXPECT_TRUE(store->faq()->List(1)->empty());
  EXPECT_TRUE(store->feedback()->List(1, store::FeedbackState::kOpen)->empty());
}

TEST(Migration, DoesNothingToADatabaseThatIsUpToDate) {
  SqliteHome home;
  home.Open(SystemClock());
  auto database = *Database::Open(home.path(), SqliteHome::kKey, Access::kReadWrite);
  const auto before = **database->Number("PRAGMA schema_version");
  ASSERT_TRUE(Migrate(*database));
  EXPECT_EQ(**database->Number("PRAGMA schema_version"), before);
}

}  // namespace
}  // namespace wenyuan::store_sqlite
