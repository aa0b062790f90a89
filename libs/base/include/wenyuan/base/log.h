#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace wenyuan {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

// A name and a value beside the sentence, as in {"document", id}. Control characters in the value
// are escaped, so that no file name can forge a line. Never document text, a question or a secret.
using LogField = std::pair<std::string_view, std::string>;

// One line on standard error: time, level, sentence, fields. Any thread.
void Log(LogLevel level, std::string_view sentence, std::initializer_list<LogField> fields = {});

// Lines below `level` are dropped. Default kInfo. Any thread.
void SetLogLevel(LogLevel level);
LogLevel CurrentLogLevel();
// "debug", "info", "warning", "error": as settings and programs take it.
std::string_view Name(LogLevel level);
std::optional<LogLevel> LogLevelOf(std::string_view name);

}  // namespace wenyuan
