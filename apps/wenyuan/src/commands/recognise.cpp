#include <chrono>
#include <thread>

#include "../json.h"
#include "commands.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr std::chrono::milliseconds kPollInterval{500};
constexpr int kLooksAtRest = 2;

std::string StateOf(const json::value& document) {
  return TextOf(MemberOf(document, "recognition"), "state");
}

bool IsUnderWay(const json::value& document) {
  const std::string state = TextOf(document, "state");
  return state == "queued" || state == "running" || StateOf(document) == "working";
}

// Asks until the document is read as far as it may be, and shows how far it is.
Result<json::value> Follow(Session& session, ApiClient& api, json::value document) {
  const std::string address = "/api/v1/documents/" + TextOf(document, "document_id");
  // What was just allowed begins a moment later, and so does what follows a page.
  for (int looks_at_rest = 0; looks_at_rest < kLooksAtRest;) {
    session.terminal().Progress(TextOf(document, "title") + ": " +
                                TextOf(MemberOf(document, "recognition"), "text"));
    std::this_thread::sleep_for(kPollInterval);
    WY_TRY(document, api.Get(address));
    looks_at_rest = IsUnderWay(document) ? 0 : looks_at_rest + 1;
  }
  session.terminal().EndProgress();
  return document;
}

Result<json::value> Recognise(Session& session, ApiClient& api, const std::string& id,
                              const RecogniseOptions& options) {
  const std::string address = "/api/v1/documents/" + id;
  WY_TRY(json::value document, api.Get(address));
  if (MemberOf(document, "recognition").is_null()) {
    return Error{ErrorCode::kConflict,
                 "document '" + id + "' has no pages or pictures for text recognition",
                 "文档“" + id + "”没有需要识别的页面或图片"};
  }
  WY_TRY(document,
         api.Send("POST", address + "/recognition", json::object{{"pages", options.pages}}));
  // What our own process does ends with it.
  if (options.wait || !api.server_outlives_us()) return Follow(session, api, std::move(document));
  return document;
}

}  // namespace

int RunDocumentRecognise(Session& session, const RecogniseOptions& options) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  bool can_be_read = true;
  for (const std::string& id : options.documents) {
    const auto document = Recognise(session, **api, id, options);
    if (!document) return session.Fail(document.error());
    can_be_read = can_be_read && StateOf(*document) != "needs_ocr";
    if (terminal.json()) {
      terminal.Line(Pretty(*document));
    } else {
      terminal.Line(id + ": " + TextOf(MemberOf(*document, "recognition"), "text"));
    }
  }
  return can_be_read ? 0 : 1;
}

}  // namespace wenyuan::app
