#include "engine.h"

namespace wenyuan::store_sqlite {

namespace {

// Then those in the group have waited long enough for those behind them.
constexpr std::size_t kMostMembers = 64;

}  // namespace

Engine::Turn::Turn(Engine& engine) : engine_(engine), lock_(engine.writing_, std::defer_lock) {
  ++engine_.in_line_;
  lock_.lock();
  --engine_.in_line_;
}

Engine::Turn::~Turn() {
  if (open_) Fail(Error{ErrorCode::kInternal, "a transaction was left without a result"});
  // One that could not begin may still be the last in line.
  if (lock_.owns_lock()) engine_.EndGroupIfDue();
}

Result<void> Engine::Turn::Begin() {
  if (engine_.group_ == nullptr) {
    WY_CHECK(engine_.BeginGroup());
  }
  WY_CHECK(engine_.writer_->Run("SAVEPOINT turn"));
  open_ = true;
  return {};
}

void Engine::Turn::Fail(const Error& why) {
  open_ = false;
  Database& writer = *engine_.writer_;
  if (writer.InTransaction() && writer.Run("ROLLBACK TO turn") && writer.Run("RELEASE turn"))
    return;
  // SQLite rolled all of it back itself (a full disk, an I/O error), and so for everybody.
  if (writer.InTransaction()) static_cast<void>(writer.Run("ROLLBACK").has_value());
  engine_.group_->outcome = Result<void>(why);
  engine_.group_ = nullptr;
  engine_.committed_.notify_all();
}

Result<void> Engine::Turn::Succeed(bool rights_changed) {
  if (Result<void> released = engine_.writer_->Run("RELEASE turn"); !released) {
    Fail(released.error());
    return released;
  }
  open_ = false;
  const std::shared_ptr<Group> group = engine_.group_;
  ++group->members;
  group->rights_changed |= rights_changed;
  engine_.EndGroupIfDue();
  engine_.committed_.wait(lock_, [&] { return group->outcome.has_value(); });
  return *group->outcome;
}

Result<void> Engine::BeginGroup() {
  if (writer_->sync_failed()) {
    return Error{ErrorCode::kUnavailable,
                 "the database could not be synced to disk, so nothing more is written; check the "
                 "disk and restart the program",
                 "数据库无法同步到磁盘，已停止写入；请检查磁盘并重新启动程序"};
  }
  WY_CHECK(writer_->Run("BEGIN IMMEDIATE"));
  group_ = std::make_shared<Group>();
  return {};
}

void Engine::EndGroupIfDue() {
  if (group_ == nullptr || (in_line_ > 0 && group_->members < kMostMembers)) return;
  const std::shared_ptr<Group> group = std::move(group_);
  group_ = nullptr;
  Result<void> committed = group->members > 0 ? Commit(group->rights_changed) : Result<void>();
  if (writer_->InTransaction()) static_cast<void>(writer_->Run("ROLLBACK").has_value());
  group->outcome = std::move(committed);
  committed_.notify_all();
}

Result<void> Engine::Commit(bool rights_changed) {
  std::uint64_t epoch = rights_epoch_;
  if (rights_changed) {
    WY_CHECK(writer_->Run("UPDATE meta SET value=? WHERE name='rights_epoch'", ++epoch));
  }
  if (with_commit_ != nullptr) WY_CHECK(with_commit_->WriteWith(*writer_));
  WY_CHECK(writer_->Run("COMMIT"));
  if (with_commit_ != nullptr) with_commit_->Committed();
  rights_epoch_ = epoch;
  return {};
}

std::unique_ptr<Database> Engine::TakeReader() {
  std::unique_lock lock(reading_);
  reader_is_back_.wait(lock, [this] { return !idle_readers_.empty(); });
  auto reader = std::move(idle_readers_.back());
  idle_readers_.pop_back();
  return reader;
}

void Engine::GiveBack(std::unique_ptr<Database> reader) {
  {
    const std::lock_guard lock(reading_);
    idle_readers_.push_back(std::move(reader));
  }
  reader_is_back_.notify_one();
}

}  // namespace wenyuan::store_sqlite
