#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "database.h"
#include "wenyuan/base/clock.h"

namespace wenyuan::store_sqlite {

// A transaction that writes.
struct Writing {
  Database& database;
  UnixMillis now = 0;
  bool rights_changed = false;  // set it, and the rights epoch counts one on with the commit
};

// Has something to write with the next commit, whosever that is.
class WithCommit {
 public:
  virtual ~WithCommit() = default;
  // At the end of the transaction; what fails makes all of it fail.
  virtual Result<void> WriteWith(Database& database) = 0;
  // What was written last is durable.
  virtual void Committed() = 0;
};

// The connections to one database: a single writer under a lock, and readers that others do not
// block. Any thread.
//
// Writers that come while another commits share the next commit (group commit): each runs in a
// savepoint of one transaction, and the last one in line commits for all. So a sync of the disk and
// the pages that all of them change (the ends of tables and indexes) are paid for once.
class Engine {
 public:
  Engine(std::unique_ptr<Database> writer, std::vector<std::unique_ptr<Database>> readers,
         const Clock& clock, std::uint64_t rights_epoch)
      : clock_(clock),
        writer_(std::move(writer)),
        idle_readers_(std::move(readers)),
        rights_epoch_(rights_epoch) {}

  // Runs `work(Writing&)` in a transaction; committed, and durable, when it returns a value. What
  // it reads may hold what others write with the same commit: either all of that stays or nothing.
  template <typename Work>
  std::invoke_result_t<Work, Writing&> Write(Work&& work) {
    Turn turn(*this);
    WY_CHECK(turn.Begin());
    Writing writing{*writer_, clock_.Now()};
    auto result = work(writing);
    if (!result) {
      turn.Fail(result.error());
      return result;
    }
    WY_CHECK(turn.Succeed(writing.rights_changed));
    return result;
  }

  // Runs `work(Database&)` on one state of the database, whatever is written meanwhile.
  template <typename Work>
  std::invoke_result_t<Work, Database&> Read(Work&& work) {
    const Reader reader(*this);
    WY_CHECK(reader.database().Run("BEGIN"));
    const Ending ending(reader.database(), "COMMIT");
    return work(reader.database());
  }

  // nullptr: nobody any more.
  void Attach(WithCommit* with_commit) {
    const std::lock_guard lock(writing_);
    with_commit_ = with_commit;
  }

  [[nodiscard]] UnixMillis Now() const { return clock_.Now(); }
  [[nodiscard]] std::uint64_t RightsEpoch() const { return rights_epoch_; }

 private:
  // Ends a transaction, if it is still open, however its block is left.
  class Ending {
   public:
    Ending(Database& database, std::string_view how) : database_(database), how_(how) {}
    Ending(const Ending&) = delete;
    Ending& operator=(const Ending&) = delete;
    ~Ending() {
      if (database_.InTransaction()) static_cast<void>(database_.Run(how_).has_value());
    }

   private:
    Database& database_;
    const std::string_view how_;
  };

  class Reader {
   public:
    explicit Reader(Engine& engine) : engine_(engine), database_(engine.TakeReader()) {}
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader() { engine_.GiveBack(std::move(database_)); }
    [[nodiscard]] Database& database() const { return *database_; }

   private:
    Engine& engine_;
    std::unique_ptr<Database> database_;
  };

  // The writers of one commit.
  struct Group {
    std::size_t members = 0;  // that succeeded
    bool rights_changed = false;
    std::optional<Result<void>> outcome;  // of the commit
  };

  // One writer's place in line, from coming to the commit.
  class Turn {
   public:
    explicit Turn(Engine& engine);
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn();  // of one that neither failed nor succeeded: as a failure
    Result<void> Begin();
    Result<void> Succeed(bool rights_changed);
    void Fail(const Error& why);

   private:
    Engine& engine_;
    std::unique_lock<std::mutex> lock_;
    bool open_ = false;  // its savepoint
  };

  Result<void> BeginGroup();
  // Commits the group when nobody is in line any more, or enough are in it.
  void EndGroupIfDue();
  Result<void> Commit(bool rights_changed);

  std::unique_ptr<Database> TakeReader();
  void GiveBack(std::unique_ptr<Database> reader);

  const Clock& clock_;
  std::atomic<std::size_t> in_line_ = 0;
  std::mutex writing_;
  std::condition_variable committed_;
  const std::unique_ptr<Database> writer_;  // guarded by writing_
  WithCommit* with_commit_ = nullptr;       // guarded by writing_
  std::shared_ptr<Group> group_;            // guarded by writing_; null: no transaction is open
  std::mutex reading_;
  std::condition_variable reader_is_back_;
  std::vector<std::unique_ptr<Database>> idle_readers_;  // guarded by reading_
  std::atomic<std::uint64_t> rights_epoch_;
};

}  // namespace wenyuan::store_sqlite
