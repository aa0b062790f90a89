#include "restrict_documents.h"

#include <gtest/gtest.h>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/blobs_sealed/sealed_blobs.h"
#include "wenyuan/store_sqlite/sqlite_store.h"

namespace wenyuan::ingest {
namespace {

class NoParser final : public parse::FileParser {
 public:
  Result<parse::Document> Parse(std::string_view, std::string_view, std::string_view) override {
    return Error{ErrorCode::kInternal, "nothing is parsed here"};
  }
};

// An index that is being built again lacks "a.txt" and "b.txt".
class RestrictWhatIsLacking : public ::testing::Test {
 protected:
  RestrictWhatIsLacking() {
    FileSystem& files = PosixFileSystem();
    keys_ = *crypto::OpenKeyFile(files, folder_.path() / "key");
    const std::string key = *store_sqlite::OpenDatabaseKey(files, *keys_, folder_.path() / "db");
    store_ = *store_sqlite::OpenSqliteStore({folder_.path() / "db", key});
    blobs_ = *blobs_sealed::OpenSealedBlobs(files, *keys_, folder_.path() / "blobs");
    analyzer_ = *text::MakeAnalyzer(
        {"third_party/npm/node_modules/nodejieba/submodules/cppjieba/dict", ""});
    library_ = *store_->libraries().Create("library", 0);
    a_ = Put("a.txt");
    b_ = Put("b.txt");
    std::vector<store::Documents::Current> open(2);
    open[0].document = a_.number;
    open[1].document = b_.number;
    lacking_.Set(library_.number, open);
  }

  store::Document Put(const std::string& name) {
    return store_->documents()
        .Receive({library_.number, name, *store::PutBlob(*blobs_, name)})
        ->document;
  }

  // Whether somebody without rights of their own hears that this one is lacking.
  bool IsToldOf(const store::Document& document) {
    const index::DocumentSet filter = index::DocumentSet::bitmapOf(1, document.number);
    return lacking_.Any(library_.number, {nullptr, &filter, nullptr});
  }

  const testing::TemporaryFolder folder_;
  std::unique_ptr<crypto::KeyProvider> keys_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::Blobs> blobs_;
  std::unique_ptr<text::Analyzer> analyzer_;
  store::Library library_;
  store::Document a_;
  store::Document b_;
  LackingDocuments lacking_;
};

TEST_F(RestrictWhatIsLacking, IsNotToldToThoseWhoMayNotReadItAnyMore) {
  NoParser parser;
  IndexShelf indexes(PosixFileSystem(), *keys_, folder_.path() / "index", nullptr);
  const IngestParts parts{*store_, *blobs_, parser, *analyzer_, indexes, SystemClock()};
  ASSERT_TRUE(IsToldOf(a_) && IsToldOf(b_));
  ASSERT_TRUE(RestrictDocuments(parts, {a_}, std::vector<store::UserNumber>{}, lacking_));
  EXPECT_FALSE(IsToldOf(a_));
  EXPECT_TRUE(IsToldOf(b_));
}

}  // namespace
}  // namespace wenyuan::ingest
