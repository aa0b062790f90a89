#include "terminal.h"

#include <unistd.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <iostream>

#include "wenyuan/text/utf8.h"

namespace wenyuan::app {
namespace {

bool IsWide(char32_t c) {
  return text::IsHan(c) || (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF);
}

}  // namespace

Terminal::Terminal(Language language, bool json)
    : language_(language),
      json_(json),
      interactive_(!json && ::isatty(STDOUT_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1),
      colour_(interactive_ && std::getenv("NO_COLOR") == nullptr) {}

void Terminal::Line(std::string_view text) const { std::cout << text << '\n' << std::flush; }

void Terminal::Note(std::string_view text) const { std::cerr << text << '\n'; }

void Terminal::Fail(const Error& error) const {
  if (json_) {
    boost::json::object problem{{"error", Name(error.code)}, {"message", error.In(language_)}};
    Note(boost::json::serialize(problem));
    return;
  }
  Note(std::string(Say("error: ", "错误：")) + error.In(language_));
}

void Terminal::Progress(std::string_view text) {
  if (!interactive_) return;
  std::cerr << "\r\x1b[2K" << text << std::flush;
  progress_shown_ = true;
}

void Terminal::EndProgress() {
  if (progress_shown_) std::cerr << "\r\x1b[2K" << std::flush;
  progress_shown_ = false;
}

std::string Terminal::Bold(std::string_view text) const {
  return colour_ ? "\x1b[1m" + std::string(text) + "\x1b[0m" : std::string(text);
}

std::string Terminal::Dim(std::string_view text) const {
  return colour_ ? "\x1b[2m" + std::string(text) + "\x1b[0m" : std::string(text);
}

std::size_t Columns(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    columns += IsWide(text::NextCharacter(text, at)) ? 2 : 1;
  }
  return columns;
}

std::string Fit(std::string_view text, std::size_t columns) {
  if (Columns(text) <= columns) return std::string(text);
  std::size_t used = 1;  // the ellipsis
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::NextCharacter(text, at);
    used += IsWide(c) ? 2 : 1;
    if (used > columns) break;
    end = at;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::string FormatTable(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], Columns(row[i]));
  }
  std::string table;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      table += row[i];
      if (i + 1 < row.size()) table.append(widths[i] - Columns(row[i]) + 2, ' ');
    }
    table += '\n';
  }
  return table;
}

int ExitCodeOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kTooLarge:
    case ErrorCode::kUnsupported:
      return 2;
    case ErrorCode::kNotFound:
      return 3;
    case ErrorCode::kUnauthenticated:
    case ErrorCode::kPermissionDenied:
      return 4;
    case ErrorCode::kUnavailable:
    case ErrorCode::kTimeout:
    case ErrorCode::kResourceExhausted:
    case ErrorCode::kCancelled:
      return 5;
    case ErrorCode::kConflict:
      return 6;
    case ErrorCode::kCorruption:
    case ErrorCode::kInternal:
      return 70;  // EX_SOFTWARE of sysexits.h
  }
  return 70;
}

}  // namespace wenyuan::app
