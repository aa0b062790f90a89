#include "tools.h"

#include <algorithm>
#include <array>

#include "../answer_view.h"
#include "../conversation.h"
#include "../filters.h"
#include "../find_library.h"
#include "../links.h"
#include "../scope.h"
#include "../views.h"
#include "page_tool.h"
#include "wenyuan/access/by_reader.h"

namespace wenyuan::api {
namespace {

constexpr std::int64_t kMostPassages = 50;
constexpr std::size_t kNearest = 5;  // passages named with a refusal

Result<search::SearchRequest> ReadToolScope(const Call& call, const Members& arguments) {
  WY_TRY(search::SearchRequest scope, ReadScope(arguments));
  for (std::string& library : scope.libraries) {
    WY_TRY(const auto found, FindLibrary(call, library));
    if (!found) {
      return Error{ErrorCode::kNotFound,
                   "there is no library '" + library + "'; list_libraries names those there are",
                   "没有知识库“" + library + "”；list_libraries 可列出现有的知识库"};
    }
    library = found->id;
  }
  return scope;
}

// Of a document that does not hold now.
std::string Holding(const std::string& expired_on, const std::string& holds_from) {
  return (expired_on.empty() ? "" : " · expired on " + expired_on) +
         (holds_from.empty() ? "" : " · holds only from " + holds_from);
}

// Of a hit or a citation.
template <typename Found>
std::string Place(const std::string& title, std::uint32_t page, const std::string& passage,
                  const Found& found) {
  return title + (page == 0 ? "" : " · p. " + std::to_string(page)) +
         Holding(found.expired_on, found.holds_from) + " · passage " + passage;
}

void AddHolding(Json::Object& view, const std::string& expired_on, const std::string& holds_from) {
  if (!expired_on.empty()) view.emplace_back("expired_on", expired_on);
  if (!holds_from.empty()) view.emplace_back("holds_from", holds_from);
}

void AddLink(Json::Object& view, const std::string& own_address, std::string link) {
  if (!own_address.empty()) view.emplace_back("url", std::move(link));
}

Json HintsOf(const std::vector<search::QueryHint>& hints, Language language) {
  Json::Array views;
  for (const search::QueryHint& hint : hints) {
    views.push_back(language == Language::kChinese ? hint.message_zh : hint.message);
  }
  return views;
}

Result<ToolResult> Search(const Call& call, const Json& arguments, const OnToolProgress&) {
  WY_TRY(const Members members, Members::Of(arguments, {"query", "k", "libraries", "format", "tag",
                                                        "changed_from", "changed_until"}));
  WY_TRY(search::SearchRequest request, ReadToolScope(call, members));
  WY_TRY(request.query, members.RequiredText("query"));
  WY_TRY(const auto k, members.Integer("k"));
  if (k && (*k < 1 || *k > kMostPassages)) {
    return Error{ErrorCode::kInvalidArgument, "'k' must be a number from 1 to 50",
                 "“k”必须是 1 到 50 之间的数"};
  }
  if (k) request.k = static_cast<std::size_t>(*k);
  request.rerank = true;  // who asks is a model: a wrong passage costs it more than half a second
  WY_TRY(const search::SearchResult found,
         call.services().searcher.Search(request, call.who.asker));
  const std::string own_address = OwnAddress(call.request, call.services().tls);
  ToolResult result;
  result.text = found.hits.empty() ? "Nothing found. Try other words." : "";
  Json::Array hits;
  for (const search::Hit& hit : found.hits) {
    const std::string passage = ChunkId(hit.document.id, hit.revision, hit.chunk.number);
    const std::string title = TitleOf(hit.document);
    Json::Object view{{"rank", hits.size() + 1},  {"document_id", hit.document.id},
                      {"title", title},           {"library", hit.library.name},
                      {"revision", hit.revision}, {"page", hit.chunk.page},
                      {"passage_id", passage},    {"heading", hit.chunk.heading_path},
                      {"text", hit.chunk.text}};
    AddHolding(view, hit.expired_on, hit.holds_from);
    AddLink(view, own_address, LinkOf(own_address, hit));
    result.text += "[" + std::to_string(hits.size() + 1) + "] " +
                   Place(title, hit.chunk.page, passage, hit) + " · " + hit.library.name + "\n" +
                   hit.chunk.text + "\n\n";
    hits.emplace_back(std::move(view));
  }
  result.structured = {{"total", found.total},
                       {"hits", std::move(hits)},
                       {"hints", HintsOf(found.hints, call.language)}};
  return result;
}

Json CitationOf(const answer::Citation& citation, const std::string& own_address) {
  Json::Object view{
      {"document_id", citation.document_id},
      {"title", citation.title},
      {"library", citation.library},
      {"revision", citation.revision},
      {"page", citation.page},
      {"passage_id", ChunkId(citation.document_id, citation.revision, citation.chunk)},
      {"quote", citation.quote}};
  AddHolding(view, citation.expired_on, citation.holds_from);
  AddLink(view, own_address, LinkOf(own_address, citation));
  return view;
}

// The sentences with numbers, and below them where each is proven.
class AnswerInText {
 public:
  void Add(const answer::Sentence& sentence) {
    text_ += (text_.empty() ? "" : "\n") + sentence.text;
    if (const std::string day = ExpiredOn(sentence); !day.empty()) {
      text_ += " (expired on " + day + ")";
    }
    if (const std::string day = HoldsFrom(sentence); !day.empty()) {
      text_ += " (holds only from " + day + ")";
    }
    if (!sentence.doubt.empty()) text_ += " (unproven: " + sentence.doubt + ")";
    for (const answer::Citation& citation : sentence.citations) {
      const std::string mark = "[" + std::to_string(++number_) + "]";
      text_ += " " + mark;
      sources_ +=
          "\n" + mark + " " +
          Place(citation.title, citation.page,
                ChunkId(citation.document_id, citation.revision, citation.chunk), citation) +
          ": \"" + citation.quote + "\"";
    }
  }
  [[nodiscard]] std::string Text() const {
    return sources_.empty() ? text_ : text_ + "\n\nSources:" + sources_;
  }

 private:
  std::string text_;
  std::string sources_;
  std::size_t number_ = 0;
};

Json NearestOf(const answer::Answer& answer, std::string& text) {
  Json::Array nearest;
  if (!answer.refused) return nearest;
  for (const search::Hit& hit : answer.passages) {
    if (nearest.size() == kNearest) break;
    const std::string passage = ChunkId(hit.document.id, hit.revision, hit.chunk.number);
    const std::string title = TitleOf(hit.document);
    text += (nearest.empty() ? "\n\nNearest:\n- " : "\n- ") +
            Place(title, hit.chunk.page, passage, hit);
    Json::Object view{{"document_id", hit.document.id},
                      {"title", title},
                      {"page", hit.chunk.page},
                      {"passage_id", passage}};
    AddHolding(view, hit.expired_on, hit.holds_from);
    nearest.emplace_back(std::move(view));
  }
  return nearest;
}

Result<ToolResult> Ask(const Call& call, const Json& arguments, const OnToolProgress& on_progress) {
  WY_TRY(const Members members, Members::Of(arguments, {"question", "before", "libraries", "format",
                                                        "tag", "changed_from", "changed_until"}));
  answer::Question question;
  WY_TRY(question.scope, ReadToolScope(call, members));
  WY_TRY(question.before, ReadConversation(members, "before"));
  WY_TRY(question.text, members.RequiredText("question"));
  std::size_t proven = 0;
  answer::AnswerEvents events;
  events.on_sentence = [&](const answer::Sentence&) {
    return on_progress("sentences proven: " + std::to_string(++proven));
  };
  // That it thinks may be told; what it thinks may not.
  events.on_thinking = [&](std::string_view) { return on_progress("the model is thinking"); };
  WY_TRY(const answer::Answer answer,
         call.services().answerer.Ask(question, call.who.asker, events));
  const std::string own_address = OwnAddress(call.request, call.services().tls);
  AnswerInText shown;
  Json::Array sentences;
  for (const answer::Sentence& sentence : answer.sentences) {
    shown.Add(sentence);
    Json::Array citations;
    for (const answer::Citation& citation : sentence.citations) {
      citations.push_back(CitationOf(citation, own_address));
    }
    Json::Object view{{"text", sentence.text}, {"citations", std::move(citations)}};
    AddHolding(view, ExpiredOn(sentence), HoldsFrom(sentence));
    if (!sentence.doubt.empty()) view.emplace_back("doubt", sentence.doubt);
    sentences.emplace_back(std::move(view));
  }
  ToolResult result;
  result.text = answer.sentences.empty() ? answer.text : shown.Text();
  Json nearest = NearestOf(answer, result.text);
  Json::Object structured{{"answer", answer.text},
                          {"refused", answer.refused},
                          {"answerability", answer.answerability},
                          {"model", answer.model},
                          {"sentences", std::move(sentences)},
                          {"nearest", std::move(nearest)},
                          {"hints", HintsOf(answer.hints, call.language)}};
  for (const search::QueryHint& hint : answer.hints) result.text += "\n\nNote: " + hint.message;
  if (!answer.understood.empty()) {
    structured.emplace_back("understood", answer.understood);
    result.text = "Understood as: " + answer.understood + "\n\n" + result.text;
  }
  result.structured = std::move(structured);
  return result;
}

Result<ToolResult> ListLibraries(const Call& call, const Json& arguments, const OnToolProgress&) {
  WY_TRY(const Members members, Members::Of(arguments, {}));
  static_cast<void>(members);
  WY_TRY(const auto all,
         access::LibrariesByReader(call.services().store, call.who.asker, store::Role::kReader));
  ToolResult result;
  result.text = all.empty() ? "There is no library that you may read." : "";
  Json::Array libraries;
  for (const access::LibraryRights& rights : all) {
    WY_TRY(const auto counts, call.services().store.jobs().Count(VisibleIn(rights)));
    libraries.push_back(
        {{"id", rights.library.id}, {"name", rights.library.name}, {"documents", counts.ready}});
    result.text += rights.library.name + " (" + rights.library.id +
                   "), documents: " + std::to_string(counts.ready) + "\n";
  }
  result.structured = {{"libraries", std::move(libraries)}};
  return result;
}

struct Tool {
  std::string_view name;
  Result<ToolResult> (*run)(const Call& call, const Json& arguments,
                            const OnToolProgress& on_progress);
};
constexpr std::array kTools = {Tool{"search", Search}, Tool{"ask", Ask},
                               Tool{"read_page", ReadPage}, Tool{"list_libraries", ListLibraries}};

const Tool* FindTool(std::string_view name) {
  const auto* tool = std::find_if(kTools.begin(), kTools.end(),
                                  [&](const Tool& candidate) { return candidate.name == name; });
  return tool == kTools.end() ? nullptr : tool;
}

}  // namespace

bool HasTool(std::string_view name) { return FindTool(name) != nullptr; }

Result<ToolResult> CallTool(const Call& call, std::string_view name, const Json& arguments,
                            const OnToolProgress& on_progress) {
  const Tool* tool = FindTool(name);
  if (tool == nullptr) return Error{ErrorCode::kNotFound, "there is no such tool"};
  return tool->run(call, arguments, on_progress);
}

}  // namespace wenyuan::api
