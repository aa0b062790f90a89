#include <string>

#include "../json.h"
#include "commands.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

void SayOldSegmentation(Terminal& terminal) {
  terminal.Note(terminal.Say(
      "Documents indexed before keep their old segmentation; pairs of characters still find the "
      "words in them.",
      "此前已索引的文档仍按原来的切分；靠相邻字对也能找到其中的词。"));
}

}  // namespace

int RunWordsPropose(Session& session, const WordsOptions& options) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto library = LibraryId(**api, options.library);
  if (!library) return session.Fail(library.error());
  const auto found = (*api)->Get("/api/v1/words/proposals", {{"library", *library}});
  if (!found) return session.Fail(found.error());
  if (terminal.json()) {
    terminal.Line(Pretty(*found));
    return 0;
  }
  const auto& words = ListOf(*found, "words");
  if (words.empty()) {
    terminal.Line(
        terminal.Say("No new words: one must occur at least three times, between "
                     "different neighbours.",
                     "没有新词：一个词至少要出现三次，且前后文字各不相同。"));
    return 0;
  }
  for (const json::value& word : words) {
    terminal.Line(terminal.Bold(TextOf(word, "word")) + "  " +
                  std::to_string(IntegerOf(word, "count")) + "  " +
                  terminal.Dim(TextOf(word, "example")));
  }
  if (!FlagOf(*found, "all")) {
    const std::string characters = std::to_string(IntegerOf(*found, "characters"));
    terminal.Note(
        std::string(terminal.Say("The library is long: the first ", "知识库较大，只读了前 ")) +
        characters + std::string(terminal.Say(" characters were read.", " 个字。")));
  }
  terminal.Note(terminal.Say("To take some: wenyuan words add WORD… --library LIBRARY",
                             "加入词典：wenyuan words add 词… --library 知识库"));
  return 0;
}

int RunWordsAdd(Session& session, const WordsOptions& options) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto library = LibraryId(**api, options.library);
  if (!library) return session.Fail(library.error());
  json::array words;
  for (const std::string& word : options.words) words.emplace_back(word);
  const auto added = (*api)->Send("POST", "/api/v1/words/dictionary/entries",
                                  json::object{{"library", *library}, {"words", std::move(words)}});
  if (!added) return session.Fail(added.error());
  if (terminal.json()) {
    terminal.Line(Pretty(*added));
    return 0;
  }
  terminal.Line(std::string(terminal.Say("Words added: ", "已加入的词数：")) +
                std::to_string(IntegerOf(*added, "added")));
  SayOldSegmentation(terminal);
  return 0;
}

}  // namespace wenyuan::app
