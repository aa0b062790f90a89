#include "session.h"

#include <utility>

#include "data_folder.h"
#include "wenyuan/base/log.h"

namespace wenyuan::app {
namespace {

constexpr std::chrono::seconds kServerAnswers{5};

bool ServerRuns(Transport& transport) {
  http::ClientRequest request;
  request.target = "/healthz";
  const auto response = transport.Call(request, Deadline::After(kServerAnswers));
  return response && response->status == 200;
}

}  // namespace

Result<ApiClient*> Session::Api() {
  if (api_ != nullptr) return api_.get();
  transport_ = MakeSocketTransport(DataLayout{config_.data}.socket());
  if (!ServerRuns(*transport_)) {
    // What a server tells its log is noise beside the answer of a command.
    if (config_.log_level == LogLevel::kInfo) SetLogLevel(LogLevel::kWarning);
    Config own = config_;
    own.generator.generator = generator_;
    if (!reranker_) own.reranker.reranker = "off";
    WY_TRY(house_, OpenHouse(own));
    transport_ = MakeDirectTransport(house_->handler());
  }
  api_ = std::make_unique<ApiClient>(*transport_, terminal_.language());
  return api_.get();
}

ApiClient* Session::Server() {
  if (api_ != nullptr) return api_->server_outlives_us() ? api_.get() : nullptr;
  auto transport = MakeSocketTransport(DataLayout{config_.data}.socket());
  if (!ServerRuns(*transport)) return nullptr;
  transport_ = std::move(transport);
  api_ = std::make_unique<ApiClient>(*transport_, terminal_.language());
  return api_.get();
}

void Session::WantGenerator(std::string generator) {
  generator_ = generator.empty() ? config_.generator.generator : std::move(generator);
}

void Session::AwaitGenerator() {
  if (house_ == nullptr) return;
  constexpr std::chrono::seconds kPatience{180};
  constexpr std::chrono::seconds kLook{1};
  const Deadline deadline = Deadline::After(kPatience);
  Result<void> ready = house_->AwaitGenerator(Deadline::After(kLook));
  while (!ready && !deadline.Passed()) {
    terminal_.Progress(terminal_.Say("the model is being loaded …", "正在加载模型……"));
    ready = house_->AwaitGenerator(Deadline::After(kLook));
  }
  terminal_.EndProgress();  // why it did not come stands in the answer
}

void Session::AwaitEmbedder() {
  if (house_ == nullptr) return;
  constexpr std::chrono::seconds kPatience{30};
  constexpr std::chrono::seconds kRerankerPatience{5};
  constexpr std::chrono::seconds kLook{1};
  const Deadline deadline = Deadline::After(kPatience);
  Result<void> ready = house_->AwaitEmbedder(Deadline::After(kLook));
  while (!ready && !deadline.Passed() && house_->EmbedderMayCome()) {
    terminal_.Progress(
        terminal_.Say("the models are being loaded for this command alone; a running server "
                      "(wenyuan serve) keeps them …",
                      "正在为本次命令加载模型；运行服务（wenyuan serve）后模型常驻，无需等待……"));
    ready = house_->AwaitEmbedder(Deadline::After(kLook));
  }
  // While it is loaded words alone choose the sentences of an answer, so what is asked here and now
  // would be answered otherwise than a minute later.
  (void)house_->AwaitReranker(Deadline::After(kRerankerPatience));
  terminal_.EndProgress();
  if (ready) return;
  terminal_.Note(std::string(terminal_.Say("By words only: ", "仅按字词：")) +
                 ready.error().In(terminal_.language()));
}

void Session::FinishOwnWork() {
  if (house_ != nullptr) house_->ingest().WaitUntilIdle(Deadline::Never());
}

int Session::Fail(const Error& error) {
  terminal_.EndProgress();
  terminal_.Fail(error);
  return ExitCodeOf(error.code);
}

}  // namespace wenyuan::app
