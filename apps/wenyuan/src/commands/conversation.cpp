#include "conversation.h"

#include <unistd.h>

#include <iostream>
#include <utility>

#include "wenyuan/text/utf8.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr std::size_t kKeptTurns = 6;  // as many as the server looks at

std::string Trimmed(const std::string& line) {
  constexpr const char* kBlanks = " \t\r\n";
  const std::size_t begin = line.find_first_not_of(kBlanks);
  if (begin == std::string::npos) return {};
  return line.substr(begin, line.find_last_not_of(kBlanks) - begin + 1);
}

// A question that was made whole says more to the next one than it does as it was typed.
json::object TurnOf(const std::string& question, const json::value& answer) {
  const std::string understood = TextOf(answer, "understood");
  const bool refused = FlagOf(answer, "refused");
  return {{"question", understood.empty() ? question : understood},
          {"answer", refused ? std::string() : TextOf(answer, "answer")}};
}

}  // namespace

int Converse(Terminal& terminal, const AskOne& ask) {
  const bool prompts = terminal.interactive() && ::isatty(STDIN_FILENO) == 1;
  if (prompts) {
    terminal.Note(terminal.Dim(terminal.Say("Ask; /new begins another conversation, Ctrl-D ends.",
                                            "请提问；输入 /new 开始新的对话，按 Ctrl-D 结束。")));
  }
  json::array before;
  int code = 0;
  for (std::string line;;) {
    if (prompts) std::cerr << terminal.Bold("> ") << std::flush;
    if (!std::getline(std::cin, line)) break;
    const std::string question = text::RepairUtf8(Trimmed(line));
    if (question.empty()) continue;
    if (question == "/new") {
      before.clear();
      continue;
    }
    const auto answer = ask(question, before);
    if (!answer) {
      terminal.Fail(answer.error());
      code = ExitCodeOf(answer.error().code);
      continue;
    }
    if (before.size() == kKeptTurns) before.erase(before.begin());
    before.push_back(TurnOf(question, *answer));
    if (!terminal.json()) terminal.Line("");
  }
  if (prompts) terminal.Note("");
  return code;
}

}  // namespace wenyuan::app
