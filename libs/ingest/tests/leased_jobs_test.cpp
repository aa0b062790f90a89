#include "leased_jobs.h"

#include <gtest/gtest.h>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/store_sqlite/sqlite_store.h"

namespace wenyuan::ingest {
namespace {

using std::chrono::milliseconds;

class LeasedJobsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    library_ = store_->libraries().Create("l", 0)->number;
    for (int i = 0; i < 20; ++i) {
      const store::BlobId blob{std::string(62, 'a') + std::to_string(10 + i), 1};
      ASSERT_TRUE(store_->documents().Receive(
          {.library = library_, .source_name = std::to_string(i), .original = blob}));
    }
  }

  wenyuan::testing::TemporaryFolder folder_;
  std::unique_ptr<store::Store> store_ = *store_sqlite::OpenSqliteStore(
      {.path = folder_.path() / "house.db", .key = std::string(32, 'k')});
  store::LibraryNumber library_ = 0;
};

TEST_F(LeasedJobsTest, AreHandedOutOnceInTheirOrder) {
  int more = 0;
  LeasedJobs jobs(store_->jobs(), milliseconds{60'000}, [&] { ++more; });
  store::DocumentNumber last = 0;
  for (int i = 0; i < 20; ++i) {
    const auto job = jobs.Next();
    ASSERT_TRUE(job);
    EXPECT_GT(job->document, last);
    last = job->document;
    EXPECT_TRUE(store_->jobs().Finish({*job}));
  }
  EXPECT_FALSE(jobs.Next());
  EXPECT_EQ(more, 2) << "others were told each time that there is more than one";
}

TEST_F(LeasedJobsTest, OneThatWaitedAndWasLostMeanwhileIsNotHandedOut) {
  LeasedJobs jobs(store_->jobs(), milliseconds{0}, [] {});  // so that each is old at once
  const auto first = jobs.Next();
  ASSERT_TRUE(first);
  ASSERT_TRUE(store_->documents().Delete(first->document + 1));
  const auto next = jobs.Next();
  ASSERT_TRUE(next);
  EXPECT_EQ(next->document, first->document + 2);
}

}  // namespace
}  // namespace wenyuan::ingest
