#include <algorithm>
#include <set>
#include <utility>

#include "answer_view.h"
#include "document_part.h"
#include "routes.h"
#include "views.h"

namespace wenyuan::api {
namespace {

constexpr std::size_t kMostTags = 100;

Result<answer::Label> ReadLabel(const Json& json) {
  answer::Label label;
  if (const auto* name = std::get_if<std::string>(&json.value())) {
    label.name = *name;
    return label;
  }
  WY_TRY(const Members members, Members::Of(json, {"name", "description", "examples"}));
  WY_TRY(label.name, members.RequiredText("name"));
  WY_TRY(const auto description, members.Text("description"));
  WY_TRY(const auto examples, members.Texts("examples"));
  label.description = description.value_or("");
  label.examples = examples.value_or(std::vector<std::string>());
  return label;
}

Result<answer::ClassificationRequest> ReadRequest(const Members& body) {
  answer::ClassificationRequest request;
  WY_TRY(request.part, ReadDocumentPart(body));
  WY_TRY(const auto labels, body.Items("labels"));
  if (labels && labels->size() > answer::kMostLabels) {
    const std::string most = std::to_string(answer::kMostLabels);
    return Error{ErrorCode::kTooLarge, "at most " + most + " labels can be told apart at once",
                 "一次最多可给出 " + most + " 个标签"};
  }
  for (const Json& json : labels.value_or(Json::Array())) {
    WY_TRY(answer::Label label, ReadLabel(json));
    request.labels.push_back(std::move(label));
  }
  WY_TRY(const auto most, body.Integer("most"));
  if (most) request.most = static_cast<std::size_t>(std::max<std::int64_t>(*most, 0));
  WY_TRY(const auto extractive, body.Flag("extractive"));
  request.extractive = extractive.value_or(false);
  return request;
}

// Those that fit, beside the tags it has.
Result<Json::Array> Apply(const Call& call, const store::Document& document,
                          const answer::ClassificationRequest& request,
                          const answer::Classification& found) {
  std::vector<std::string> tags = document.tags;
  Json::Array applied;
  for (std::size_t at = 0; at < found.fitting; ++at) {
    const std::string& name = request.labels[found.scores[at].label].name;
    if (std::find(tags.begin(), tags.end(), name) != tags.end()) continue;
    tags.push_back(name);
    applied.push_back(name);
  }
  if (!applied.empty()) WY_CHECK(call.services().store.documents().SetTags(document.number, tags));
  return applied;
}

Json ScoresView(const answer::ClassificationRequest& request, const answer::Classification& found,
                Language language, const Services& services) {
  Json::Array views;
  for (std::size_t at = 0; at < found.scores.size(); ++at) {
    const answer::LabelScore& score = found.scores[at];
    Json::Array evidence;
    for (const auto& sentence : score.evidence)
      evidence.push_back(SentenceView(sentence, language, services));
    views.push_back({{"label", request.labels[score.label].name},
                     {"confidence", score.confidence},
                     {"fits", at < found.fitting},
                     {"tagged_alike", score.tagged_alike},
                     {"evidence", std::move(evidence)}});
  }
  return views;
}

Result<Reply> Classify(Call& call) {
  const answer::Classifier* const classifier = call.services().classifier;
  if (classifier == nullptr) {
    return Error{ErrorCode::kUnsupported, "this server classifies no documents",
                 "此服务器不提供文档分类"};
  }
  std::vector<std::string_view> known = {"labels", "most", "extractive", "apply"};
  known.insert(known.end(), kPartMembers.begin(), kPartMembers.end());
  WY_TRY(const Members body, call.Body(std::move(known)));
  WY_TRY(const answer::ClassificationRequest request, ReadRequest(body));
  WY_TRY(const auto apply, body.Flag("apply"));
  const store::Role role = apply.value_or(false) ? store::Role::kEditor : store::Role::kReader;
  WY_TRY(const store::Document document,
         call.services().access.Document(call.who.asker, request.part.document, role));
  const auto begin = call.services().clock.Steady();
  WY_TRY(const answer::Classification found, classifier->Classify(request, call.who.asker));
  const std::chrono::duration<double, std::milli> elapsed = call.services().clock.Steady() - begin;
  Json::Array applied;
  if (apply.value_or(false)) {
    WY_TRY(applied, Apply(call, document, request, found));
  }
  Json without_model = nullptr;
  if (found.without_model) without_model = found.without_model->In(call.language);
  return JsonReply(200, {{"scores", ScoresView(request, found, call.language, call.services())},
                         {"none", found.none},
                         {"model", found.model},
                         {"without_model", std::move(without_model)},
                         {"source", SummarySourceView(found.source)},
                         {"applied", std::move(applied)},
                         {"elapsed_ms", elapsed.count()}});
}

Result<Reply> SetTags(Call& call) {
  WY_TRY(const store::Document document,
         call.services().access.Document(call.who.asker, call.Path("id"), store::Role::kEditor));
  WY_TRY(const Members body, call.Body({"tags"}));
  WY_TRY(const auto tags, body.Texts("tags"));
  if (!tags) {
    return Error{ErrorCode::kInvalidArgument, "the member 'tags' is missing", "缺少字段“tags”"};
  }
  if (tags->size() > kMostTags) {
    return Error{ErrorCode::kTooLarge, "a document has at most 100 tags",
                 "一个文档最多可有 100 个标签"};
  }
  std::vector<std::string> once;
  std::set<std::string_view> seen;
  for (const std::string& tag : *tags) {
    if (seen.insert(tag).second) once.push_back(tag);
  }
  WY_CHECK(call.services().store.documents().SetTags(document.number, once));
  WY_TRY(const store::Document changed, call.services().store.documents().Get(document.number));
  WY_TRY(const auto views, DocumentViews::Of(call));
  return JsonReply(200, views.View(changed));
}

}  // namespace

std::vector<Route> ClassificationRoutes() {
  return {{"POST", "/api/v1/classifications", For::kSignedIn, Classify},
          {"PUT", "/api/v1/documents/{id}/tags", For::kSignedIn, SetTags}};
}

}  // namespace wenyuan::api
