#include <algorithm>
#include <set>
#include <utility>

#include "problem.h"
#include "routes.h"
#include "wenyuan/search/new_words.h"
#include "word_list.h"

namespace wenyuan::api {
namespace {

constexpr std::size_t kMostProblems = 20;
constexpr std::size_t kMostNewWords = 1000;

Json TextView(const WordList::Text& text) {
  return {{"text", text.text}, {"version", text.version}};
}

// The problem's sentence tells the first line; its member `lines` all of them.
Reply BrokenText(const Call& call, const std::vector<text::LineProblem>& problems) {
  const text::LineProblem& first = problems.front();
  const std::string number = std::to_string(first.line);
  http::Response response = Problem(
      {ErrorCode::kInvalidArgument, "line " + number + " " + first.what + "; nothing was changed",
       "第 " + number + " 行" + first.what_zh + "；未作任何修改"},
      call.language, call.request.id);
  Json::Array lines;
  for (std::size_t i = 0; i < std::min(kMostProblems, problems.size()); ++i) {
    const bool chinese = call.language == Language::kChinese;
    lines.push_back({{"line", problems[i].line},
                     {"problem", chinese ? problems[i].what_zh : problems[i].what}});
  }
  response.body.pop_back();  // the brace
  response.body += ",\"lines\":" + Json(std::move(lines)).Text() + "}";
  return response;
}

Result<Reply> Show(Call& call, WordList::Kind kind) {
  WY_CHECK(call.services().access.Administrator(call.who.asker));
  WY_TRY(const WordList list, WordList::Of(call, kind));
  WY_TRY(const WordList::Text text, list.Read());
  return JsonReply(200, TextView(text));
}

Result<Reply> Replace(Call& call, WordList::Kind kind) {
  WY_CHECK(call.services().access.Administrator(call.who.asker));
  WY_TRY(WordList list, WordList::Of(call, kind));
  WY_TRY(const Members body, call.Body({"text", "version"}));
  WY_TRY(const auto text, body.Text("text"));
  WY_TRY(const auto version, body.Text("version"));
  if (!text) {
    return Error{ErrorCode::kInvalidArgument, "the member 'text' is missing", "缺少字段“text”"};
  }
  const std::vector<text::LineProblem> problems = list.Check(*text);
  if (!problems.empty()) return BrokenText(call, problems);
  WY_TRY(const WordList::Text changed,
         list.Change(version.value_or(""),
                     [&](const std::string&) -> Result<std::string> { return *text; }));
  return JsonReply(200, TextView(changed));
}

Result<Reply> ShowDictionary(Call& call) { return Show(call, WordList::Kind::kDictionary); }
Result<Reply> ShowSynonyms(Call& call) { return Show(call, WordList::Kind::kSynonyms); }
Result<Reply> ReplaceDictionary(Call& call) { return Replace(call, WordList::Kind::kDictionary); }
Result<Reply> ReplaceSynonyms(Call& call) { return Replace(call, WordList::Kind::kSynonyms); }

Result<void> CheckNewWord(const std::string& word) {
  std::vector<text::LineProblem> problems;
  const std::vector<text::WordLine> lines = text::ReadWordLines(word, problems);
  if (problems.empty() && lines.size() == 1 && lines.front().word.size() == word.size()) return {};
  const std::string shown = word.substr(0, 40);
  return Error{ErrorCode::kInvalidArgument,
               "'" + shown +
                   "' is no word for the dictionary; send one word without blanks, of at "
                   "most 64 characters",
               "“" + shown + "”不能加入词典；请提供一个不含空格、不超过 64 个字符的词"};
}

// Editors add words that they found in their library; the whole list is for administrators.
Result<Reply> AddWords(Call& call) {
  WY_TRY(const Members body, call.Body({"library", "words"}));
  WY_TRY(const std::string library, body.RequiredText("library"));
  WY_CHECK(call.services().access.Library(call.who.asker, library, store::Role::kEditor));
  WY_TRY(const auto words, body.Texts("words"));
  if (!words || words->empty() || words->size() > kMostNewWords) {
    return Error{ErrorCode::kInvalidArgument, "the member 'words' must list 1 to 1000 words",
                 "字段“words”须列出 1 到 1000 个词"};
  }
  for (const std::string& word : *words) WY_CHECK(CheckNewWord(word));
  WY_TRY(WordList list, WordList::Of(call, WordList::Kind::kDictionary));
  std::size_t added = 0;
  WY_CHECK(list.Change("", [&](const std::string& old) -> Result<std::string> {
    std::vector<text::LineProblem> problems;
    std::set<std::string, std::less<>> known;
    for (const text::WordLine& line : text::ReadWordLines(old, problems)) {
      known.emplace(line.word);
    }
    std::string text = old;
    if (!text.empty() && text.back() != '\n') text += '\n';
    for (const std::string& word : *words) {
      if (!known.insert(word).second) continue;
      text += word + '\n';
      ++added;
    }
    return text;
  }));
  return JsonReply(200, {{"added", added}});
}

Result<Reply> Propose(Call& call) {
  WY_TRY(const auto rights,
         call.services().access.Library(call.who.asker, call.Query("library").value_or(""),
                                        store::Role::kEditor));
  const OwnWords& words = call.services().words;
  if (words.analyzer == nullptr) {
    return Error{ErrorCode::kUnsupported, "this server proposes no words",
                 "此服务器不提供新词建议"};
  }
  search::NewWordOptions options;
  WY_TRY(options.most, call.QueryNumber("k", 1, 500, options.most));
  store::Documents& documents = call.services().store.documents();
  const auto open_texts = [&](const std::function<bool(std::string_view)>& take) -> Result<void> {
    WY_TRY(const auto revisions, documents.CurrentRevisions(rights.library.number));
    for (const auto& revision : revisions) {
      if (revision.restricted) continue;
      WY_TRY(const auto chunks, documents.AllChunks(revision.revision));
      for (const store::Chunk& chunk : chunks) {
        if (!take(chunk.text)) return {};
      }
    }
    return {};
  };
  WY_TRY(const search::NewWords found, search::FindNewWords(open_texts, *words.analyzer, options));
  Json::Array views;
  for (const search::NewWord& word : found.words) {
    views.push_back({{"word", word.word},
                     {"count", word.count},
                     {"cohesion", word.cohesion},
                     {"freedom", word.freedom},
                     {"example", word.example}});
  }
  return JsonReply(200, {{"library_id", rights.library.id},
                         {"characters", found.characters},
                         {"all", found.all},
                         {"words", std::move(views)}});
}

}  // namespace

std::vector<Route> WordRoutes() {
  return {{"GET", "/api/v1/words/dictionary", For::kSignedIn, ShowDictionary},
          {"PUT", "/api/v1/words/dictionary", For::kSignedIn, ReplaceDictionary},
          {"POST", "/api/v1/words/dictionary/entries", For::kSignedIn, AddWords},
          {"GET", "/api/v1/words/synonyms", For::kSignedIn, ShowSynonyms},
          {"PUT", "/api/v1/words/synonyms", For::kSignedIn, ReplaceSynonyms},
          {"GET", "/api/v1/words/proposals", For::kSignedIn, Propose, {"library", "k"}}};
}

}  // namespace wenyuan::api
