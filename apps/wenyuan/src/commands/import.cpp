#include <chrono>
#include <thread>
#include <vector>

#include "../json.h"
#include "commands.h"
#include "import_files.h"
#include "import_progress.h"
#include "import_uploads.h"
#include "passwords.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

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

// Asks for each document that is not done, from the one that came first.
Result<void> Poll(ApiClient& api, ImportProgress& progress) {
  for (std::size_t at = 0; at < progress.waiting().size();) {
    const std::string id = progress.waiting()[at].document;
    auto document = api.Get("/api/v1/documents/" + id);
    if (!document && document.error().code == ErrorCode::kNotFound) {
      document = json::object{{"document_id", id}, {"state", "failed"}, {"reason", "deleted"}};
    }
    if (!document) return document.error();
    if (TextOf(*document, "state") == "queued") break;  // those behind it wait too
    if (!progress.Follow(at, *document)) ++at;
  }
  progress.Show();
  return {};
}

}  // namespace

int RunImport(Session& session, const ImportOptions& options) {
  auto passwords = Passwords::Read(options.password_file);
  if (!passwords) return session.Fail(passwords.error());
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

  ImportProgress progress(session.terminal(), files->size());
  Parameters parameters;
  for (const std::string& tag : options.tags) parameters.emplace_back("tag", tag);
  for (const std::string& reader : options.readers) parameters.emplace_back("reader", reader);
  if (options.restricted) parameters.emplace_back("restricted", "true");
  ImportUploads uploads(**api, *library, *files, std::move(parameters));
  while (const auto sent = uploads.Next()) {
    if (sent->answer) {
      progress.Received(sent->file->name, *sent->answer);
    } else if (sent->answer.error().code == ErrorCode::kUnavailable) {
      return session.Fail(sent->answer.error());  // the server is gone: the rest would fail alike
    } else {
      progress.Refused(sent->file->name, sent->answer.error());
    }
  }
  // Work that ends with this process has to be waited for.
  const bool wait = options.wait || !options.password_file.empty() ||
                    session.terminal().interactive() || !(*api)->server_outlives_us();
  while (wait && !progress.done()) {
    std::this_thread::sleep_for(kPollInterval);
    if (const auto polled = Poll(**api, progress); !polled) return session.Fail(polled.error());
  }
  while (!progress.locked().empty()) {
    const ImportProgress::Waiting file = progress.locked().front();
    const auto document = passwords->Unlock(session, **api, file.document, file.name);
    if (!document) return session.Fail(document.error());
    progress.Settle(*document);
  }
  session.FinishOwnWork();
  progress.Finish(wait || progress.done());
  return progress.failed() == 0 ? 0 : 1;
}

}  // namespace wenyuan::app
