#include <algorithm>

#include "passage.h"
#include "routes.h"
#include "views.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::api {
namespace {

constexpr std::size_t kMostQuestionBytes = 4096;

Result<store::QuestionSets*> SetsOf(const Call& call) {
  if (!call.who.user) {
    return Error{ErrorCode::kUnsupported,
                 "a verdict belongs to a person; sign in with an account to give one",
                 "评价属于个人；请使用账号登录后再评价"};
  }
  if (auto* sets = call.services().store.question_sets()) return sets;
  return Error{ErrorCode::kUnavailable, "this server keeps no verdicts", "此服务不保存评价"};
}

Result<void> CheckQuestion(std::string_view question) {
  if (question.find_first_not_of(" \t\r\n") != std::string_view::npos &&
      question.size() <= kMostQuestionBytes && text::IsValidUtf8(question)) {
    return {};
  }
  return Error{ErrorCode::kInvalidArgument, "the question must have 1 to 4096 bytes",
               "问题须为 1 至 4096 字节"};
}

Result<void> ReadTarget(const Call& call, const Members& body, store::Thumb& thumb) {
  WY_TRY(const std::string target, body.RequiredText("target"));
  WY_TRY(thumb.target, store::ThumbTargetFromName(target));
  const access::Access& access = call.services().access;
  if (thumb.target == store::ThumbTarget::kRefusal) {
    WY_TRY(const std::string library, body.RequiredText("library_id"));
    WY_TRY(const auto rights, access.Library(call.who.asker, library, store::Role::kReader));
    thumb.library = rights.library.number;
    return {};
  }
  WY_TRY(thumb.chunk_id, body.RequiredText("chunk_id"));
  WY_TRY(const Passage passage, FindPassage(call, thumb.chunk_id));
  thumb.library = passage.document.library;
  thumb.document = passage.document.number;
  thumb.page = passage.chunk.page;
  return {};
}

Result<Reply> GiveThumb(Call& call) {
  WY_TRY(store::QuestionSets * sets, SetsOf(call));
  WY_TRY(const Members body,
         call.Body({"question", "target", "chunk_id", "library_id", "verdict"}));
  store::Thumb thumb;
  thumb.user = call.who.asker.user;
  WY_TRY(thumb.question, body.RequiredText("question"));
  WY_CHECK(CheckQuestion(thumb.question));
  WY_TRY(const std::string verdict, body.RequiredText("verdict"));
  WY_TRY(thumb.verdict, store::VerdictFromName(verdict));
  WY_CHECK(ReadTarget(call, body, thumb));
  WY_CHECK(sets->GiveThumb(thumb));
  return NoContent();
}

// The asker's own, of what they may still see.
Result<Reply> ListThumbs(Call& call) {
  WY_TRY(store::QuestionSets * sets, SetsOf(call));
  const std::string question = call.Query("question").value_or("");
  WY_CHECK(CheckQuestion(question));
  WY_TRY(const auto thumbs, sets->ThumbsOf(call.who.asker.user, question));
  WY_TRY(const auto libraries,
         call.services().access.Libraries(call.who.asker, store::Role::kReader));
  Json::Array views;
  for (const store::Thumb& thumb : thumbs) {
    const auto library = std::find_if(libraries.begin(), libraries.end(), [&](const auto& rights) {
      return rights.library.number == thumb.library;
    });
    if (library == libraries.end()) continue;
    if (thumb.document != 0) {
      const auto document = call.services().store.documents().Get(thumb.document);
      if (!document ||
          !call.services().access.Document(call.who.asker, document->id, store::Role::kReader)) {
        continue;
      }
    }
    views.push_back({{"target", store::Name(thumb.target)},
                     {"library_id", library->library.id},
                     {"chunk_id", thumb.chunk_id.empty() ? Json(nullptr) : Json(thumb.chunk_id)},
                     {"verdict", store::Name(thumb.verdict)}});
  }
  return JsonReply(200, {{"thumbs", std::move(views)}});
}

}  // namespace

std::vector<Route> ThumbRoutes() {
  return {{"GET", "/api/v1/thumbs", For::kSignedIn, ListThumbs, {"question"}},
          {"PUT", "/api/v1/thumbs", For::kSignedIn, GiveThumb}};
}

}  // namespace wenyuan::api
