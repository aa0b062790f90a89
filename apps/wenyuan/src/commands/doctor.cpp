#include <sys/statvfs.h>

#include <utility>

#include "../data_folder.h"
#include "../json.h"
#include "commands.h"
#include "wenyuan/base/files.h"
#include "wenyuan/base/log.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/ocr/ocr.h"
#include "wenyuan/parse/file_parser.h"

#ifndef WENYUAN_VERSION
#error "the build must define WENYUAN_VERSION"
#endif

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kLittleSpace = std::uint64_t{1} << 30U;

struct Finding {
  std::string what;
  bool good = true;
  std::string detail;  // what it is, or what is wrong and what to do
};

Finding FromResult(std::string what, const Result<std::string>& result, Language language) {
  if (!result) return {std::move(what), false, result.error().In(language)};
  return {std::move(what), true, *result};
}

Result<std::string> CheckInstallation() {
  WY_TRY(const Installation installation, FindInstallation());
  return installation.parser.parent_path().string();
}

Result<std::string> CheckSpace(const std::filesystem::path& folder, Language language) {
  struct statvfs status {};
  if (::statvfs(folder.c_str(), &status) != 0) {
    return std::string(language == Language::kChinese
                           ? "还没有数据目录，首次启动时会创建"
                           : "no data folder yet; the first start makes it");
  }
  const std::uint64_t free = std::uint64_t{status.f_bavail} * status.f_frsize;
  const std::string text = std::to_string(free >> 20U) + " MiB";
  if (free < kLittleSpace) {
    return Error{ErrorCode::kResourceExhausted,
                 "only " + text + " free for '" + folder.string() + "'; make room before importing",
                 "“" + folder.string() + "”所在磁盘只剩 " + text + "；请先腾出空间再导入"};
  }
  return text;
}

Result<std::string> CheckKey(const DataLayout& layout, Language language) {
  if (!PosixFileSystem().Exists(layout.key())) {
    return std::string(language == Language::kChinese ? "首次启动时会创建"
                                                      : "the first start makes it");
  }
  WY_TRY(const auto keys, crypto::OpenKeyFile(PosixFileSystem(), layout.key()));
  return layout.key().string();
}

// The sandbox reports its parts ("user nobody, Landlock 7, seccomp"); a person reads a sentence.
std::string InWords(const std::string& protection, Language language) {
  const bool chinese = language == Language::kChinese;
  const auto has = [&](std::string_view part) {
    return protection.find(part) != std::string::npos;
  };
  std::string user = chinese ? "以当前用户身份运行" : "parsers run as the server's own user";
  if (has("user nobody")) user = chinese ? "以 nobody 用户身份运行" : "parsers run as nobody";
  if (has("user root")) {
    user = chinese ? "以 root 身份运行（此处无法切换到其他用户）"
                   : "parsers run as root (changing the user is not possible here)";
  }
  const std::size_t landlock = protection.find(", Landlock ");
  if (landlock == std::string::npos) {
    return user + (chinese ? "，由 seccomp 限制；此系统内核没有 Landlock"
                           : ", confined by seccomp; this kernel has no Landlock");
  }
  const std::size_t at = landlock + std::string_view(", ").size();
  const std::string version = protection.substr(at, protection.find(',', at) - at);
  return chinese ? user + "，由 " + version + " 和 seccomp 限制"
                 : user + ", confined by " + version + " and seccomp";
}

// Starts a parser as the server does: without its sandbox it reads nothing.
Result<std::string> CheckSandbox(const Config& config, Language language) {
  WY_TRY(const Installation installation, FindInstallation());
  parse::ParserProcessOptions options;
  options.program = installation.parser;
  options.memory_bytes = config.parser_memory_mib << 20U;
  // That it was started is what is said below.
  if (config.log_level == LogLevel::kInfo) SetLogLevel(LogLevel::kWarning);
  WY_TRY(const std::string protection, parse::ProtectionOfParsers(options));
  return InWords(protection, language);
}

Result<std::string> CheckOcr(const Config& config, Language language) {
  WY_TRY(const Installation installation, FindInstallation());
  const bool chinese = language == Language::kChinese;
  const auto found = ocr::FindRecogniser(installation.ocr, config.tesseract);
  if (!found) {
    return std::string(chinese ? "未安装，扫描页不会被识别；可运行 scripts/models/install_ocr"
                               : "not installed, scanned pages stay unread; run "
                                 "scripts/models/install_ocr");
  }
  std::string text(ocr::NameOf(found->engine));
  for (const std::string& language_of_it : found->languages) {
    text += (&language_of_it == found->languages.data() ? ": " : ", ") + language_of_it;
  }
  text += chinese ? "（" + found->folder.string() + "）" : " (" + found->folder.string() + ")";
  if (found->engine == ocr::Engine::kTesseract) {
    text += chinese ? "；中文识别错误较多，建议运行 scripts/models/install_ocr"
                    : "; it errs often in Chinese: better run scripts/models/install_ocr";
  }
  return text;
}

Result<std::string> SayVision(const Config& config, Language language) {
  const bool chinese = language == Language::kChinese;
  if (config.vision.empty()) return std::string(chinese ? "未配置" : "none set up");
  const std::string model = config.vision_model.empty() ? "" : " " + config.vision_model;
  return config.vision + model +
         (chinese ? "（仅用于管理员指定的知识库，图片会发送到该服务）"
                  : " (only for libraries that an administrator chooses; pictures are sent there)");
}

Result<std::string> CheckApi(Session& session, Language language) {
  WY_TRY(ApiClient * api, session.Api());
  WY_TRY(const json::value status, api->Get("/api/v1/status"));
  const json::value& counts = MemberOf(status, "counts");
  const auto count = [&](std::string_view name) { return std::to_string(IntegerOf(counts, name)); };
  const std::string documents =
      language == Language::kChinese
          ? count("ready") + " 个文档就绪，" + count("failed") + " 个失败"
          : count("ready") + " documents ready, " + count("failed") + " failed";
  if (api->server_outlives_us()) {
    return (language == Language::kChinese ? "服务正在运行，" : "a server runs, ") + documents;
  }
  return (language == Language::kChinese ? "没有运行中的服务，" : "no server runs, ") + documents;
}

}  // namespace

int RunDoctor(Session& session) {
  Terminal& terminal = session.terminal();
  const Language language = terminal.language();
  const DataLayout layout{session.config().data};
  const auto say = [&](std::string_view english, std::string_view chinese) {
    return std::string(terminal.Say(english, chinese));
  };
  const std::vector<Finding> findings = {
      FromResult(say("installation", "安装"), CheckInstallation(), language),
      FromResult(say("parser sandbox", "解析沙箱"), CheckSandbox(session.config(), language),
                 language),
      FromResult(say("text recognition", "文字识别"), CheckOcr(session.config(), language),
                 language),
      FromResult(say("vision-language service", "视觉语言模型服务"),
                 SayVision(session.config(), language), language),
      FromResult(say("disk space", "磁盘空间"), CheckSpace(layout.root, language), language),
      FromResult(say("key file", "密钥文件"), CheckKey(layout, language), language),
      FromResult(say("server and store", "服务与存储"), CheckApi(session, language), language),
  };
  bool all_good = true;
  json::array list;
  for (const Finding& finding : findings) {
    all_good = all_good && finding.good;
    list.push_back(
        json::object{{"check", finding.what}, {"good", finding.good}, {"detail", finding.detail}});
    if (!terminal.json()) {
      terminal.Line((finding.good ? "✓ " : "✗ ") + finding.what + ": " + finding.detail);
    }
  }
  if (terminal.json()) terminal.Line(Pretty(json::object{{"good", all_good}, {"checks", list}}));
  return all_good ? 0 : 1;
}

int RunVersion(Session& session) {
  Terminal& terminal = session.terminal();
  if (terminal.json()) {
    terminal.Line(Pretty(json::object{{"name", "wenyuan"}, {"version", WENYUAN_VERSION}}));
  } else {
    terminal.Line("wenyuan " WENYUAN_VERSION);
  }
  return 0;
}

}  // namespace wenyuan::app
