#include "engine.h"

namespace wenyuan::store_sqlite {

Result<void> Engine::Begin() {
  if (writer_->sync_failed()) {
    return Error{ErrorCode::kUnavailable,
                 "the database could not be synced to disk, so nothing more is written; check the "
                 "disk and restart the program",
                 "数据库无法同步到磁盘，已停止写入；请检查磁盘并重新启动程序"};
  }
  return writer_->Run("BEGIN IMMEDIATE");
}

Result<void> Engine::Commit(bool rights_changed) {
  std::uint64_t epoch = rights_epoch_;
  if (rights_changed) {
    WY_CHECK(writer_->Run("UPDATE meta SET value=? WHERE name='rights_epoch'", ++epoch));
  }
  WY_CHECK(writer_->Run("COMMIT"));
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
