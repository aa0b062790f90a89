#include "passwords.h"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <sstream>
#include <thread>

#include "../json.h"
#include "wenyuan/base/files.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr std::chrono::milliseconds kPollInterval{250};
constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 20U;

bool IsLocked(const json::value& document) { return FlagOf(document, "needs_password"); }

}  // namespace

std::string AskPassword(Terminal& terminal, std::string_view question) {
  const bool typed = CanAsk();
  termios before{};
  if (typed) {
    terminal.Note(question);
    ::tcgetattr(STDIN_FILENO, &before);
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &silent);
  }
  std::string password;
  std::getline(std::cin, password);
  if (typed) ::tcsetattr(STDIN_FILENO, TCSANOW, &before);
  return password;
}

bool CanAsk() { return ::isatty(STDIN_FILENO) == 1; }

Result<Passwords> Passwords::Read(const std::filesystem::path& file) {
  Passwords passwords;
  if (file.empty()) return passwords;
  WY_TRY(const std::string text, ReadAll(PosixFileSystem(), file, kLargestFile));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) passwords.listed_.push_back(line);
  }
  if (!passwords.listed_.empty()) return passwords;
  return Error{ErrorCode::kInvalidArgument,
               "there is no password in '" + file.string() + "'; write one a line",
               "“" + file.string() + "”中没有密码；请每行写一个"};
}

Result<json::value> Passwords::Unlock(Session& session, ApiClient& api, const std::string& document,
                                      const std::string& name) {
  Terminal& terminal = session.terminal();
  WY_TRY(json::value now, api.Get("/api/v1/documents/" + document));
  for (std::size_t i = 0; IsLocked(now) && i < listed_.size(); ++i) {
    WY_TRY(now, Try(api, document, listed_[i]));
    // The next file has the same one, more often than not.
    if (!IsLocked(now))
      std::rotate(listed_.begin(), listed_.begin() + static_cast<long>(i),
                  listed_.begin() + static_cast<long>(i) + 1);
  }
  while (IsLocked(now) && CanAsk()) {
    terminal.EndProgress();
    terminal.Note(TextOf(now, "reason"));
    const std::string password =
        AskPassword(terminal, terminal.language() == Language::kChinese
                                  ? "“" + name + "”的密码（直接回车则跳过）："
                                  : "Password of " + name + " (Enter alone skips it):");
    if (password.empty()) break;
    WY_TRY(now, Try(api, document, password));
    if (!IsLocked(now)) listed_.insert(listed_.begin(), password);
  }
  return now;
}

Result<json::value> Passwords::Try(ApiClient& api, const std::string& document,
                                   const std::string& password) {
  const std::string path = "/api/v1/documents/" + document;
  WY_TRY(json::value now,
         api.Send("POST", path + "/password", json::object{{"password", password}}));
  while (TextOf(now, "state") != "ready" && TextOf(now, "state") != "failed") {
    std::this_thread::sleep_for(kPollInterval);
    WY_TRY(now, api.Get(path));
  }
  return now;
}

}  // namespace wenyuan::app
