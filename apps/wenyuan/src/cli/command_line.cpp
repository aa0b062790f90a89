#include "command_line.h"

#include <utility>

#include "wrong_usage.h"

namespace wenyuan::app {

CLI::App* Command(CLI::App& parent, CommandLine& line, const std::string& name,
                  const std::string& what, const std::string& examples,
                  std::function<int(Session&)> run) {
  CLI::App* command = parent.add_subcommand(name, what);
  if (line.language == Language::kChinese) SpeakChinese(*command);
  if (!examples.empty()) command->footer(line.Say("Examples:\n", "示例：\n") + examples);
  // A command inside another is heard first; the outer one must not take its place.
  if (run) {
    command->callback([&line, run = std::move(run)] {
      if (!line.run) line.run = run;
    });
  }
  return command;
}

}  // namespace wenyuan::app
