#include <array>

#include "filters.h"
#include "nearest.h"
#include "routes.h"
#include "views.h"

namespace wenyuan::api {
namespace {

constexpr std::size_t kMostDocuments = 1000;
constexpr double kMaxRecognisedPages = 20'000;
constexpr std::uint64_t kLargestThumbnail = std::uint64_t{1} << 20U;

Result<store::Document> Find(const Call& call, store::Role role) {
  return call.services().access.Document(call.who.asker, call.Path("id"), role);
}

Result<store::DocumentState> StateFromName(std::string_view name) {
  std::vector<std::string_view> known;
  for (const auto state : {store::DocumentState::kQueued, store::DocumentState::kRunning,
                           store::DocumentState::kReady, store::DocumentState::kFailed}) {
    if (store::Name(state) == name) return state;
    known.push_back(store::Name(state));
  }
  return UnknownName("state", "状态", name, known);
}

Result<std::optional<UnixMillis>> TimeParameter(const Call& call, std::string_view name) {
  const auto text = call.Query(name);
  if (!text) return std::optional<UnixMillis>();
  WY_TRY(const UnixMillis time, ParseIsoTime(*text));
  return std::optional<UnixMillis>(time);
}

Result<Reply> ListDocuments(Call& call) {
  WY_TRY(store::DocumentFilter filter, VisibleTo(call, call.QueryAll("library")));
  if (const auto state = call.Query("state")) {
    WY_TRY(filter.state, StateFromName(*state));
  }
  filter.name_contains = call.Query("name").value_or("");
  filter.format = call.Query("format").value_or("");
  filter.tag = call.Query("tag").value_or("");
  WY_TRY(filter.changed_from, TimeParameter(call, "changed_from"));
  WY_TRY(filter.changed_until, TimeParameter(call, "changed_until"));
  if (const auto parent = call.Query("parent")) {
    WY_TRY(const store::Document document,
           call.services().access.Document(call.who.asker, *parent, store::Role::kReader));
    filter.parent = document.number;
  }
  WY_TRY(filter.offset, call.QueryNumber("offset", 0, SIZE_MAX >> 1U, 0));
  WY_TRY(filter.limit, call.QueryNumber("limit", 1, kMostDocuments, 100));
  WY_TRY(const store::DocumentPage page, call.services().store.documents().List(filter));
  WY_TRY(const auto views, DocumentViews::Of(call));
  return JsonReply(200, {{"total", page.total},
                         {"offset", filter.offset},
                         {"documents", views.View(page.documents)}});
}

Result<Reply> GetDocument(Call& call) {
  WY_TRY(const store::Document document, Find(call, store::Role::kReader));
  WY_TRY(const auto views, DocumentViews::Of(call));
  return JsonReply(200, views.View(document));
}

Result<Reply> DeleteDocument(Call& call) {
  WY_TRY(const store::Document document, Find(call, store::Role::kEditor));
  WY_CHECK(call.services().ingest.Delete(document));
  return NoContent();
}

Result<Reply> RetryDocument(Call& call) {
  WY_TRY(const store::Document document, Find(call, store::Role::kEditor));
  WY_CHECK(call.services().ingest.Retry(document));
  WY_TRY(const store::Document queued, Find(call, store::Role::kEditor));
  WY_TRY(const auto views, DocumentViews::Of(call));
  return JsonReply(202, views.View(queued));
}

Result<Reply> UnlockDocument(Call& call) {
  constexpr std::size_t kLongestPassword = 1024;
  WY_TRY(const store::Document document, Find(call, store::Role::kEditor));
  WY_TRY(const Members body, call.Body({"password"}));
  WY_TRY(const std::string password, body.RequiredText("password"));
  if (password.empty() || password.size() > kLongestPassword ||
      password.find('\0') != std::string::npos) {
    return Error{ErrorCode::kInvalidArgument, "a password has 1 to 1024 bytes and no NUL",
                 "密码须为 1 至 1024 字节，且不含 NUL 字符"};
  }
  WY_CHECK(call.services().ingest.Unlock(document, password));
  WY_TRY(const store::Document queued, Find(call, store::Role::kEditor));
  WY_TRY(const auto views, DocumentViews::Of(call));
  return JsonReply(202, views.View(queued));
}

Result<Reply> Thumbnail(Call& call) {
  WY_TRY(const store::Document document, Find(call, store::Role::kReader));
  if (!document.has_thumbnail) {
    return Error{ErrorCode::kNotFound, "this document has no thumbnail", "该文档没有缩略图"};
  }
  WY_TRY(const store::Revision revision,
         call.services().store.documents().GetRevision(document.current));
  const std::string etag = "\"" + revision.thumbnail.sha256 + "\"";
  http::Headers headers = {{"ETag", etag}, {"Cache-Control", "private, no-cache"}};
  if (http::Find(call.request.headers, "If-None-Match") == etag) {
    return http::Response{304, std::move(headers), {}};
  }
  WY_TRY(std::string picture,
         store::GetBlob(call.services().blobs, revision.thumbnail, kLargestThumbnail));
  headers.emplace_back("Content-Type",
                       picture.starts_with("\xFF\xD8") ? "image/jpeg" : "image/png");
  headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
  return http::Response{200, std::move(headers), std::move(picture)};
}

Result<Reply> RecogniseDocument(Call& call) {
  WY_TRY(const store::Document document, Find(call, store::Role::kEditor));
  WY_TRY(const Members body, call.Body({"pages"}));
  WY_TRY(const auto pages, body.Number("pages"));
  if (!pages || *pages < 1 || *pages > kMaxRecognisedPages) {
    return Error{ErrorCode::kInvalidArgument, "the member 'pages' must be a number from 1 to 20000",
                 "字段“pages”必须是 1 至 20000 的数字"};
  }
  WY_CHECK(call.services().ingest.Recognise(document, static_cast<std::uint32_t>(*pages)));
  WY_TRY(const store::Document allowed, Find(call, store::Role::kEditor));
  WY_TRY(const auto views, DocumentViews::Of(call));
  return JsonReply(202, views.View(allowed));
}

}  // namespace

std::vector<Route> DocumentRoutes() {
  return {{"GET",
           "/api/v1/documents",
           For::kSignedIn,
           ListDocuments,
           {"library", "state", "name", "format", "tag", "changed_from", "changed_until", "parent",
            "offset", "limit"}},
          {"GET", "/api/v1/documents/{id}", For::kSignedIn, GetDocument},
          {"DELETE", "/api/v1/documents/{id}", For::kSignedIn, DeleteDocument},
          {"POST", "/api/v1/documents/{id}/retry", For::kSignedIn, RetryDocument},
          {"POST", "/api/v1/documents/{id}/password", For::kSignedIn, UnlockDocument},
          {"GET", "/api/v1/documents/{id}/thumbnail", For::kSignedIn, Thumbnail},
          {"POST", "/api/v1/documents/{id}/recognition", For::kSignedIn, RecogniseDocument}};
}

}  // namespace wenyuan::api
