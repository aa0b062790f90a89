#include "channel.h"

#include <utility>

namespace wenyuan::serving {
namespace {

class ChannelGeneration final : public Generation {
 public:
  ChannelGeneration(std::shared_ptr<Channel> channel, std::function<void()> on_leave)
      : channel_(std::move(channel)), on_leave_(std::move(on_leave)) {}
  ChannelGeneration(const ChannelGeneration&) = delete;
  ChannelGeneration& operator=(const ChannelGeneration&) = delete;
  ~ChannelGeneration() override {
    channel_->Leave();
    on_leave_();
  }
  Result<std::vector<ProducedToken>> Next(Deadline deadline) override {
    return channel_->Take(deadline);
  }
  [[nodiscard]] GenerationReport report() const override { return channel_->report(); }

 private:
  std::shared_ptr<Channel> channel_;
  std::function<void()> on_leave_;
};

}  // namespace

void Channel::Put(ProducedToken token, const GenerationReport& report) {
  {
    const std::lock_guard lock(mutex_);
    tokens_.push_back(std::move(token));
    report_ = report;
  }
  changed_.notify_one();
}

void Channel::End(const GenerationReport& report, std::optional<Error> why) {
  {
    const std::lock_guard lock(mutex_);
    if (ended_) return;
    report_ = report;
    why_ = std::move(why);
    ended_ = true;
  }
  changed_.notify_one();
}

Result<std::vector<ProducedToken>> Channel::Take(Deadline deadline) {
  std::unique_lock lock(mutex_);
  const auto something = [this] { return !tokens_.empty() || ended_; };
  // A wait until the end of time overflows in some libraries.
  while (!something()) {
    const auto left = std::min(deadline.Left(), std::chrono::milliseconds(60'000));
    if (!changed_.wait_for(lock, left, something) && deadline.Passed()) {
      return Error{ErrorCode::kTimeout, "the model has not written anything yet"};
    }
  }
  if (!tokens_.empty()) return std::exchange(tokens_, {});
  if (why_) return *why_;
  return std::vector<ProducedToken>();
}

GenerationReport Channel::report() const {
  const std::lock_guard lock(mutex_);
  return report_;
}

std::unique_ptr<Generation> MakeGeneration(std::shared_ptr<Channel> channel,
                                           std::function<void()> on_leave) {
  return std::make_unique<ChannelGeneration>(std::move(channel), std::move(on_leave));
}

}  // namespace wenyuan::serving
