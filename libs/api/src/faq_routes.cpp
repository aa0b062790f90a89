#include "import_problem.h"
#include "quality_call.h"
#include "routes.h"
#include "views.h"
#include "wenyuan/quality/faq.h"
#include "wenyuan/quality/feedback.h"

namespace wenyuan::api {
namespace {

using quality::FaqDesk;
using quality::FaqDraft;

constexpr std::uint64_t kMaxImportBytes = 16U << 20U;

// A request of an editor about the reviewed answers of a library.
struct FaqCall {
  access::LibraryRights rights;
  quality::Viewer viewer;
  const text::Analyzer& analyzer;

  static Result<FaqCall> Of(const Call& call) {
    const Services& services = call.services();
    WY_TRY(auto rights,
           services.access.Library(call.who.asker, call.Path("id"), store::Role::kEditor));
    if (services.store.faq() == nullptr || services.words.analyzer == nullptr) {
      return Error{ErrorCode::kUnavailable, "this server keeps no reviewed answers",
                   "此服务未启用常见问题"};
    }
    quality::Viewer viewer(services.store, rights);
    return FaqCall{std::move(rights), std::move(viewer), *services.words.analyzer};
  }
  FaqDesk Desk(const Call& call) {
    return {call.services().store, analyzer, viewer, call.services().clock};
  }
};

Json OptionalTime(UnixMillis time) { return time == 0 ? Json(nullptr) : Json(IsoTime(time)); }

Result<Json> CitationView(const Call& call, quality::Viewer& viewer,
                          const store::FaqCitation& cited) {
  WY_TRY(const auto document, viewer.Document(cited.document));
  if (!document) return Json(nullptr);
  store::Documents& documents = call.services().store.documents();
  std::string quote;
  std::uint32_t page = 0;
  if (const auto revision = documents.FindRevision(document->number, cited.revision)) {
    WY_TRY(const auto chunks, documents.Chunks(revision->number, {cited.chunk}));
    if (!chunks.empty()) {
      quote = chunks.front().text;
      page = chunks.front().page;
    }
  }
  return Json{{"document_id", document->id},
              {"title", TitleOf(*document)},
              {"revision", cited.revision},
              {"page", page},
              {"chunk_id", ChunkId(document->id, cited.revision, cited.chunk)},
              {"quote", quote},
              {"current", document->current_ordinal == cited.revision}};
}

Result<Json> EntryView(const Call& call, FaqCall& on, const store::FaqEntry& entry) {
  Json::Array citations;
  for (const store::FaqCitation& one : entry.citations) {
    WY_TRY(Json view, CitationView(call, on.viewer, one));
    citations.push_back(std::move(view));
  }
  WY_TRY(const std::string silent, on.Desk(call).Silent(entry));
  const bool reviewed = entry.state == store::FaqState::kReviewed;
  return Json{{"id", entry.id},
              {"questions", Json::Array(entry.questions.begin(), entry.questions.end())},
              {"answer", entry.answer},
              {"citations", std::move(citations)},
              {"valid_until", OptionalTime(entry.valid_until)},
              {"state", store::Name(entry.state)},
              {"silent", silent.empty() ? Json(nullptr) : Json(silent)},
              {"reviewed", OptionalTime(entry.reviewed)},
              {"reviewed_by", reviewed ? UserReference(call, entry.reviewed_by) : Json(nullptr)},
              {"created", IsoTime(entry.created)},
              {"created_by", UserReference(call, entry.created_by)},
              {"changed", IsoTime(entry.changed)},
              {"version", entry.version}};
}

Result<std::uint32_t> ReadVersion(const Members& body) {
  WY_TRY(const auto version, body.Integer("version"));
  if (!version || *version < 0 || *version > INT32_MAX) {
    return Error{ErrorCode::kInvalidArgument,
                 "the member 'version' must be the version that was read",
                 "字段“version”必须是读取时的版本"};
  }
  return static_cast<std::uint32_t>(*version);
}

Result<FaqDraft> ReadDraft(const Members& body) {
  FaqDraft draft;
  WY_TRY(auto questions, body.Texts("questions"));
  WY_TRY(auto sources, body.Texts("sources"));
  WY_TRY(draft.answer, body.RequiredText("answer"));
  WY_TRY(const auto until, body.Text("valid_until"));
  draft.questions = std::move(questions).value_or(std::vector<std::string>());
  draft.sources = std::move(sources).value_or(std::vector<std::string>());
  if (until) {
    WY_TRY(draft.valid_until, ParseIsoTime(*until));
  }
  return draft;
}

Result<Reply> ListFaq(Call& call) {
  WY_TRY(FaqCall on, FaqCall::Of(call));
  WY_TRY(const auto entries, on.Desk(call).List());
  Json::Array views;
  for (const store::FaqEntry& entry : entries) {
    WY_TRY(Json view, EntryView(call, on, entry));
    views.push_back(std::move(view));
  }
  return JsonReply(200, {{"faq", std::move(views)}});
}

Result<Reply> AddFaq(Call& call) {
  WY_TRY(FaqCall on, FaqCall::Of(call));
  WY_TRY(const Members body, call.Body({"questions", "answer", "sources", "valid_until"}));
  WY_TRY(const FaqDraft draft, ReadDraft(body));
  WY_TRY(const auto entry, on.Desk(call).Save(draft, call.who.asker.user));
  WY_TRY(Json view, EntryView(call, on, entry));
  return JsonReply(201, view);
}

Result<Reply> ShowFaq(Call& call) {
  WY_TRY(FaqCall on, FaqCall::Of(call));
  WY_TRY(const auto entry, on.Desk(call).Find(call.Path("entry")));
  WY_TRY(Json view, EntryView(call, on, entry));
  return JsonReply(200, view);
}

Result<Reply> ReplaceFaq(Call& call) {
  WY_TRY(FaqCall on, FaqCall::Of(call));
  WY_TRY(const Members body,
         call.Body({"questions", "answer", "sources", "valid_until", "version"}));
  WY_TRY(FaqDraft draft, ReadDraft(body));
  draft.id = call.Path("entry");
  WY_TRY(draft.version, ReadVersion(body));
  WY_TRY(const auto entry, on.Desk(call).Save(draft, call.who.asker.user));
  WY_TRY(Json view, EntryView(call, on, entry));
  return JsonReply(200, view);
}

Result<Reply> DeleteFaq(Call& call) {
  WY_TRY(FaqCall on, FaqCall::Of(call));
  WY_CHECK(on.Desk(call).Remove(call.Path("entry")));
  return NoContent();
}

Result<Reply> ReviewFaq(Call& call) {
  WY_TRY(FaqCall on, FaqCall::Of(call));
  WY_TRY(const Members body, call.Body({"version"}));
  WY_TRY(const std::uint32_t version, ReadVersion(body));
  WY_TRY(const auto entry, on.Desk(call).Review(call.Path("entry"), version, call.who.asker.user));
  WY_TRY(Json view, EntryView(call, on, entry));
  return JsonReply(200, view);
}

Result<Reply> ImportFaq(Call& call) {
  WY_TRY(FaqCall on, FaqCall::Of(call));
  WY_TRY(const auto format, eval::QuestionFormatFromName(call.Query("format").value_or("csv")));
  WY_TRY(const std::string bytes, http::ReadBody(call.request, kMaxImportBytes));
  WY_TRY(const auto report, on.Desk(call).Import(bytes, format, call.who.asker.user));
  if (!report.problems.empty()) return ImportProblem(call, report.problems);
  return JsonReply(200, {{"added", report.added}, {"unchanged", report.unchanged}});
}

// A draft of what was corrected, resting on what the answer cited.
Result<Reply> FaqOfFeedback(Call& call) {
  WY_TRY(FaqCall on, FaqCall::Of(call));
  const std::string& id = call.Path("feedback");
  const Error none{ErrorCode::kNotFound, "there is no feedback '" + id + "'",
                   "没有反馈“" + id + "”"};
  const Services& services = call.services();
  if (services.store.feedback() == nullptr) return none;
  WY_TRY(const auto feedback, services.store.feedback()->Find(on.rights.library.number, id));
  WY_TRY(const bool seen,
         quality::MaySee(services.store, services.access, call.who.asker, feedback));
  if (!seen) return none;
  WY_TRY(const Members body, call.Body({"answer"}));
  WY_TRY(const auto answer, body.Text("answer"));
  FaqDraft draft;
  draft.questions = {feedback.question};
  draft.answer = answer.value_or(feedback.corrected);
  for (const store::ShownPassage& one : feedback.answer.passages) {
    if (one.sentence == store::ShownPassage::kNoSentence) continue;
    WY_TRY(const auto document, on.viewer.Document(one.document));
    if (document) draft.sources.push_back(ChunkId(document->id, one.revision, one.chunk));
  }
  WY_TRY(const auto entry, on.Desk(call).Save(draft, call.who.asker.user));
  WY_TRY(Json view, EntryView(call, on, entry));
  return JsonReply(201, view);
}

}  // namespace

std::vector<Route> FaqRoutes() {
  return {
      {"GET", "/api/v1/libraries/{id}/faq", For::kSignedIn, ListFaq},
      {"POST", "/api/v1/libraries/{id}/faq", For::kSignedIn, AddFaq},
      {"POST", "/api/v1/libraries/{id}/faq/import", For::kSignedIn, ImportFaq, {"format"}},
      {"GET", "/api/v1/libraries/{id}/faq/{entry}", For::kSignedIn, ShowFaq},
      {"PUT", "/api/v1/libraries/{id}/faq/{entry}", For::kSignedIn, ReplaceFaq},
      {"DELETE", "/api/v1/libraries/{id}/faq/{entry}", For::kSignedIn, DeleteFaq},
      {"POST", "/api/v1/libraries/{id}/faq/{entry}/review", For::kSignedIn, ReviewFaq},
      {"POST", "/api/v1/libraries/{id}/feedback/{feedback}/faq", For::kSignedIn, FaqOfFeedback}};
}

}  // namespace wenyuan::api
