#include "wrong_usage.h"

#include <string>
#include <string_view>
#include <vector>

#include "../nearest.h"

namespace wenyuan::app {
namespace {

constexpr std::string_view kIsRequired = " is required";

// The command that was being read, and its name with those above it.
struct Place {
  const CLI::App* app;
  std::string name;
};

Place PlaceOf(const CLI::App& app) {
  Place place{&app, app.get_name()};
  while (!place.app->get_subcommands().empty()) {
    place.app = place.app->get_subcommands().front();
    place.name += " " + place.app->get_name();
  }
  return place;
}

std::vector<std::string> CommandsOf(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

std::vector<std::string> OptionsOf(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* at = &app; at != nullptr; at = at->get_parent()) {
    for (const CLI::Option* option : at->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

std::string Joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

Error Wrong(std::string english, std::string chinese) {
  return {ErrorCode::kInvalidArgument, std::move(english), std::move(chinese)};
}

// Of a word that nothing takes.
Error Unexpected(const Place& place, const std::string& word) {
  if (word.starts_with("-")) {
    return DidYouMean(Wrong("`" + place.name + "` has no option '" + word + "'",
                            place.name + " 没有选项“" + word + "”"),
                      word, OptionsOf(*place.app));
  }
  const std::vector<std::string> commands = CommandsOf(*place.app);
  if (commands.empty()) {
    return Wrong("'" + word + "' is one word too many for `" + place.name + "`",
                 place.name + " 不接受多出的“" + word + "”");
  }
  return DidYouMean(Wrong("`" + place.name + "` has no command '" + word + "'",
                          place.name + " 没有命令“" + word + "”"),
                    word, commands);
}

Error What(const CLI::App& app, const Place& place, const CLI::ParseError& error) {
  const std::vector<std::string> left = app.remaining(true);
  if (!left.empty()) return Unexpected(place, left.front());
  std::string what = error.what();
  const std::vector<std::string> commands = CommandsOf(*place.app);
  if (error.get_name() == "RequiredError" && !commands.empty()) {
    return Wrong("`" + place.name + "` needs a command: " + Joined(commands),
                 place.name + " 后面须写命令：" + Joined(commands));
  }
  if (error.get_name() == "RequiredError" && what.ends_with(kIsRequired)) {
    what.resize(what.size() - kIsRequired.size());
    return Wrong("`" + place.name + "` needs " + what, place.name + " 缺少 " + what);
  }
  return Wrong(what, "参数有误：" + what);
}

}  // namespace

Error WrongUsage(const CLI::App& app, const CLI::ParseError& error) {
  const Place place = PlaceOf(app);
  Error wrong = What(app, place, error);
  const bool asks = wrong.message.ends_with('?');
  wrong.message += (asks ? " See: " : "; see: ") + place.name + " --help";
  wrong.message_zh += (asks ? "用法见 " : "；用法见 ") + place.name + " --help";
  return wrong;
}

void SpeakChinese(CLI::App& app) {
  for (const auto& [english, chinese] : {std::pair{"Usage", "用法"},
                                         {"OPTIONS", "选项"},
                                         {"SUBCOMMAND", "命令"},
                                         {"SUBCOMMANDS", "命令"},
                                         {"Positionals", "参数"},
                                         {"REQUIRED", "（必填）"},
                                         {"Needs", "需要"},
                                         {"Excludes", "不能与之同用"}}) {
    app.get_formatter()->label(english, chinese);
  }
  app.group("命令");  // the heading of those inside
  app.option_defaults()->group("选项");
  app.set_help_flag("-h,--help", "显示帮助")->group("选项");
}

}  // namespace wenyuan::app
