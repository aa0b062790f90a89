#include "plan_here.h"

#include <unistd.h>

#include <vector>

#include "../data_folder.h"
#include "../json.h"
#include "../models/model_tool.h"
#include "../quantity.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr double kGiga = 1e9;

// Tokens a second of the file itself, by a process that loads it.
Result<double> MeasureDecode(Session& session, const std::filesystem::path& file) {
  WY_TRY(const Installation installation, FindInstallation());
  ModelToolCall call;
  call.program = installation.model_server;
  call.arguments = {"measure", file.string(),
                    "--threads=" + std::to_string(session.config().generator.threads)};
  const auto measured = RunModelTool(call, ShowToolProgress(session.terminal()));
  session.terminal().EndProgress();
  if (!measured) return measured.error();
  return NumberOf(MemberOf(json::value(*measured), "source"), "decode_tokens_per_second");
}

}  // namespace

std::string Rate(double rate) { return FormatDecimal(rate, rate < 9.95 ? 1 : 0); }

Here MeasureHere(Session& session, const plan::ModelLoad& load, const std::filesystem::path& file,
                 const plan::Demand& demand, const PlanOptions& options) {
  Here here;
  here.bandwidth = plan::MeasureBandwidth(std::chrono::milliseconds(1'000));
  here.memory_bytes =
      static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
  plan::Device device;
  device.kind = plan::DeviceKind::kCpu;
  device.bandwidth_gb_s = here.bandwidth.read_gb_s;
  here.speed = plan::SpeedOf(load, demand, device, 1, plan::Split::kLayer);
  here.needed_bytes = plan::MemoryOf(load, demand, device.kind, 1, plan::Split::kLayer).total;
  here.streamed_bytes = load.StreamedBytes(1);
  here.decode = options.measured_decode;
  if (here.decode == 0 && !file.empty()) {
    const auto decode = MeasureDecode(session, file);
    if (decode) {
      here.decode = *decode;
    } else {
      here.not_measured = decode.error().In(session.terminal().language());
    }
  }
  if (here.decode > 0) {
    here.achieved_share = here.decode * here.streamed_bytes / (here.bandwidth.read_gb_s * kGiga);
  }
  return here;
}

std::string HereText(const Here& here, const Terminal& terminal) {
  const auto say = [&](std::string_view english, std::string_view chinese) {
    return std::string(terminal.Say(english, chinese));
  };
  std::vector<std::vector<std::string>> rows = {
      {say("memory bandwidth here", "本机内存带宽"),
       FormatDecimal(here.bandwidth.read_gb_s, 1) + say(" GB/s read, ", " GB/s（读），") +
           FormatDecimal(here.bandwidth.triad_gb_s, 1) + say(" GB/s triad, ", " GB/s（triad），") +
           std::to_string(here.bandwidth.threads) + say(" threads", " 线程")},
      {say("memory here", "本机内存"),
       FormatBytes(here.memory_bytes) + say("; needed on a CPU: ", "；CPU 运行需要：") +
           FormatBytes(here.needed_bytes) +
           (here.needed_bytes <= here.memory_bytes ? say(" (fits)", "（放得下）")
                                                   : say(" (does not fit)", "（放不下）"))},
      {say("decode to be expected", "预期生成速度"),
       Rate(here.speed.decode_per_user) + say(" tokens/s for each user", " 词元/秒（每用户）")}};
  if (here.achieved_share) {
    rows.push_back({say("decode", "生成速度"),
                    FormatDecimal(here.decode, 2) +
                        say(" tokens/s, one stream, x ", " 词元/秒（单路）x ") +
                        FormatBytes(here.streamed_bytes) + say(" a token", "/词元")});
    rows.push_back({say("achieved share", "达到的比例"),
                    FormatShare(*here.achieved_share, 1) +
                        say(" of the measured read bandwidth", "（相对实测读带宽）")});
  }
  if (!here.not_measured.empty()) {
    rows.push_back(
        {say("decode", "生成速度"), say("not measured: ", "未测量：") + here.not_measured});
  }
  return FormatTable(rows) + "\n" +
         say("Other work on the machine lowers what is measured.",
             "机器上的其他负载会降低测量值。");
}

json::object HereJson(const Here& here) {
  return {{"read_gb_s", here.bandwidth.read_gb_s},
          {"triad_gb_s", here.bandwidth.triad_gb_s},
          {"threads", here.bandwidth.threads},
          {"memory_bytes", Whole(here.memory_bytes)},
          {"needed_bytes", Whole(here.needed_bytes)},
          {"decode_tokens_per_second_per_user", here.speed.decode_per_user},
          {"streamed_bytes_per_token", Whole(here.streamed_bytes)},
          {"measured_decode_tokens_per_second",
           here.decode > 0 ? json::value(here.decode) : json::value(nullptr)},
          {"achieved_share",
           here.achieved_share ? json::value(*here.achieved_share) : json::value(nullptr)}};
}

}  // namespace wenyuan::app
