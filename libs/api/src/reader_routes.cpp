#include <set>

#include "people.h"
#include "routes.h"
#include "views.h"

namespace wenyuan::api {
namespace {

Result<store::Document> FindOwned(const Call& call, std::string_view id) {
  return call.services().access.Document(call.who.asker, id, store::Role::kOwner);
}

// What the members 'restricted' and 'readers' say: nullopt opens a document.
Result<std::optional<std::vector<store::UserNumber>>> NamedIn(const Call& call,
                                                              const Members& body) {
  WY_TRY(const auto restricted, body.Flag("restricted"));
  WY_TRY(const auto names, body.Texts("readers"));
  if (!restricted) {
    return Error{ErrorCode::kInvalidArgument, "the member 'restricted' is missing",
                 "缺少字段“restricted”"};
  }
  if (!*restricted && names && !names->empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "a document that is not restricted has no 'readers' of its own",
                 "未受限的文档不能单独指定“readers”"};
  }
  if (!*restricted) return std::optional<std::vector<store::UserNumber>>();
  WY_TRY(auto people, FindPeople(call, names.value_or(std::vector<std::string>())));
  return std::optional(std::move(people));
}

Result<Reply> ShowReaders(Call& call) {
  WY_TRY(const store::Document document, FindOwned(call, call.Path("id")));
  WY_TRY(const auto readers, call.services().store.libraries().ReadersOf(document.number));
  Json::Array views;
  for (const store::UserNumber reader : readers) {
    const auto user = call.services().store.accounts().Get(reader);
    if (user) views.push_back(UserReference(*user));
  }
  return JsonReply(200, {{"restricted", document.restricted}, {"readers", std::move(views)}});
}

Result<Reply> SetReaders(Call& call) {
  WY_TRY(const store::Document document, FindOwned(call, call.Path("id")));
  WY_TRY(const Members body, call.Body({"restricted", "readers"}));
  WY_TRY(const auto readers, NamedIn(call, body));
  WY_CHECK(call.services().ingest.Restrict(document, readers));
  return ShowReaders(call);
}

Result<Reply> SetReadersOfAll(Call& call) {
  WY_TRY(const Members body, call.Body({"documents", "restricted", "readers"}));
  WY_TRY(const auto ids, body.Texts("documents"));
  if (!ids || ids->empty() || ids->size() > kMostDocumentsAtOnce) {
    const std::string most = std::to_string(kMostDocumentsAtOnce);
    return Error{ErrorCode::kInvalidArgument,
                 "the member 'documents' must name 1 to " + most + " documents",
                 "字段“documents”须列出 1 至 " + most + " 个文档"};
  }
  std::vector<store::Document> documents;
  for (const std::string& id : std::set(ids->begin(), ids->end())) {
    WY_TRY(store::Document document, FindOwned(call, id));
    documents.push_back(std::move(document));
  }
  WY_TRY(const auto readers, NamedIn(call, body));
  WY_CHECK(call.services().ingest.RestrictAll(documents, readers));
  return JsonReply(200, {{"documents", documents.size()}});
}

}  // namespace

std::vector<Route> ReaderRoutes() {
  return {{"POST", "/api/v1/documents/readers", For::kSignedIn, SetReadersOfAll},
          {"GET", "/api/v1/documents/{id}/readers", For::kSignedIn, ShowReaders},
          {"PUT", "/api/v1/documents/{id}/readers", For::kSignedIn, SetReaders}};
}

}  // namespace wenyuan::api
