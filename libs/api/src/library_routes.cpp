#include <algorithm>

#include "filters.h"
#include "people.h"
#include "routes.h"
#include "views.h"
#include "wenyuan/access/by_reader.h"
#include "wenyuan/ingest/vision_reader.h"

namespace wenyuan::api {
namespace {

Result<Json> LibraryView(const Call& call, const access::LibraryRights& rights) {
  WY_TRY(const auto counts, call.services().store.jobs().Count(VisibleIn(rights)));
  return Json{
      {"id", rights.library.id},
      {"name", rights.library.name},
      {"role", store::Name(rights.role)},
      {"created", IsoTime(rights.library.created)},
      {"reading", ingest::NameOf(ingest::ReadingOf(call.services().store, rights.library.number))},
      {"counts", CountsView(counts)}};
}

Result<access::LibraryRights> Rights(const Call& call, store::Role role) {
  return access::LibraryByReader(call.services().store, call.who.asker, call.Path("id"), role);
}

Result<Reply> ListLibraries(Call& call) {
  WY_TRY(const auto all,
         access::LibrariesByReader(call.services().store, call.who.asker, store::Role::kReader));
  Json::Array views;
  for (const access::LibraryRights& rights : all) {
    WY_TRY(Json view, LibraryView(call, rights));
    views.push_back(std::move(view));
  }
  return JsonReply(200, {{"libraries", std::move(views)}});
}

Result<Reply> CreateLibrary(Call& call) {
  WY_CHECK(call.services().access.Administrator(call.who.asker));
  WY_TRY(const Members body, call.Body({"name"}));
  WY_TRY(const std::string name, body.RequiredText("name"));
  WY_CHECK(CheckName(name));
  WY_TRY(const store::Library library,
         call.services().store.libraries().Create(name, call.who.asker.user));
  WY_TRY(const auto rights, access::LibraryByReader(call.services().store, call.who.asker,
                                                    library.id, store::Role::kReader));
  WY_TRY(const Json view, LibraryView(call, rights));
  return JsonReply(201, view);
}

Result<Reply> RenameLibrary(Call& call) {
  WY_TRY(const auto rights, Rights(call, store::Role::kOwner));
  WY_TRY(const Members body, call.Body({"name"}));
  WY_TRY(const std::string name, body.RequiredText("name"));
  WY_CHECK(CheckName(name));
  WY_CHECK(call.services().store.libraries().Rename(rights.library.number, name));
  WY_TRY(const auto renamed, Rights(call, store::Role::kOwner));
  WY_TRY(const Json view, LibraryView(call, renamed));
  return JsonReply(200, view);
}

// Pictures may leave this machine: that is for those who answer for the house to say.
Result<Reply> SetReading(Call& call) {
  WY_TRY(const auto rights, Rights(call, store::Role::kReader));
  WY_CHECK(call.services().access.Administrator(call.who.asker));
  WY_TRY(const Members body, call.Body({"reading"}));
  WY_TRY(const std::string name, body.RequiredText("reading"));
  WY_TRY(const ingest::Reading reading, ingest::ReadingFromName(name));
  if (reading != ingest::Reading::kLocal && call.services().ingest.Recognition().vision.empty()) {
    return Error{ErrorCode::kConflict,
                 "no vision-language service is set up; set recognition.vision in the settings",
                 "尚未配置视觉语言模型服务；请在设置中填写 recognition.vision"};
  }
  WY_CHECK(ingest::SetReading(call.services().store, rights.library.number, reading,
                              call.who.asker.user));
  WY_TRY(const Json view, LibraryView(call, rights));
  return JsonReply(200, view);
}

Json GrantView(const store::User& user, store::Role role) {
  return {{"user", UserReference(user)}, {"role", store::Name(role)}};
}

Result<Reply> ListGrants(Call& call) {
  WY_TRY(const auto rights, Rights(call, store::Role::kOwner));
  WY_TRY(const auto grants, call.services().store.libraries().Grants(rights.library.number));
  Json::Array views;
  for (const auto& grant : grants) {
    const auto user = call.services().store.accounts().Get(grant.user);
    if (user) views.push_back(GrantView(*user, grant.role));
  }
  return JsonReply(200, {{"grants", std::move(views)}});
}

store::Role RoleOf(const std::vector<store::Libraries::Granted>& grants, store::UserNumber user) {
  const auto found = std::find_if(grants.begin(), grants.end(),
                                  [&](const auto& grant) { return grant.user == user; });
  return found == grants.end() ? store::Role::kNone : found->role;
}

Result<Reply> GetGrant(Call& call) {
  WY_TRY(const auto rights, Rights(call, store::Role::kOwner));
  WY_TRY(const store::User user, FindPerson(call, call.Path("user")));
  WY_TRY(const auto grants, call.services().store.libraries().Grants(rights.library.number));
  return JsonReply(200, GrantView(user, RoleOf(grants, user.number)));
}

Result<Reply> SetGrant(Call& call) {
  WY_TRY(const auto rights, Rights(call, store::Role::kOwner));
  WY_TRY(const store::User user, FindPerson(call, call.Path("user")));
  WY_TRY(const Members body, call.Body({"role"}));
  WY_TRY(const std::string name, body.RequiredText("role"));
  WY_TRY(const store::Role role, store::RoleFromName(name));
  store::Libraries& libraries = call.services().store.libraries();
  WY_TRY(const auto grants, libraries.Grants(rights.library.number));
  const auto owners = std::count_if(grants.begin(), grants.end(), [](const auto& grant) {
    return grant.role == store::Role::kOwner;
  });
  if (role != store::Role::kOwner && owners == 1 &&
      RoleOf(grants, user.number) == store::Role::kOwner) {
    return Error{ErrorCode::kConflict,
                 "'" + user.name + "' is the only owner of this library; make another one first",
                 "“" + user.name + "”是该知识库唯一的所有者，请先指定另一位所有者"};
  }
  WY_CHECK(libraries.Grant(rights.library.number, user.number, role));
  return JsonReply(200, GrantView(user, role));
}

// "restricted" and "reader": who may read what is sent, from the first moment. For owners, as every
// change of readers is.
Result<std::optional<std::vector<store::UserNumber>>> ReadersOfUpload(const Call& call) {
  std::optional<std::vector<store::UserNumber>> readers;
  const std::string restricted = call.Query("restricted").value_or("false");
  const std::vector<std::string> names = call.QueryAll("reader");
  if (restricted != "true" && restricted != "false") {
    return Error{ErrorCode::kInvalidArgument, "the parameter 'restricted' must be true or false",
                 "参数“restricted”必须是 true 或 false"};
  }
  if (restricted == "false" && names.empty()) return readers;
  WY_CHECK(Rights(call, store::Role::kOwner));
  WY_TRY(readers, FindPeople(call, names));
  return readers;
}

Result<Reply> UploadDocument(Call& call) {
  WY_TRY(const auto rights, Rights(call, store::Role::kEditor));
  const auto name = call.Query("name");
  if (!name) {
    return Error{ErrorCode::kInvalidArgument,
                 "the parameter 'name' is missing: what is the file called?",
                 "缺少参数“name”：请给出文件名"};
  }
  WY_TRY(auto readers, ReadersOfUpload(call));
  http::BodySource& body = *call.request.body;
  WY_TRY(
      const store::Received received,
      call.services().ingest.Receive({rights.library.number, *name, [&body] { return body.Read(); },
                                      call.request.body_bytes, call.who.asker.user,
                                      call.QueryAll("tag"), std::move(readers)}));
  WY_TRY(const store::Revision revision,
         call.services().store.documents().GetRevision(received.revision));
  WY_TRY(const auto views, DocumentViews::Of(call));
  return JsonReply(received.unchanged ? 200 : 201, {{"document", views.View(received.document)},
                                                    {"revision", revision.ordinal},
                                                    {"unchanged", received.unchanged}});
}

}  // namespace

std::vector<Route> LibraryRoutes() {
  return {{"GET", "/api/v1/libraries", For::kSignedIn, ListLibraries},
          {"POST", "/api/v1/libraries", For::kSignedIn, CreateLibrary},
          {"PATCH", "/api/v1/libraries/{id}", For::kSignedIn, RenameLibrary},
          {"PUT", "/api/v1/libraries/{id}/recognition", For::kSignedIn, SetReading},
          {"GET", "/api/v1/libraries/{id}/grants", For::kSignedIn, ListGrants},
          {"GET", "/api/v1/libraries/{id}/grants/{user}", For::kSignedIn, GetGrant},
          {"PUT", "/api/v1/libraries/{id}/grants/{user}", For::kSignedIn, SetGrant},
          {"POST",
           "/api/v1/libraries/{id}/documents",
           For::kSignedIn,
           UploadDocument,
           {"name", "tag", "restricted", "reader"}}};
}

}  // namespace wenyuan::api
