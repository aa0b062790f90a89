#include "wenyuan/store_sqlite/sqlite_store.h"

#include <cstring>

#include "accounts.h"
#include "documents.h"
#include "faq.h"
#include "feedback.h"
#include "jobs.h"
#include "libraries.h"
#include "quality_runs.h"
#include "question_sets.h"
#include "recognitions.h"
#include "schema.h"
#include "small_blobs.h"

namespace wenyuan::store_sqlite {
namespace {

class SqliteStore final : public store::Store {
 public:
  explicit SqliteStore(std::shared_ptr<Engine> engine)
      : engine_(std::move(engine)),
        libraries_(MakeLibraries(*engine_)),
        documents_(MakeDocuments(*engine_)),
        jobs_(MakeJobs(*engine_)),
        accounts_(MakeAccounts(*engine_)),
        question_sets_(MakeQuestionSets(*engine_)),
        quality_runs_(MakeQualityRuns(*engine_)),
        recognitions_(MakeRecognitions(*engine_)),
        feedback_(MakeFeedbackBox(*engine_)),
        faq_(MakeFaqEntries(*engine_)) {}

  store::Libraries& libraries() override { return *libraries_; }
  store::Documents& documents() override { return *documents_; }
  store::Jobs& jobs() override { return *jobs_; }
  store::Accounts& accounts() override { return *accounts_; }
  store::QuestionSets* question_sets() override { return question_sets_.get(); }
  store::QualityRuns* quality_runs() override { return quality_runs_.get(); }
  store::Recognitions* recognitions() override { return recognitions_.get(); }
  store::FeedbackBox* feedback() override { return feedback_.get(); }
  store::FaqEntries* faq() override { return faq_.get(); }

 private:
  const std::shared_ptr<Engine> engine_;
  const std::unique_ptr<store::Libraries> libraries_;
  const std::unique_ptr<store::Documents> documents_;
  const std::unique_ptr<store::Jobs> jobs_;
  const std::unique_ptr<store::Accounts> accounts_;
  const std::unique_ptr<store::QuestionSets> question_sets_;
  const std::unique_ptr<store::QualityRuns> quality_runs_;
  const std::unique_ptr<store::Recognitions> recognitions_;
  const std::unique_ptr<store::FeedbackBox> feedback_;
  const std::unique_ptr<store::FaqEntries> faq_;
};

// Before 3.51.3 two connections and a checkpoint at the wrong moment can damage a database in WAL
// mode. The second check finds another SQLite that was linked instead of ours.
Result<void> CheckVersion() {
  constexpr int kFirstSound = 3051003;
  if (sqlite3_libversion_number() >= kFirstSound &&
      std::strcmp(sqlite3_sourceid(), SQLITE_SOURCE_ID) == 0) {
    return {};
  }
  return Error{ErrorCode::kInternal, std::string("this program runs with SQLite ") +
                                         sqlite3_libversion() +
                                         ", which is not the one it was built with; build it anew"};
}

Result<std::shared_ptr<Engine>> OpenEngine(const SqliteStoreOptions& options) {
  WY_CHECK(CheckVersion());
  if (options.key.size() != 32 || options.readers == 0) {
    return Error{ErrorCode::kInvalidArgument,
                 "a database needs a key of 32 bytes and at least one reader"};
  }
  FileSystem& files = PosixFileSystem();
  if (!files.Exists(options.path)) {  // SQLite would make it readable by others
    WY_CHECK(files.CreateDirectories(options.path.parent_path()));
    WY_CHECK(files.Create(options.path));
  }
  WY_TRY(auto writer, Database::Open(options.path, options.key, Access::kReadWrite));
  WY_CHECK(Migrate(*writer));
  WY_TRY(const auto epoch, writer->Number("SELECT value FROM meta WHERE name='rights_epoch'"));
  std::vector<std::unique_ptr<Database>> readers;
  for (std::size_t i = 0; i < options.readers; ++i) {
    WY_TRY(auto reader, Database::Open(options.path, options.key, Access::kReadOnly));
    readers.push_back(std::move(reader));
  }
  return std::make_shared<Engine>(std::move(writer), std::move(readers), *options.clock,
                                  static_cast<std::uint64_t>(epoch.value_or(0)));
}

}  // namespace

Result<std::unique_ptr<store::Store>> OpenSqliteStore(const SqliteStoreOptions& options) {
  WY_TRY(auto engine, OpenEngine(options));
  return std::make_unique<SqliteStore>(std::move(engine));
}

Result<StoreAndBlobs> OpenSqliteStoreAndBlobs(const SqliteStoreOptions& options,
                                              std::unique_ptr<store::Blobs> large) {
  WY_TRY(auto engine, OpenEngine(options));
  StoreAndBlobs opened;
  opened.store = std::make_unique<SqliteStore>(engine);
  opened.blobs = std::make_unique<SmallBlobs>(std::move(engine), std::move(large));
  return opened;
}

}  // namespace wenyuan::store_sqlite
