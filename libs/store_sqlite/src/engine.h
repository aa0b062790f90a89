#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
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

// The connections to one database: a single writer under a lock, and readers that others do not
// block. Any thread.
class Engine {
 public:
  Engine(std::unique_ptr<Database> writer, std::vector<std::unique_ptr<Database>> readers,
         const Clock& clock, std::uint64_t rights_epoch)
      : clock_(clock),
        writer_(std::move(writer)),
        idle_readers_(std::move(readers)),
        rights_epoch_(rights_epoch) {}

  // Runs `work(Writing&)` in a transaction; committed, and durable, when it returns a value.
  template <typename Work>
  std::invoke_result_t<Work, Writing&> Write(Work&& work) {
    const std::lock_guard lock(writing_);
    WY_CHECK(Begin());
    const Ending ending(*writer_, "ROLLBACK");
    Writing writing{*writer_, clock_.Now()};
    auto result = work(writing);
    if (result) {
      WY_CHECK(Commit(writing.rights_changed));
    }
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

  Result<void> Begin();
  Result<void> Commit(bool rights_changed);
  std::unique_ptr<Database> TakeReader();
  void GiveBack(std::unique_ptr<Database> reader);

  const Clock& clock_;
  std::mutex writing_;
  const std::unique_ptr<Database> writer_;  // guarded by writing_
  std::mutex reading_;
  std::condition_variable reader_is_back_;
  std::vector<std::unique_ptr<Database>> idle_readers_;  // guarded by reading_
  std::atomic<std::uint64_t> rights_epoch_;
};

}  // namespace wenyuan::store_sqlite
