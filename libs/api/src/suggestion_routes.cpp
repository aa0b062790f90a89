#include "routes.h"
#include "utf16.h"
#include "wenyuan/search/query_syntax.h"
#include "wenyuan/search/suggester.h"

namespace wenyuan::api {
namespace {

Result<const search::Suggester*> SuggesterOf(const Call& call) {
  if (call.services().suggester != nullptr) return call.services().suggester;
  return Error{ErrorCode::kUnsupported, "this server makes no suggestions",
               "此服务器不提供输入建议"};
}

// What was understood in a question as more than words, in UTF-16 code units.
Json ChipsView(std::string_view question, const search::QuestionSyntax& syntax) {
  Json::Array chips;
  Utf16Offsets offsets(question);
  for (const search::QueryChip& chip : syntax.chips) {
    const auto begin = offsets.At(chip.whole.begin);
    chips.push_back({{"kind", search::Name(chip.kind)},
                     {"field", text::Name(chip.field)},
                     {"value", chip.value},
                     {"begin", begin},
                     {"end", offsets.At(chip.whole.end)}});
  }
  return chips;
}

Json HintsView(const search::QuestionSyntax& syntax, Language language) {
  Json::Array hints;
  for (const search::QueryHint& hint : syntax.hints) {
    hints.push_back({{"code", hint.code},
                     {"text", language == Language::kChinese ? hint.message_zh : hint.message}});
  }
  return hints;
}

Result<Reply> Suggest(Call& call) {
  WY_TRY(const search::Suggester* const suggester, SuggesterOf(call));
  const std::string question = call.Query("q").value_or("");
  WY_TRY(const std::size_t most, call.QueryNumber("k", 1, 20, 8));
  WY_TRY(const search::Completions found,
         suggester->Complete(question, call.QueryAll("library"), most, call.who.asker));
  Json::Array completions;
  for (const search::Completion& one : found.completions) {
    completions.push_back(
        {{"text", one.text}, {"term", one.term}, {"kind", search::Name(one.kind)}});
  }
  const search::QuestionSyntax syntax = search::ReadSyntax(question);
  return JsonReply(200, {{"query", question},
                         {"ready", found.ready},
                         {"completions", std::move(completions)},
                         {"chips", ChipsView(question, syntax)},
                         {"hints", HintsView(syntax, call.language)}});
}

Result<Reply> Correct(Call& call) {
  WY_TRY(const search::Suggester* const suggester, SuggesterOf(call));
  const std::string question = call.Query("q").value_or("");
  WY_TRY(const search::Correction found,
         suggester->Correct(question, call.QueryAll("library"), call.who.asker));
  Json::Array changes;
  for (const auto& change : found.changes) {
    changes.push_back({{"from", change.from}, {"to", change.to}});
  }
  return JsonReply(200, {{"query", question},
                         {"ready", found.ready},
                         {"text", found.text.empty() ? Json(nullptr) : Json(found.text)},
                         {"changes", std::move(changes)}});
}

Result<Reply> Help(Call& call) {
  return http::Response{200,
                        {{"Content-Type", "text/plain; charset=utf-8"}},
                        std::string(search::SyntaxHelp(call.language))};
}

}  // namespace

std::vector<Route> SuggestionRoutes() {
  return {{"GET", "/api/v1/suggest", For::kSignedIn, Suggest, {"q", "library", "k"}},
          {"GET", "/api/v1/suggest/correction", For::kSignedIn, Correct, {"q", "library"}},
          {"GET", "/api/v1/suggest/help", For::kSignedIn, Help}};
}

}  // namespace wenyuan::api
