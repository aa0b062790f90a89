#include "../models/model_pull.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "../data_folder.h"
#include "../json.h"
#include "../models/model_store.h"
#include "../quantity.h"
#include "model_commands.h"
#include "wenyuan/gguf/printable.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::chrono::seconds kTimeToLook{60};

std::string LicenceText(const Terminal& terminal, const std::string& licence) {
  if (!licence.empty()) return gguf::Printable(licence, 80);
  return std::string(terminal.Say("not stated; look at its page", "未注明，请查看其页面"));
}

// Said by a person, or by --yes.
Result<void> AcceptLicence(Session& session, const ModelOptions& options) {
  if (options.yes) return {};
  Terminal& terminal = session.terminal();
  if (!terminal.json() && ::isatty(STDIN_FILENO) == 1) {
    std::cerr << terminal.Say("Fetch it under this licence? [y/N] ", "按此许可证拉取吗？[y/N] ")
              << std::flush;
    std::string said;
    std::getline(std::cin, said);
    if (said == "y" || said == "Y" || said == "yes" || said == "是") return {};
    return Error{ErrorCode::kCancelled, "nothing was fetched", "未拉取"};
  }
  return Error{ErrorCode::kInvalidArgument,
               "nobody is there to accept the licence; read it, then say --yes",
               "无人确认许可证；请先阅读，再加上 --yes"};
}

void Announce(Terminal& terminal, const std::string& source, const HubOffer& offer,
              const std::string& licence) {
  if (terminal.json()) return;
  const std::string size = offer.bytes == 0 ? "" : FormatBytes(static_cast<double>(offer.bytes));
  terminal.Line(terminal.Bold(gguf::Printable(offer.file, 120)) + "  " + size +
                (offer.parts.size() > 1 ? "  (" + std::to_string(offer.parts.size()) +
                                              std::string(terminal.Say(" parts)", " 个分卷)"))
                                        : ""));
  terminal.Line(std::string(terminal.Say("From:    ", "来源：  ")) + gguf::Printable(source, 120));
  terminal.Line(std::string(terminal.Say("Licence: ", "许可证：")) +
                LicenceText(terminal, licence));
}

std::string ProgressText(const Terminal& terminal, const PullProgress& progress) {
  const auto number = [](std::uint64_t value) { return static_cast<double>(value); };
  std::string text = progress.file + "  ";
  if (progress.bytes > 0) {
    text += FormatShare(number(progress.done), number(progress.bytes)) + " / " +
            FormatBytes(number(progress.bytes));
  } else {
    text += FormatBytes(number(progress.done));
  }
  if (progress.bytes_per_second < 1) return text;
  text += "  " + FormatBytes(progress.bytes_per_second) + "/s";
  if (progress.bytes <= progress.done) return text;
  const auto left =
      static_cast<std::int64_t>(number(progress.bytes - progress.done) / progress.bytes_per_second);
  char clock[32];
  std::snprintf(clock, sizeof clock, "  %lld:%02lld", static_cast<long long>(left / 60),
                static_cast<long long>(left % 60));
  return text + clock + std::string(terminal.Say(" left", " 后完成"));
}

std::string Quantization() {
  const char* const named = std::getenv("QUANTIZATION");
  return named == nullptr ? std::string() : std::string(named);
}

int SayPulled(const Terminal& terminal, const std::string& path, const std::string& file,
              const std::string& licence) {
  const std::string name = fs::path(file).stem().string();
  if (terminal.json()) {
    terminal.Line(Pretty(json::object{{"name", name}, {"file", path}, {"licence", licence}}));
    return 0;
  }
  terminal.Line(std::string(terminal.Say("Fetched: ", "已拉取：")) + path);
  terminal.Note(
      std::string(terminal.Say("To use it: wenyuan model use ", "启用方法：wenyuan model use ")) +
      name);
  return 0;
}

// By the server that runs. Its environment counts, but for a mirror that ours names.
int PullOnServer(Session& session, ApiClient& api, const ModelOptions& options) {
  Terminal& terminal = session.terminal();
  const char* const mirror = std::getenv("HF_ENDPOINT");
  json::object request{{"name", options.name}, {"revision", options.revision}};
  request["from"] = options.from.empty() && mirror != nullptr ? mirror : options.from;
  const auto found = api.Send("POST", "/api/v1/models/offers", request);
  if (!found) return session.Fail(found.error());
  HubPage page{TextOf(*found, "source"), TextOf(*found, "licence"), {}, {}, {}};
  for (const json::value& one : ListOf(*found, "offers")) {
    const auto bytes = static_cast<std::uint64_t>(IntegerOf(one, "bytes"));
    HubOffer offer{TextOf(one, "file"), TextOf(one, "quantisation"), bytes, {}};
    offer.parts.resize(
        static_cast<std::size_t>(std::max<std::int64_t>(1, IntegerOf(one, "parts"))));
    page.offers.push_back(std::move(offer));
  }
  const auto offer = ChooseOffer(page, options.file, Quantization());
  if (!offer) return session.Fail(offer.error());
  Announce(terminal, page.source, *offer, page.licence);
  if (const auto accepted = AcceptLicence(session, options); !accepted) {
    return session.Fail(accepted.error());
  }
  request["file"] = offer->file;
  request["licence_accepted"] = true;
  if (const auto begun = api.Send("POST", "/api/v1/models/pull", request); !begun) {
    return session.Fail(begun.error());
  }
  const auto pulled = FollowPull(session, api);
  if (!pulled) return session.Fail(pulled.error());
  return SayPulled(terminal, TextOf(*pulled, "file"), TextOf(*pulled, "file"), page.licence);
}

}  // namespace

Result<json::value> FollowPull(Session& session, ApiClient& api) {
  constexpr std::chrono::milliseconds kLook{400};
  for (;;) {
    WY_TRY(const json::value models, api.Get("/api/v1/models"));
    const json::value& pull = MemberOf(models, "pull");
    const std::string state = TextOf(pull, "state");
    if (state == "running") {
      const auto number = [&](std::string_view name) {
        return static_cast<std::uint64_t>(IntegerOf(pull, name));
      };
      session.terminal().Progress(
          ProgressText(session.terminal(), {TextOf(pull, "file"), number("done"), number("bytes"),
                                            NumberOf(pull, "bytes_per_second")}));
      std::this_thread::sleep_for(kLook);
      continue;
    }
    session.terminal().EndProgress();
    if (state == "done") return pull;
    const std::string reason = TextOf(pull, "reason");
    return Error{state == "cancelled" ? ErrorCode::kCancelled : ErrorCode::kUnavailable, reason,
                 reason};
  }
}

int RunModelPull(Session& session, const ModelOptions& options) {
  Terminal& terminal = session.terminal();
  if (ApiClient* const api = session.Server()) return PullOnServer(session, *api, options);
  const auto page =
      LookAtHub({options.name, options.from, options.revision}, Deadline::After(kTimeToLook));
  if (!page) return session.Fail(page.error());
  const auto offer = ChooseOffer(*page, options.file, Quantization());
  if (!offer) return session.Fail(offer.error());
  Announce(terminal, page->source, *offer, page->licence);
  if (const auto accepted = AcceptLicence(session, options); !accepted) {
    return session.Fail(accepted.error());
  }
  ModelStore store(PosixFileSystem(), DataLayout{session.config().data}.models());
  PullHooks hooks;
  hooks.progress = [&](const PullProgress& progress) {
    terminal.Progress(ProgressText(terminal, progress));
  };
  const auto pulled = PullModel(store, *offer, page->token, hooks);
  terminal.EndProgress();
  if (!pulled) {
    const int code = session.Fail(pulled.error());
    return pulled.error().code == ErrorCode::kCorruption ? 2 : code;
  }
  return SayPulled(terminal, pulled->string(), pulled->filename().string(), page->licence);
}

}  // namespace wenyuan::app
