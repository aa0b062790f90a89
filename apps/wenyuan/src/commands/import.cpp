#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "../json.h"
#include "commands.h"
#include "import_files.h"
#include "wenyuan/base/files.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;
constexpr std::chrono::milliseconds kPollInterval{250};
constexpr std::string_view kDefaultLibrary = "Documents";

// The library to import into; one is made when the name is new or there is none at all.
Result<std::string> ChooseLibrary(ApiClient& api, const std::string& name) {
  WY_TRY(const json::value answer, api.Get("/api/v1/libraries"));
  const json::array& libraries = ListOf(answer, "libraries");
  for (const json::value& library : libraries) {
    if (TextOf(library, "name") == name || TextOf(library, "id") == name) {
      return TextOf(library, "id");
    }
  }
  if (name.empty() && libraries.size() == 1) return TextOf(libraries[0], "id");
  if (name.empty() && libraries.size() > 1) {
    return Error{ErrorCode::kInvalidArgument,
                 "there are several libraries; say which with --library NAME",
                 "有多个知识库；请用 --library 名称 指定一个"};
  }
  WY_TRY(const json::value made,
         api.Send("POST", "/api/v1/libraries",
                  json::object{{"name", name.empty() ? std::string(kDefaultLibrary) : name}}));
  return TextOf(made, "id");
}

Result<json::value> UploadOne(ApiClient& api, const std::string& library, const FileToImport& file,
                              const std::vector<std::string>& tags) {
  WY_TRY(const auto content, PosixFileSystem().Open(file.path));
  std::uint64_t at = 0;
  const auto pieces = [&]() -> Result<std::string> {
    const auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>(kPieceBytes, content->Size() - at));
    const std::uint64_t from = at;
    at += size;
    return content->ReadAt(from, size);
  };
  Parameters parameters = {{"name", file.name}};
  for (const std::string& tag : tags) parameters.emplace_back("tag", tag);
  return api.Upload("/api/v1/libraries/" + library + "/documents", parameters, pieces,
                    content->Size());
}

// What became of an import, told file by file as it is known.
class Progress {
 public:
  Progress(Terminal& terminal, std::size_t files)
      : terminal_(terminal), files_(files), started_(std::chrono::steady_clock::now()) {}

  void Received(const FileToImport& file, const json::value& answer) {
    ++received_;
    const json::value& document = MemberOf(answer, "document");
    if (FlagOf(answer, "unchanged")) ++unchanged_;
    waiting_.push_back({TextOf(document, "document_id"), file.name});
    Show();
  }
  void Refused(const FileToImport& file, const Error& error) {
    ++failed_;
    failures_.push_back(
        json::object{{"name", file.name}, {"reason", error.In(terminal_.language())}});
    Report(file.name, error.In(terminal_.language()));
    Show();
  }
  // Takes what the server says of one document; done when it is ready or failed.
  void Follow(const json::value& document) {
    const std::string id = TextOf(document, "document_id");
    const auto waiting = std::find_if(waiting_.begin(), waiting_.end(),
                                      [&](const Waiting& one) { return one.document == id; });
    if (waiting == waiting_.end()) return;
    const std::string state = TextOf(document, "state");
    if (state == "ready") {
      ++ready_;
      pages_ += IntegerOf(document, "pages");
    } else if (state == "failed") {
      ++failed_;
      const std::string reason = TextOf(document, "reason");
      failures_.push_back(json::object{{"name", waiting->name}, {"reason", reason}});
      Report(waiting->name, reason);
    } else {
      return;
    }
    waiting_.erase(waiting);
  }
  [[nodiscard]] bool done() const { return waiting_.empty(); }
  [[nodiscard]] std::size_t failed() const { return failed_; }
  // In the order received, which is the order in which they are worked on.
  struct Waiting {
    std::string document;
    std::string name;
  };
  [[nodiscard]] const std::vector<Waiting>& waiting() const { return waiting_; }

  void Show() {
    const std::string of = "/" + std::to_string(files_);
    terminal_.Progress(
        terminal_.language() == Language::kChinese
            ? "已接收 " + std::to_string(received_) + of + " · 就绪 " + std::to_string(ready_) +
                  " · 失败 " + std::to_string(failed_) + " · " + Speed()
            : std::to_string(received_) + of + " received · " + std::to_string(ready_) +
                  " ready · " + std::to_string(failed_) + " failed · " + Speed());
  }

  void Finish(bool waited) {
    terminal_.EndProgress();
    if (terminal_.json()) {
      terminal_.Line(Pretty(json::object{{"files", files_},
                                         {"received", received_},
                                         {"unchanged", unchanged_},
                                         {"ready", ready_},
                                         {"failed", failed_},
                                         {"pages", pages_},
                                         {"elapsed_ms", Seconds() * 1000},
                                         {"failures", failures_}}));
      return;
    }
    const auto text = [](std::size_t number) { return std::to_string(number); };
    if (!waited) {
      terminal_.Line(
          terminal_.language() == Language::kChinese
              ? "已接收 " + text(received_) + " 个文件；服务器继续处理，用 wenyuan jobs 查看"
              : text(received_) + " files received; the server goes on, see: wenyuan jobs");
      return;
    }
    terminal_.Line(terminal_.language() == Language::kChinese
                       ? text(files_) + " 个文件：就绪 " + text(ready_) + "（其中未变化 " +
                             text(unchanged_) + "），失败 " + text(failed_) + "；" + Speed()
                       : text(files_) + " files: " + text(ready_) + " ready (" + text(unchanged_) +
                             " unchanged), " + text(failed_) + " failed; " + Speed());
  }

 private:
  double Seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
  }
  std::string Speed() const {
    const auto per_second = static_cast<std::int64_t>(static_cast<double>(pages_) / Seconds());
    return std::to_string(pages_) + std::string(terminal_.Say(" pages, ", " 页，")) +
           std::to_string(per_second) + std::string(terminal_.Say(" pages/s", " 页/秒"));
  }
  void Report(const std::string& name, const std::string& reason) {
    terminal_.EndProgress();
    if (!terminal_.json()) terminal_.Note("✗ " + name + ": " + reason);
  }

  Terminal& terminal_;
  const std::size_t files_;
  const std::chrono::steady_clock::time_point started_;
  std::size_t received_ = 0;
  std::size_t unchanged_ = 0;
  std::size_t ready_ = 0;
  std::size_t failed_ = 0;
  std::int64_t pages_ = 0;
  json::array failures_;
  std::vector<Waiting> waiting_;
};

// Asks for each document that is not done; a page of them at a time.
Result<void> Poll(ApiClient& api, Progress& progress) {
  const std::vector<Progress::Waiting> waiting = progress.waiting();  // it shrinks meanwhile
  for (const auto& [id, name] : waiting) {
    auto document = api.Get("/api/v1/documents/" + id);
    if (!document && document.error().code == ErrorCode::kNotFound) {
      document = json::object{{"document_id", id}, {"state", "failed"}, {"reason", "deleted"}};
    }
    if (!document) return document.error();
    progress.Follow(*document);
    const std::string state = TextOf(*document, "state");
    if (state == "queued") break;  // those behind it wait too
  }
  progress.Show();
  return {};
}

}  // namespace

int RunImport(Session& session, const ImportOptions& options) {
  const auto files = FindFiles(options.paths);
  if (!files) return session.Fail(files.error());
  if (files->empty()) {
    return session.Fail(
        {ErrorCode::kNotFound, "there are no files in what was named", "指定的路径里没有文件"});
  }
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto library = ChooseLibrary(**api, options.library);
  if (!library) return session.Fail(library.error());

  Progress progress(session.terminal(), files->size());
  for (const FileToImport& file : *files) {
    const auto received = UploadOne(**api, *library, file, options.tags);
    if (received) {
      progress.Received(file, *received);
    } else if (received.error().code == ErrorCode::kUnavailable) {
      return session.Fail(received.error());  // the server is gone: the rest would fail alike
    } else {
      progress.Refused(file, received.error());
    }
  }
  // Work that ends with this process has to be waited for.
  const bool wait =
      options.wait || session.terminal().interactive() || !(*api)->server_outlives_us();
  while (wait && !progress.done()) {
    std::this_thread::sleep_for(kPollInterval);
    if (const auto polled = Poll(**api, progress); !polled) return session.Fail(polled.error());
  }
  session.FinishOwnWork();
  progress.Finish(wait || progress.done());
  return progress.failed() == 0 ? 0 : 1;
}

}  // namespace wenyuan::app
