#include "page_reader.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "wenyuan/http/endpoint.h"
#include "wenyuan/ingest/vision_reader.h"
#include "wenyuan/llm_openai/models.h"
#include "wenyuan/ocr/ocr.h"

namespace wenyuan::app {
namespace {

// It gives way to everybody, so its time is that of a page on a busy machine.
constexpr std::chrono::seconds kWall{600};
constexpr std::chrono::seconds kCpu{120};
constexpr std::size_t kFilesPerProcess = 200;

class LocalPageReader final : public parse::PageReader {
 public:
  LocalPageReader(const Config& config, const Installation& installation)
      : tessdata_(config.tesseract),
        memory_bytes_(config.recognition_memory_mib << 20U),
        program_(installation.parser),
        pp_ocr_(installation.ocr) {}

  Result<parse::Document> ReadPages(std::string_view bytes, std::string_view name,
                                    std::string_view password, parse::PageRange pages) override {
    WY_TRY(const auto reader, Current());
    return reader->ReadPages(bytes, name, password, pages);
  }
  Result<parse::Document> ReadPictures(std::string_view bytes, std::string_view name,
                                       std::string_view password,
                                       const std::vector<std::string>& pictures) override {
    WY_TRY(const auto reader, Current());
    return reader->ReadPictures(bytes, name, password, pictures);
  }
  [[nodiscard]] std::string Recogniser() const override {
    const auto found = ocr::FindRecogniser(pp_ocr_, tessdata_);
    return found ? std::string(ocr::NameOf(found->engine)) : std::string();
  }
  void Stop() override {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    if (reader_ != nullptr) reader_->Stop();
  }

 private:
  // Of what is installed now; shared with calls that began with another.
  Result<std::shared_ptr<parse::PageReader>> Current() {
    const auto found = ocr::FindRecogniser(pp_ocr_, tessdata_);
    if (!found) {
      return Error{
          ErrorCode::kUnavailable,
          "OCR is not installed; run scripts/models/install_ocr (or install Tesseract with its "
          "languages), and it goes on by itself",
          "尚未安装文字识别组件；请运行 scripts/models/install_ocr（或安装 Tesseract "
          "及语言包），安装后会自动继续"};
    }
    const std::lock_guard lock(mutex_);
    if (reader_ == nullptr || folder_ != found->folder) {
      parse::ParserProcessOptions options{
          program_, 1, kWall, kCpu, memory_bytes_, kFilesPerProcess, found->folder};
      WY_TRY(auto reader, parse::MakePageReader(std::move(options)));
      reader_ = std::move(reader);
      folder_ = found->folder;
    }
    if (stopped_) reader_->Stop();
    return reader_;
  }

  const std::filesystem::path tessdata_;
  const std::uint64_t memory_bytes_;
  const std::filesystem::path program_;
  const std::filesystem::path pp_ocr_;
  std::mutex mutex_;                           // guards what follows
  std::shared_ptr<parse::PageReader> reader_;  // and whoever reads with it just now
  std::filesystem::path folder_;
  bool stopped_ = false;
};

// With all that it is made of.
class OwningVisionReader final : public parse::PageReader {
 public:
  OwningVisionReader(std::unique_ptr<parse::PageReader> pictures,
                     std::unique_ptr<llm::ChatModel> model, parse::FileParser& parser,
                     ingest::VisionOptions options)
      : pictures_(std::move(pictures)),
        model_(std::move(model)),
        reader_(ingest::MakeVisionReader({*pictures_, parser, *model_}, std::move(options))) {}
  Result<parse::Document> ReadPages(std::string_view bytes, std::string_view name,
                                    std::string_view password, parse::PageRange pages) override {
    return reader_->ReadPages(bytes, name, password, pages);
  }
  Result<parse::Document> ReadPictures(std::string_view bytes, std::string_view name,
                                       std::string_view password,
                                       const std::vector<std::string>& pictures) override {
    return reader_->ReadPictures(bytes, name, password, pictures);
  }
  [[nodiscard]] std::string Recogniser() const override { return reader_->Recogniser(); }
  void Stop() override { reader_->Stop(); }

 private:
  const std::unique_ptr<parse::PageReader> pictures_;
  const std::unique_ptr<llm::ChatModel> model_;
  const std::unique_ptr<parse::PageReader> reader_;
};

}  // namespace

Result<std::unique_ptr<parse::PageReader>> MakeVisionPageReader(const Config& config,
                                                                const Installation& installation,
                                                                parse::FileParser& parser) {
  if (config.vision.empty()) return std::unique_ptr<parse::PageReader>();
  llm_openai::ServerOptions server;
  WY_TRY(server.endpoint, http::ParseEndpoint(config.vision));
  server.key = config.vision_key;
  server.model = config.vision_model;
  parse::ParserProcessOptions pages{
      installation.parser, 1, kWall, kCpu, config.recognition_memory_mib << 20U, kFilesPerProcess};
  pages.give_pictures = true;
  WY_TRY(auto pictures, parse::MakePageReader(std::move(pages)));
  const std::string name = config.vision_model.empty() ? config.vision : config.vision_model;
  return std::make_unique<OwningVisionReader>(
      std::move(pictures), llm_openai::MakeChatModel(std::move(server)), parser,
      ingest::VisionOptions{name, config.vision_tokens, config.vision_seconds});
}

std::unique_ptr<parse::PageReader> MakeLocalPageReader(const Config& config,
                                                       const Installation& installation) {
  return std::make_unique<LocalPageReader>(config, installation);
}

}  // namespace wenyuan::app
