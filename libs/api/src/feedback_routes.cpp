#include <algorithm>
#include <charconv>

#include "passage.h"
#include "quality_call.h"
#include "quality_views.h"
#include "routes.h"
#include "shown_answer_view.h"
#include "views.h"
#include "wenyuan/quality/feedback.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::api {
namespace {

using store::Feedback;
using store::ShownPassage;

constexpr std::size_t kMostSentences = 50;
constexpr std::size_t kMostSentenceBytes = 4'000;
constexpr std::size_t kMostPassages = 200;
constexpr std::size_t kMostQuoteBytes = 600;
constexpr std::size_t kMostModelBytes = 200;

Error Wrong(std::string message, std::string message_zh) {
  return {ErrorCode::kInvalidArgument, std::move(message), std::move(message_zh)};
}

Result<store::FeedbackBox*> BoxOf(const Call& call) {
  if (auto* box = call.services().store.feedback()) return box;
  return Error{ErrorCode::kUnavailable, "this server keeps no feedback", "此服务不保存反馈"};
}

// What was shown, as its reader sends it back: passages are looked up, with the reader's rights, so
// that nobody can name what they may not read; the words of the answer are theirs to claim.
class ShownReader {
 public:
  explicit ShownReader(const Call& call) : call_(call) {}

  Result<store::ShownAnswer> Read(const Json& json) {
    WY_TRY(const Members body, Members::Of(json, {"model", "refused", "sentences", "passages"}));
    WY_TRY(const auto model, body.Text("model"));
    WY_TRY(const auto refused, body.Flag("refused"));
    WY_TRY(const auto sentences, body.Items("sentences"));
    WY_TRY(const auto passages, body.Texts("passages"));
    answer_.model = model.value_or("");
    answer_.refused = refused.value_or(false);
    if (answer_.model.size() > kMostModelBytes || !text::IsValidUtf8(answer_.model)) {
      return Wrong("the model's name is too long", "模型名称过长");
    }
    for (const Json& sentence : sentences.value_or(Json::Array())) {
      WY_CHECK(ReadSentence(sentence));
    }
    for (const std::string& chunk_id : passages.value_or(std::vector<std::string>())) {
      WY_CHECK(Add(chunk_id, ShownPassage::kNoSentence));
    }
    return std::move(answer_);
  }
  // Of the first passage.
  [[nodiscard]] store::LibraryNumber library() const { return library_; }

 private:
  Result<void> ReadSentence(const Json& json) {
    WY_TRY(const Members body, Members::Of(json, {"text", "chunk_ids"}));
    WY_TRY(std::string text, body.RequiredText("text"));
    WY_TRY(const auto chunk_ids, body.Texts("chunk_ids"));
    if (answer_.sentences.size() == kMostSentences || text.size() > kMostSentenceBytes ||
        !text::IsValidUtf8(text)) {
      return Wrong("an answer has at most 50 sentences of 4000 bytes",
                   "答案最多 50 句，每句最多 4000 字节");
    }
    const auto place = static_cast<std::uint32_t>(answer_.sentences.size());
    answer_.sentences.push_back(std::move(text));
    for (const std::string& id : chunk_ids.value_or(std::vector<std::string>())) {
      WY_CHECK(Add(id, place));
    }
    return {};
  }

  Result<void> Add(const std::string& chunk_id, std::uint32_t sentence) {
    if (answer_.passages.size() == kMostPassages) {
      return Wrong("an answer names at most 200 passages", "答案最多引用 200 个段落");
    }
    WY_TRY(const Passage passage, FindPassage(call_, chunk_id));
    if (library_ == 0) library_ = passage.document.library;
    std::string quote = passage.chunk.text;
    if (quote.size() > kMostQuoteBytes) {
      std::size_t end = kMostQuoteBytes;
      while (end > 0 && (static_cast<unsigned char>(quote[end]) & 0xc0U) == 0x80U) --end;
      quote = quote.substr(0, end) + "…";
    }
    answer_.passages.push_back({passage.document.number, passage.revision, passage.chunk.number,
                                passage.chunk.page, sentence, std::move(quote)});
    return {};
  }

  const Call& call_;
  store::ShownAnswer answer_;
  store::LibraryNumber library_ = 0;
};

Result<Reply> GiveFeedback(Call& call) {
  if (!call.who.user) {
    return Error{ErrorCode::kUnsupported,
                 "feedback belongs to a person; sign in with an account to give it",
                 "反馈属于个人；请使用账号登录后再提交"};
  }
  WY_TRY(store::FeedbackBox * box, BoxOf(call));
  WY_TRY(const Members body,
         call.Body({"question", "reason", "comment", "corrected", "library_id", "answer"}));
  Feedback feedback;
  feedback.user = call.who.asker.user;
  WY_TRY(feedback.question, body.RequiredText("question"));
  WY_TRY(const std::string reason, body.RequiredText("reason"));
  WY_TRY(feedback.reason, store::FeedbackReasonFromName(reason));
  WY_TRY(const auto comment, body.Text("comment"));
  WY_TRY(const auto corrected, body.Text("corrected"));
  WY_TRY(const auto library_id, body.Text("library_id"));
  feedback.comment = comment.value_or("");
  feedback.corrected = corrected.value_or("");
  ShownReader reader(call);
  WY_TRY(const auto shown, body.Object("answer"));
  if (shown) {
    WY_TRY(feedback.answer, reader.Read(*shown));
  }
  feedback.library = reader.library();
  if (library_id) {
    WY_TRY(const auto rights,
           call.services().access.Library(call.who.asker, *library_id, store::Role::kReader));
    feedback.library = rights.library.number;
  }
  if (feedback.library == 0) {
    return Wrong("the feedback names neither a passage nor a library; say which library was asked",
                 "反馈未指明段落或知识库；请说明所询问的知识库");
  }
  WY_CHECK(quality::CheckFeedback(feedback));
  WY_TRY(const Feedback given, box->Give(std::move(feedback)));
  return JsonReply(201, {{"id", given.id}});
}

// A request of an editor about the feedback on a library.
struct FeedbackCall {
  access::LibraryRights rights;
  store::FeedbackBox& box;

  static Result<FeedbackCall> Of(const Call& call) {
    WY_TRY(auto rights,
           call.services().access.Library(call.who.asker, call.Path("id"), store::Role::kEditor));
    WY_TRY(store::FeedbackBox * box, BoxOf(call));
    return FeedbackCall{std::move(rights), *box};
  }
  // What the asker may not see is not there.
  Result<Feedback> Find(const Call& call) const {
    const std::string& id = call.Path("feedback");
    WY_TRY(Feedback feedback, box.Find(rights.library.number, id));
    WY_TRY(const bool seen, quality::MaySee(call.services().store, call.services().access,
                                            call.who.asker, feedback));
    if (seen) return feedback;
    return Error{ErrorCode::kNotFound, "there is no feedback '" + id + "'", "没有反馈“" + id + "”"};
  }
};

Result<Json> FeedbackView(const Call& call, const Feedback& feedback) {
  WY_TRY(Json answer, ShownAnswerView(
                          [&](store::DocumentNumber number) {
                            return quality::Readable(call.services().store, call.services().access,
                                                     call.who.asker, number);
                          },
                          feedback.answer));
  const bool done = feedback.state == store::FeedbackState::kDone;
  return Json{{"id", feedback.id},
              {"question", feedback.question},
              {"reason", store::Name(feedback.reason)},
              {"comment", feedback.comment},
              {"corrected", feedback.corrected},
              {"answer", std::move(answer)},
              {"state", store::Name(feedback.state)},
              {"given", IsoTime(feedback.given)},
              {"given_by", UserReference(call, feedback.user)},
              {"done", done ? Json(IsoTime(feedback.done)) : Json(nullptr)},
              {"done_by", done ? UserReference(call, feedback.done_by) : Json(nullptr)}};
}

Result<Reply> ListFeedback(Call& call) {
  WY_TRY(const FeedbackCall on, FeedbackCall::Of(call));
  WY_TRY(const auto state, store::FeedbackStateFromName(call.Query("state").value_or("open")));
  WY_TRY(const std::size_t offset, call.QueryNumber("offset", 0, SIZE_MAX >> 1U, 0));
  WY_TRY(const std::size_t limit, call.QueryNumber("limit", 1, 200, 50));
  WY_TRY(const auto all, on.box.List(on.rights.library.number, state));
  std::size_t total = 0;
  Json::Array views;
  for (const Feedback& feedback : all) {
    WY_TRY(const bool seen, quality::MaySee(call.services().store, call.services().access,
                                            call.who.asker, feedback));
    if (!seen) continue;
    if (total++ < offset || views.size() >= limit) continue;
    WY_TRY(Json view, FeedbackView(call, feedback));
    views.push_back(std::move(view));
  }
  return JsonReply(200, {{"total", total}, {"offset", offset}, {"feedback", std::move(views)}});
}

Result<Reply> ChangeFeedback(Call& call) {
  WY_TRY(const FeedbackCall on, FeedbackCall::Of(call));
  WY_TRY(const Feedback feedback, on.Find(call));
  WY_TRY(const Members body, call.Body({"state"}));
  WY_TRY(const std::string name, body.RequiredText("state"));
  WY_TRY(const auto state, store::FeedbackStateFromName(name));
  WY_CHECK(on.box.SetState(feedback.number, state, call.who.asker.user));
  WY_TRY(const Feedback changed, on.box.Find(on.rights.library.number, feedback.id));
  WY_TRY(Json view, FeedbackView(call, changed));
  return JsonReply(200, view);
}

Result<Reply> DeleteFeedback(Call& call) {
  WY_TRY(const FeedbackCall on, FeedbackCall::Of(call));
  WY_TRY(const Feedback feedback, on.Find(call));
  WY_CHECK(on.box.Remove(feedback.number));
  return NoContent();
}

Result<Reply> QuestionOfFeedback(Call& call) {
  WY_TRY(const FeedbackCall on, FeedbackCall::Of(call));
  WY_TRY(const Feedback feedback, on.Find(call));
  WY_TRY(const QualityCall quality, QualityCall::Of(call));
  WY_TRY(const Members body, call.Body({"set", "answer"}));
  WY_TRY(const std::string set_id, body.RequiredText("set"));
  WY_TRY(const auto right, body.Text("answer"));
  WY_TRY(const store::QuestionSet set, quality.Set(set_id));
  quality::Viewer viewer(call.services().store, on.rights);
  WY_TRY(const store::Question question,
         quality::MakeQuestion(quality.sets, viewer, set, feedback, right, call.who.asker.user));
  WY_TRY(Json view, QuestionView(call, viewer, question));
  return JsonReply(201, view);
}

}  // namespace

std::vector<Route> FeedbackRoutes() {
  return {{"POST", "/api/v1/feedback", For::kSignedIn, GiveFeedback},
          {"GET",
           "/api/v1/libraries/{id}/feedback",
           For::kSignedIn,
           ListFeedback,
           {"state", "offset", "limit"}},
          {"PATCH", "/api/v1/libraries/{id}/feedback/{feedback}", For::kSignedIn, ChangeFeedback},
          {"DELETE", "/api/v1/libraries/{id}/feedback/{feedback}", For::kSignedIn, DeleteFeedback},
          {"POST", "/api/v1/libraries/{id}/feedback/{feedback}/question", For::kSignedIn,
           QuestionOfFeedback}};
}

}  // namespace wenyuan::api
