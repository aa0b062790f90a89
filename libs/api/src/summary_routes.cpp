#include <algorithm>
#include <map>
#include <utility>

#include "answer_view.h"
#include "document_part.h"
#include "problem.h"
#include "routes.h"

namespace wenyuan::api {
namespace {

Result<const answer::Summarizer*> SummarizerOf(const Call& call) {
  if (const answer::Summarizer* summarizer = call.services().summarizer) return summarizer;
  return Error{ErrorCode::kUnsupported, "this server writes no summaries", "此服务器不提供摘要"};
}

Result<std::size_t> ReadLength(const Members& body) {
  static const std::map<std::string, answer::SummaryLength, std::less<>> kLengths = {
      {"short", answer::SummaryLength::kShort},
      {"medium", answer::SummaryLength::kMedium},
      {"long", answer::SummaryLength::kLong}};
  WY_TRY(const auto length, body.Text("length"));
  WY_TRY(const auto sentences, body.Integer("sentences"));
  if (length && sentences) {
    return Error{ErrorCode::kInvalidArgument, "give either 'length' or 'sentences', not both",
                 "“length”与“sentences”只能给出其一"};
  }
  if (sentences) return static_cast<std::size_t>(std::max<std::int64_t>(*sentences, 0));
  const auto known = kLengths.find(length.value_or("medium"));
  if (known != kLengths.end()) return answer::SentencesOf(known->second);
  return Error{ErrorCode::kInvalidArgument,
               "the length '" + *length + "' is unknown; use short, medium or long",
               "未知的长度“" + *length + "”；请使用 short、medium 或 long"};
}

Result<std::optional<Language>> ReadLanguage(const Members& body) {
  static const std::map<std::string, Language, std::less<>> kLanguages = {
      {"zh", Language::kChinese}, {"en", Language::kEnglish}};
  WY_TRY(const auto given, body.Text("language"));
  if (!given) return std::optional<Language>();
  const std::string name = given.value_or("");
  const auto known = kLanguages.find(name);
  if (known != kLanguages.end()) return std::optional<Language>(known->second);
  return Error{ErrorCode::kInvalidArgument, "the language '" + name + "' is unknown; use zh or en",
               "未知的语言“" + name + "”；请使用 zh 或 en"};
}

// One document or a part of it, or several whole ones.
Result<std::vector<answer::DocumentPart>> ReadParts(const Members& body) {
  WY_TRY(const auto documents, body.Texts("documents"));
  std::vector<answer::DocumentPart> parts;
  if (!documents) {
    WY_TRY(answer::DocumentPart part, ReadDocumentPart(body));
    parts.push_back(std::move(part));
    return parts;
  }
  for (const std::string_view name : kPartMembers) {
    if (!body.Has(name)) continue;
    const std::string member(name);
    return Error{ErrorCode::kInvalidArgument,
                 "'" + member + "' goes with one 'document', not with 'documents'",
                 "“" + member + "”只能用于单个“document”，不能与“documents”同用"};
  }
  for (const std::string& document : *documents) parts.push_back({document});
  return parts;
}

Json SummaryView(const answer::Summary& summary, Language language, const Services& services,
                 double elapsed_ms) {
  Json::Array points;
  for (const answer::SummaryPoint& point : summary.points) {
    points.push_back({{"source", point.source},
                      {"heading", point.heading},
                      {"sentence", SentenceView(point.sentence, language, services)}});
  }
  Json::Array sources;
  for (const auto& source : summary.sources) sources.push_back(SummarySourceView(source));
  Json without_model = nullptr;
  if (summary.without_model) without_model = summary.without_model->In(language);
  return {{"language", summary.language == Language::kChinese ? "zh" : "en"},
          {"model", summary.model},
          {"without_model", std::move(without_model)},
          {"points", std::move(points)},
          {"unproven", UnprovenView(summary.unproven, language)},
          {"sources", std::move(sources)},
          {"left_out",
           {{"tables", summary.left_out.tables},
            {"unread", summary.left_out.unread},
            {"repeated", summary.left_out.repeated},
            {"less_central", summary.left_out.less_central}}},
          {"elapsed_ms", elapsed_ms}};
}

// Progress as it comes, then the summary. Until the first event, an error is an answer of its own.
Result<Reply> Stream(Call& call, const answer::Summarizer& summarizer,
                     const answer::SummaryRequest& request) {
  const auto begin = call.services().clock.Steady();
  bool started = false;
  const auto write = [&](std::string_view name, const std::string& data) {
    if (!std::exchange(started, true)) {
      call.responder.Start(200,
                           {{"Content-Type", "text/event-stream"}, {"X-Accel-Buffering", "no"}});
    }
    return call.responder.Write("event: " + std::string(name) + "\ndata: " + data + "\n\n");
  };
  const auto summary =
      summarizer.Summarize(request, call.who.asker, [&](const answer::SummaryProgress& progress) {
        return write("progress", Json{{"done", progress.done}, {"total", progress.total}}.Text());
      });
  if (summary) {
    const std::chrono::duration<double, std::milli> elapsed =
        call.services().clock.Steady() - begin;
    write("done", SummaryView(*summary, call.language, call.services(), elapsed.count()).Text());
    return Reply();
  }
  if (!started) return summary.error();
  write("error", Problem(summary.error(), call.language, call.request.id).body);
  return Reply();
}

Result<Reply> Summarise(Call& call) {
  WY_TRY(const answer::Summarizer* const summarizer, SummarizerOf(call));
  std::vector<std::string_view> known = {"documents", "length", "sentences", "language",
                                         "extractive"};
  known.insert(known.end(), kPartMembers.begin(), kPartMembers.end());
  WY_TRY(const Members body, call.Body(std::move(known)));
  answer::SummaryRequest request;
  WY_TRY(request.parts, ReadParts(body));
  WY_TRY(request.sentences, ReadLength(body));
  WY_TRY(request.language, ReadLanguage(body));
  WY_TRY(const auto extractive, body.Flag("extractive"));
  request.extractive = extractive.value_or(false);
  const std::string_view accept = http::Find(call.request.headers, "Accept");
  if (accept.find("text/event-stream") != std::string_view::npos) {
    return Stream(call, *summarizer, request);
  }
  const auto begin = call.services().clock.Steady();
  WY_TRY(const answer::Summary summary,
         summarizer->Summarize(request, call.who.asker,
                               [](const answer::SummaryProgress&) { return true; }));
  const std::chrono::duration<double, std::milli> elapsed = call.services().clock.Steady() - begin;
  return JsonReply(200, SummaryView(summary, call.language, call.services(), elapsed.count()));
}

}  // namespace

std::vector<Route> SummaryRoutes() {
  return {{"POST", "/api/v1/summaries", For::kSignedIn, Summarise}};
}

}  // namespace wenyuan::api
