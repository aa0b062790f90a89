#include <signal.h>

#include <chrono>
#include <limits>
#include <thread>

#include "../data_folder.h"
#include "commands.h"
#include "wenyuan/base/log.h"
#include "wenyuan/crypto/hash.h"
#include "wenyuan/http/server.h"

namespace wenyuan::app {
namespace {

constexpr std::chrono::hours kInvitationLife{24};
constexpr std::chrono::seconds kPatience{5};

std::string Origin(const Config& config, std::uint16_t port) {
  const bool any = config.address == "0.0.0.0" || config.address == "::";
  std::string host = any ? "127.0.0.1" : config.address;
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return "http://" + host + ":" + std::to_string(port);
}

// While nobody has an account, a link that makes the first one.
Result<std::string> Welcome(House& house, const Terminal& terminal, const std::string& origin) {
  WY_TRY(const auto users, house.store().accounts().List());
  if (!users.empty()) {
    return std::string(terminal.Say("Wenyuan is ready. Sign in at ", "文渊已就绪。请登录：")) +
           origin;
  }
  const std::string secret = crypto::RandomId(20);
  const UnixMillis expires =
      SystemClock().Now() +
      std::chrono::duration_cast<std::chrono::milliseconds>(kInvitationLife).count();
  WY_CHECK(house.store().accounts().SetInvitation(crypto::Hex(crypto::Sha256(secret)), expires));
  return std::string(
             terminal.Say("Wenyuan is ready. Open this link once to make your account "
                          "(it works for 24 hours):\n  ",
                          "文渊已就绪。请打开以下一次性链接创建您的账号（24 小时内有效）：\n  ")) +
         origin + "/setup#" + secret;
}

// Imports what a new house should start with, through its own API, and says what it does.
void ImportFirst(const Config& config, const std::filesystem::path& folder, Language language) {
  Session session(config, language, false);
  ImportOptions options;
  options.paths = {folder};
  options.library = language == Language::kChinese ? "样例" : "Samples";
  RunImport(session, options);
}

// Until SIGINT or SIGTERM; SIGHUP reads the user dictionary again.
void WaitForStop(const sigset_t& signals, House& house, Language language) {
  int received = 0;
  while (sigwait(&signals, &received) == 0 && received == SIGHUP) {
    const auto reloaded = house.ReloadUserDictionary();
    if (reloaded) {
      Log(LogLevel::kInfo, "read the user dictionary again");
    } else {
      Log(LogLevel::kError, "the user dictionary was not read; the old one stays",
          {{"reason", reloaded.error().In(language)}});
    }
  }
}

}  // namespace

int RunServe(Session& session, const ServeOptions& options) {
  // Blocked before any thread starts, so that only sigwait below sees them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);

  Config config = session.config();
  if (!options.address.empty()) config.address = options.address;
  if (options.port >= 0) config.port = static_cast<std::uint16_t>(options.port);
  auto house = OpenHouse(config);
  if (!house) return session.Fail(house.error());
  const auto libraries = (*house)->store().libraries().List();
  if (!libraries) return session.Fail(libraries.error());

  http::ServerOptions server_options;
  server_options.address = config.address;
  server_options.port = config.port;
  server_options.unix_socket = DataLayout{config.data}.socket();
  // Uploads are limited by ingest, whose refusal names the file and the setting.
  server_options.max_body_bytes = std::numeric_limits<std::uint64_t>::max() / 2;
  auto server = http::StartServer(server_options, (*house)->handler());
  if (!server) return session.Fail(server.error());

  const std::string origin = Origin(config, (*server)->port());
  const auto welcome = Welcome(**house, session.terminal(), origin);
  if (!welcome) return session.Fail(welcome.error());
  session.terminal().Line(*welcome);

  std::thread first_import;
  if (!options.first_import.empty() && libraries->empty()) {
    first_import =
        std::thread(ImportFirst, config, options.first_import, session.terminal().language());
  }
  WaitForStop(signals, **house, session.terminal().language());
  session.terminal().Note(
      session.terminal().Say("Stopping; unfinished work is resumed at the next start.",
                             "正在停止；未完成的工作会在下次启动时继续。"));
  (*server)->Stop(kPatience);
  if (first_import.joinable()) first_import.join();
  return 0;
}

}  // namespace wenyuan::app
