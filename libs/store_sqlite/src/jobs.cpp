#include "jobs.h"

#include "document_list.h"
#include "job_results.h"
#include "rows.h"

namespace wenyuan::store_sqlite {
namespace {

using std::chrono::milliseconds;
using store::DocumentState;
using store::Job;
using store::JobNumber;
using store::LineageStep;
using store::Stage;

// A job's number names one lease of it: the row, and the low bits of how often it was leased. So a
// worker that lost its lease cannot be taken for the one that has it now.
constexpr unsigned kAttemptBits = 16;
constexpr std::uint64_t kAttemptMask = (1U << kAttemptBits) - 1;

constexpr std::string_view kHeld = "number=?1 AND leased=1 AND (attempts & 65535)=?2";

std::int64_t RowOf(JobNumber job) { return static_cast<std::int64_t>(job >> kAttemptBits); }
std::uint64_t AttemptOf(JobNumber job) { return job & kAttemptMask; }

class SqliteJobs final : public store::Jobs {
 public:
  explicit SqliteJobs(Engine& engine) : engine_(engine) {}

  Result<std::vector<Job>> LeaseTogether(milliseconds duration, std::size_t limit) override {
    return engine_.Write([&](Writing& writing) -> Result<std::vector<Job>> {
      Database& database = writing.database;
      WY_TRY(const auto due, DueJobs(database, writing.now, limit));
      for (const Job& job : due) {
        WY_CHECK(database.Run("UPDATE job SET leased=1, attempts=?, due=? WHERE number=?",
                              job.attempts, writing.now + duration.count(), RowOf(job.number)));
        WY_CHECK(database.Run("UPDATE document SET state=?, attempts=? WHERE number=?",
                              DocumentState::kRunning, job.attempts, job.document));
      }
      return due;
    });
  }

  Result<void> Extend(JobNumber job, milliseconds duration) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      WY_CHECK(writing.database.Run(std::string("UPDATE job SET due=?3 WHERE ").append(kHeld),
                                    RowOf(job), AttemptOf(job), writing.now + duration.count()));
      if (writing.database.Changed() == 0) return LeaseLost();
      return {};
    });
  }

  Result<void> SaveRead(const Job& job, const store::ReadResult& read,
                        const LineageStep& step) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      WY_CHECK(CheckHeld(writing.database, job));
      WY_CHECK(WriteRead(writing.database, job, read));
      return WriteSteps(writing.database, job, {step});
    });
  }

  Result<void> SaveChunks(const Job& job, const std::vector<store::Chunk>& chunks,
                          const std::vector<LineageStep>& steps) override {
    const EncodedChunks encoded(chunks);  // before the lock is taken: it is much of the work
    return engine_.Write([&](Writing& writing) -> Result<void> {
      WY_CHECK(CheckHeld(writing.database, job));
      WY_CHECK(WriteChunks(writing.database, job, encoded));
      return WriteSteps(writing.database, job, steps);
    });
  }

  Result<std::vector<JobNumber>> SaveCut(const std::vector<store::CutRevision>& cut) override {
    std::vector<EncodedChunks> encoded;
    encoded.reserve(cut.size());
    for (const store::CutRevision& one : cut) encoded.emplace_back(one.chunks);
    return engine_.Write([&](Writing& writing) -> Result<std::vector<JobNumber>> {
      Database& database = writing.database;
      std::vector<JobNumber> lost;
      for (std::size_t i = 0; i < cut.size(); ++i) {
        const Job& job = cut[i].job;
        const auto held = CheckHeld(database, job);
        if (!held && held.error().code == ErrorCode::kConflict) {
          lost.push_back(job.number);
          continue;
        }
        if (!held) return held.error();
        WY_CHECK(WriteRead(database, job, cut[i].read));
        WY_CHECK(WriteChunks(database, job, encoded[i]));
        WY_CHECK(WriteSteps(database, job, cut[i].steps));
      }
      return lost;
    });
  }

  Result<void> Finish(const std::vector<Job>& jobs) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      for (const Job& job : jobs) {
        WY_CHECK(CheckHeld(database, job));
        WY_CHECK(database.Run("UPDATE revision SET stage=? WHERE number=?", Stage::kIndexed,
                              job.revision));
        WY_CHECK(TakeTitle(database, job));
        WY_CHECK(
            database.Run("UPDATE document SET current=?, state=?, stage=?, reason='',"
                         " reason_zh='', needs_password=0 WHERE number=?",
                         job.revision, DocumentState::kReady, Stage::kIndexed, job.document));
        WY_CHECK(database.Run("DELETE FROM job WHERE number=?", RowOf(job.number)));
      }
      return {};
    });
  }

  Result<void> Fail(const Job& job, const Error& reason,
                    std::optional<milliseconds> retry_after) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      WY_CHECK(CheckHeld(database, job));
      const bool needs_password = !retry_after && reason.code == ErrorCode::kPermissionDenied;
      WY_CHECK(database.Run(
          "UPDATE document SET state=?, reason=?, reason_zh=?, needs_password=? WHERE number=?",
          retry_after ? DocumentState::kQueued : DocumentState::kFailed, reason.message,
          reason.message_zh, needs_password, job.document));
      if (needs_password) WY_CHECK(SetPassword(database, job.document, {}));
      if (!retry_after) return database.Run("DELETE FROM job WHERE number=?", RowOf(job.number));
      return database.Run("UPDATE job SET leased=0, due=? WHERE number=?",
                          writing.now + retry_after->count(), RowOf(job.number));
    });
  }

  Result<void> Retry(store::DocumentNumber document) override {
    return engine_.Write(
        [&](Writing& writing) -> Result<void> { return QueueAgain(writing.database, document); });
  }

  Result<void> Unlock(store::DocumentNumber document, std::string_view password) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      WY_TRY(const auto needs,
             database.Number("SELECT needs_password FROM document WHERE number=? AND deleted=0",
                             document));
      if (!needs) return NotFound(Thing::kDocument, document);
      if (*needs == 0) {
        return Error{ErrorCode::kConflict, "this document does not ask for a password",
                     "该文档不需要密码"};
      }
      WY_CHECK(SetPassword(database, document, password));
      return QueueAgain(database, document);
    });
  }

  Result<void> KeepPassword(store::DocumentNumber document, std::string_view password) override {
    return engine_.Write(
        [&](Writing& writing) { return SetPassword(writing.database, document, password); });
  }

  Result<std::string> PasswordOf(store::DocumentNumber document) const override {
    return engine_.Read([&](Database& database) -> Result<std::string> {
      WY_TRY(auto row,
             database.Query("SELECT password FROM document_password WHERE document=?", document));
      WY_TRY(const bool found, row.Step());
      return found ? row.Text(0) : std::string();
    });
  }

  Result<void> ReleaseAll() override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      WY_CHECK(
          database.Run("UPDATE document SET state=? WHERE number IN"
                       " (SELECT document FROM job WHERE leased=1)",
                       DocumentState::kQueued));
      return database.Run("UPDATE job SET leased=0, due=0 WHERE leased=1");
    });
  }

  Result<Counts> Count(const store::DocumentFilter& filter) const override {
    return engine_.Read([&](Database& database) -> Result<Counts> {
      Counts counts;
      const auto of = [&](DocumentState state) -> Result<std::size_t> {
        if (filter.state && *filter.state != state) return std::size_t{0};
        store::DocumentFilter one = filter;
        one.state = state;
        return CountDocuments(database, one);
      };
      WY_TRY(counts.queued, of(DocumentState::kQueued));
      WY_TRY(counts.running, of(DocumentState::kRunning));
      WY_TRY(counts.ready, of(DocumentState::kReady));
      WY_TRY(counts.failed, of(DocumentState::kFailed));
      return counts;
    });
  }

 private:
  static Error LeaseLost() {
    return {ErrorCode::kConflict,
            "the lease of this job was lost: its document was deleted, got a newer revision, or "
            "another worker took it over; drop what was done"};
  }

  // The oldest that is due and, as long as all are of small files, those behind it.
  static Result<std::vector<Job>> DueJobs(Database& database, UnixMillis now, std::size_t limit) {
    std::vector<Job> jobs;
    WY_TRY(auto row, database.Query("SELECT j.number, j.revision, j.document, j.library, r.stage,"
                                    " j.attempts, r.original_bytes"
                                    " FROM job j JOIN revision r ON r.number=j.revision"
                                    " WHERE j.due<=? ORDER BY j.due, j.number LIMIT ?",
                                    now, limit));
    while (jobs.size() < limit) {
      WY_TRY(const bool found, row.Step());
      if (!found) break;
      const bool small = row.As<std::uint64_t>(6) <= store::kSmallFileBytes;
      if (!small && !jobs.empty()) break;
      const std::int64_t number = row.Int(0);
      Job job;
      job.revision = row.As<store::RevisionNumber>(1);
      job.document = row.As<store::DocumentNumber>(2);
      job.library = row.As<store::LibraryNumber>(3);
      job.stage = row.As<Stage>(4);
      job.attempts = row.As<std::uint32_t>(5) + 1;
      job.number = (static_cast<JobNumber>(number) << kAttemptBits) | (job.attempts & kAttemptMask);
      jobs.push_back(job);
      if (!small) break;
    }
    return jobs;
  }

  static Result<void> CheckHeld(Database& database, const Job& job) {
    WY_TRY(const auto revision,
           database.Number(std::string("SELECT revision FROM job WHERE ").append(kHeld),
                           RowOf(job.number), AttemptOf(job.number)));
    if (!revision || *revision != job.revision) return LeaseLost();
    return {};
  }

  static Result<void> QueueAgain(Database& database, store::DocumentNumber document) {
    WY_TRY(const auto state,
           database.Number("SELECT state FROM document WHERE number=? AND deleted=0", document));
    if (!state) return NotFound(Thing::kDocument, document);
    if (static_cast<DocumentState>(*state) != DocumentState::kFailed) {
      return Error{ErrorCode::kConflict, "only a failed document can be tried again",
                   "只有处理失败的文档才能重试"};
    }
    WY_CHECK(
        database.Run("UPDATE document SET state=?, stage=?, reason='', reason_zh='',"
                     " needs_password=0, attempts=0 WHERE number=?",
                     DocumentState::kQueued, Stage::kReceived, document));
    WY_CHECK(
        database.Run("UPDATE revision SET stage=? WHERE number="
                     "(SELECT newest FROM document WHERE number=?)",
                     Stage::kReceived, document));
    return database.Run(
        "INSERT INTO job(document, revision, library)"
        " SELECT number, newest, library FROM document WHERE number=?",
        document);
  }

  static Result<void> SetPassword(Database& database, store::DocumentNumber document,
                                  std::string_view password) {
    if (password.empty()) {
      return database.Run("DELETE FROM document_password WHERE document=?", document);
    }
    return database.Run(
        "INSERT OR REPLACE INTO document_password SELECT number, ?2 FROM document"
        " WHERE number=?1 AND deleted=0",
        document, Bytes{password});
  }

  Engine& engine_;
};

}  // namespace

std::unique_ptr<store::Jobs> MakeJobs(Engine& engine) {
  return std::make_unique<SqliteJobs>(engine);
}

}  // namespace wenyuan::store_sqlite
