#include "wenyuan/base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>

namespace wenyuan {
namespace {

constexpr std::array<std::pair<LogLevel, std::string_view>, 4> kNames = {
    {{LogLevel::kDebug, "debug"},
     {LogLevel::kInfo, "info"},
     {LogLevel::kWarning, "warning"},
     {LogLevel::kError, "error"}}};

spdlog::level::level_enum ToSpdlog(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

spdlog::logger& Logger() {
  static const auto logger = [] {
    auto made = std::make_shared<spdlog::logger>(
        "wenyuan", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v", spdlog::pattern_time_type::utc);
    return made;
  }();
  return *logger;
}

void AppendEscaped(std::string& line, std::string_view value) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      line += "\\x";
      line += kHex[byte >> 4U];
      line += kHex[byte & 0xfU];
    } else if (c == '"' || c == '\\') {
      line += '\\';
      line += c;
    } else {
      line += c;
    }
  }
}

}  // namespace

void Log(LogLevel level, std::string_view sentence, std::initializer_list<LogField> fields) {
  std::string line(sentence);
  for (const auto& [name, value] : fields) {
    line += ' ';
    line += name;
    line += "=\"";
    AppendEscaped(line, value);
    line += '"';
  }
  Logger().log(ToSpdlog(level), "{}", line);
}

void SetLogLevel(LogLevel level) { Logger().set_level(ToSpdlog(level)); }

LogLevel CurrentLogLevel() {
  for (const auto& [level, name] : kNames) {
    if (ToSpdlog(level) == Logger().level()) return level;
  }
  return LogLevel::kInfo;
}

std::string_view Name(LogLevel level) {
  const auto known = std::find_if(kNames.begin(), kNames.end(),
                                  [level](const auto& of) { return of.first == level; });
  return known == kNames.end() ? "" : known->second;
}

std::optional<LogLevel> LogLevelOf(std::string_view name) {
  const auto known = std::find_if(kNames.begin(), kNames.end(),
                                  [name](const auto& of) { return of.second == name; });
  if (known == kNames.end()) return std::nullopt;
  return known->first;
}

}  // namespace wenyuan
