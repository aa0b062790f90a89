#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "../json.h"
#include "../nearest.h"
#include "../quantity.h"
#include "named_model.h"
#include "plan_command.h"
#include "plan_here.h"
#include "wenyuan/base/files.h"
#include "wenyuan/gguf/facts.h"
#include "wenyuan/gguf/printable.h"
#include "wenyuan/plan/estimate.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;
using plan::ModelLoad;

constexpr std::uint64_t kLongestCatalogue = std::uint64_t{1} << 20U;
constexpr double kGiga = 1e9;

// What is planned.
struct Planned {
  ModelLoad load;
  std::filesystem::path file;            // empty: a named shape
  std::optional<std::uint64_t> context;  // the most that it was made for, where its file says so
};

Result<Planned> PlannedFile(const PlanOptions& options, const std::filesystem::path& file) {
  WY_TRY(const gguf::ModelFacts facts, gguf::Describe(file));
  WY_TRY(ModelLoad load, plan::LoadOf(facts));
  if (!options.quantisation.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "'" + file.string() + "' is " + load.quantisation +
                     " already; --quant is for the names that `wenyuan plan` lists. What another "
                     "quantisation of it would take: wenyuan model quantize … --dry-run",
                 "“" + file.string() + "”已是 " + load.quantisation +
                     "；--quant 只用于 wenyuan plan 所列的名称。另行量化后的大小可用 wenyuan model "
                     "quantize … --dry-run 查看"};
  }
  return Planned{std::move(load), file, facts.context};
}

// A file, a model that is installed, or a shape.
Result<Planned> PlannedOf(Session& session, const PlanOptions& options) {
  const auto shape = plan::FindShape(options.model);
  auto file = ModelNamed(session, options.model);
  if (file) return PlannedFile(options, *file);
  if (shape) {
    const std::string& wanted = options.quantisation;
    WY_TRY(ModelLoad load, plan::LoadOf(*shape, wanted.empty() ? "Q4_K_M" : wanted));
    return Planned{std::move(load), {}, std::nullopt};
  }
  const bool is_path =
      options.model.ends_with(".gguf") || std::filesystem::path(options.model).has_parent_path();
  if (is_path && shape.error().code == ErrorCode::kNotFound) return file.error();
  std::vector<std::string> names;
  for (const plan::Shape& known : plan::NamedShapes()) names.push_back(known.name);
  return DidYouMean(shape.error(), options.model, names);
}

Result<std::vector<plan::Device>> DevicesOf(const PlanOptions& options) {
  if (options.catalogue.empty()) return plan::Catalogue();
  WY_TRY(const std::string text, ReadAll(PosixFileSystem(), options.catalogue, kLongestCatalogue));
  auto devices = plan::ParseDevices(text);
  if (devices) return devices;
  return Error{devices.error().code,
               "'" + options.catalogue.string() + "', " + devices.error().message,
               "“" + options.catalogue.string() + "”，" + devices.error().message_zh};
}

// As many as asked for, or 1, 2, 4 and 8, whether they suffice or not.
std::vector<plan::Placement> PlacementsOn(const ModelLoad& load, const plan::Demand& demand,
                                          const plan::Device& device, std::uint64_t devices) {
  std::vector<plan::Placement> placements;
  const std::vector<std::uint64_t> counts =
      devices != 0 ? std::vector{devices} : std::vector<std::uint64_t>{1, 2, 4, 8};
  for (const std::uint64_t count : counts) {
    for (const plan::Split split : {plan::Split::kLayer, plan::Split::kTensor}) {
      if (count == 1 && split == plan::Split::kTensor) continue;
      placements.push_back({device, count, split,
                            plan::MemoryOf(load, demand, device.kind, count, split),
                            plan::SpeedOf(load, demand, device, count, split),
                            plan::MostUsers(load, demand, device, count, split)});
    }
  }
  return placements;
}

bool Fits(const plan::Placement& placement) {
  return placement.memory.possible &&
         (!placement.device.memory_gb ||
          placement.memory.largest_device <= *placement.device.memory_gb * kGiga);
}

std::string PlacementTable(const std::vector<plan::Placement>& placements,
                           const Terminal& terminal) {
  const auto say = [&](std::string_view english, std::string_view chinese) {
    return std::string(terminal.Say(english, chinese));
  };
  std::vector<std::vector<std::string>> rows = {
      {say("device", "设备"), say("split", "切分"), say("on the fullest", "单卡最大占用"),
       say("fits", "放得下"), say("most users", "最多用户"), say("decode/user", "每用户生成"),
       say("decode total", "合计生成"), say("prefill", "预填充"), ""}};
  for (const plan::Placement& placement : placements) {
    const bool fits = Fits(placement);
    std::string split = "-";
    if (placement.devices > 1) {
      split =
          placement.split == plan::Split::kLayer ? say("layer", "按层") : say("tensor", "按张量");
    }
    std::string remark = placement.device.recalled ? say("figures unconfirmed", "参数待核实") : "";
    if (placement.speed.latency_bound) {
      remark += (remark.empty() ? "" : say("; ", "；")) + say("latency-bound", "受延迟限制");
    }
    if (!placement.memory.possible) remark = say("heads cannot be shared out", "注意力头无法均分");
    rows.push_back(
        {std::to_string(placement.devices) + " x " + placement.device.name, split,
         FormatBytes(placement.memory.largest_device), fits ? say("yes", "是") : say("no", "否"),
         placement.device.memory_gb ? std::to_string(placement.most_users) : "-",
         fits ? Rate(placement.speed.decode_per_user) : "-",
         fits ? Rate(placement.speed.decode_total) : "-",
         fits && placement.speed.prefill ? Rate(*placement.speed.prefill) : "-", remark});
  }
  return FormatTable(rows);
}

std::string MemoryTable(const ModelLoad& load, const plan::Demand& demand,
                        const PlanOptions& options, const Terminal& terminal) {
  const auto say = [&](std::string_view english, std::string_view chinese) {
    return std::string(terminal.Say(english, chinese));
  };
  const plan::Memory one =
      plan::MemoryOf(load, demand, plan::DeviceKind::kGpu, 1, plan::Split::kLayer);
  std::string active = FormatCount(load.parameters);
  if (load.active_parameters < load.parameters) {
    active += say(", active ", "，激活 ") + FormatCount(load.active_parameters) + " (" +
              FormatShare(load.active_parameters, load.parameters) + ")";
  }
  std::vector<std::vector<std::string>> rows = {
      {say("model", "模型"), gguf::Printable(load.name) + ", " + load.quantisation},
      {say("parameters", "参数量"), active},
      {say("weights", "权重"), FormatBytes(load.weight_bytes)},
      {say("KV cache", "KV 缓存"),
       FormatBytes(one.kv) + " = " + std::to_string(options.users) +
           say(options.users == 1 ? " user x " : " users x ", " 用户 x ") +
           std::to_string(options.context) + say(" tokens x ", " 词元 x ") +
           FormatDecimal(one.kv_per_token, 0) + " B (" + options.kv + ")"},
      {say("activations, logits", "激活和输出"), FormatBytes(one.compute)},
      {say("kept free", "预留"),
       FormatBytes(one.reserve) + say(" on each GPU, the former in it", "（每块 GPU，含上一项）")},
      {say("in all, on one GPU", "单 GPU 合计"), FormatBytes(one.total)}};
  return FormatTable(rows);
}

json::object PlacementJson(const plan::Placement& placement) {
  const auto number = [](const std::optional<double>& value) {
    return value ? json::value(*value) : json::value(nullptr);
  };
  return {{"device", placement.device.name},
          {"devices", placement.devices},
          {"split", placement.split == plan::Split::kLayer ? "layer" : "tensor"},
          {"fits", Fits(placement)},
          {"possible", placement.memory.possible},
          {"total_bytes", Whole(placement.memory.total)},
          {"largest_device_bytes", Whole(placement.memory.largest_device)},
          {"most_users", placement.most_users},
          {"decode_tokens_per_second_per_user", placement.speed.decode_per_user},
          {"decode_tokens_per_second", placement.speed.decode_total},
          {"prefill_tokens_per_second", number(placement.speed.prefill)},
          {"first_token_seconds", number(placement.speed.first_token_seconds)},
          {"latency_bound", placement.speed.latency_bound},
          {"figures_unconfirmed", placement.device.recalled}};
}

int ListShapes(Session& session) {
  Terminal& terminal = session.terminal();
  json::array list;
  std::vector<std::vector<std::string>> rows = {
      {std::string(terminal.Say("model", "模型")),
       std::string(terminal.Say("parameters", "参数量")), "F32", "BF16", "Q8_0", "Q4_K_M",
       std::string(terminal.Say("KV per token (f16)", "每词元 KV（f16）"))}};
  for (const plan::Shape& shape : plan::NamedShapes()) {
    std::vector<std::string> row = {shape.name};
    json::object entry{{"name", shape.name}};
    for (const char* quantisation : {"F32", "BF16", "Q8_0", "Q4_K_M"}) {
      const auto load = plan::LoadOf(shape, quantisation);
      if (!load) return session.Fail(load.error());
      if (row.size() == 1) row.push_back(FormatCount(load->parameters));
      row.push_back(FormatBytes(load->weight_bytes));
      entry[std::string("weight_bytes_") + quantisation] = Whole(load->weight_bytes);
      entry["parameters"] = Whole(load->parameters);
      entry["kv_values_per_token"] = Whole(load->kv_values_per_token);
    }
    row.push_back(std::to_string(static_cast<std::uint64_t>(
                      plan::LoadOf(shape, "F32")->kv_values_per_token * 2)) +
                  " B");
    rows.push_back(std::move(row));
    list.push_back(std::move(entry));
  }
  if (terminal.json()) {
    terminal.Line(Pretty(json::object{{"shapes", std::move(list)}}));
    return 0;
  }
  terminal.Line(FormatTable(rows));
  terminal.Note(terminal.Say("Weights alone; for all that is needed: wenyuan plan NAME",
                             "仅为权重；完整估算：wenyuan plan 名称"));
  return 0;
}

Result<void> CheckOptions(const PlanOptions& options) {
  if (options.context < 1 || options.users < 1 || options.devices < 0 ||
      options.measured_decode < 0) {
    return Error{ErrorCode::kInvalidArgument,
                 "context, users, devices and tokens per second must be more than 0",
                 "上下文、用户数、设备数和生成速度都应大于 0"};
  }
  if (options.devices > 0 && options.device.empty()) {
    return Error{ErrorCode::kInvalidArgument, "--devices needs --device: name what they are",
                 "--devices 需要同时用 --device 指明设备"};
  }
  return {};
}

}  // namespace

int RunPlan(Session& session, const PlanOptions& options) {
  Terminal& terminal = session.terminal();
  if (const auto checked = CheckOptions(options); !checked) return session.Fail(checked.error());
  if (options.model.empty()) return ListShapes(session);
  plan::Demand demand;
  demand.context = static_cast<std::uint64_t>(options.context);
  demand.users = static_cast<std::uint64_t>(options.users);
  demand.kv = options.kv == "f16" ? plan::KvType::kF16 : plan::KvType::kQ8;
  const auto devices_asked = static_cast<std::uint64_t>(options.devices);
  if (const auto checked = plan::CheckDemand(demand, std::max<std::uint64_t>(1, devices_asked));
      !checked) {
    return session.Fail(checked.error());
  }
  const auto planned = PlannedOf(session, options);
  if (!planned) return FailOnModel(session, planned.error());
  const ModelLoad* const load = &planned->load;
  const auto devices = DevicesOf(options);
  if (!devices) return FailOnModel(session, devices.error());
  std::vector<plan::Placement> placements;
  if (options.device.empty()) {
    placements = plan::FittingPlacements(*load, demand, *devices);
  } else {
    const auto device = plan::FindDevice(*devices, options.device);
    if (!device) {
      std::vector<std::string> names;
      for (const plan::Device& known : *devices) names.push_back(known.name);
      return session.Fail(DidYouMean(device.error(), options.device, names));
    }
    placements = PlacementsOn(*load, demand, *device, devices_asked);
  }
  std::optional<Here> here;
  if (options.this_machine) here = MeasureHere(session, *load, planned->file, demand, options);

  if (terminal.json()) {
    const plan::Memory one =
        plan::MemoryOf(*load, demand, plan::DeviceKind::kGpu, 1, plan::Split::kLayer);
    json::array list;
    for (const plan::Placement& placement : placements) list.push_back(PlacementJson(placement));
    json::object answer{{"model", load->name},
                        {"quantisation", load->quantisation},
                        {"parameters", Whole(load->parameters)},
                        {"active_parameters", Whole(load->active_parameters)},
                        {"weight_bytes", Whole(load->weight_bytes)},
                        {"kv_bytes_per_token", Whole(one.kv_per_token)},
                        {"kv_bytes", Whole(one.kv)},
                        {"compute_bytes", Whole(one.compute)},
                        {"reserve_bytes_per_gpu", Whole(one.reserve)},
                        {"total_bytes_one_gpu", Whole(one.total)},
                        {"placements", std::move(list)}};
    if (here) answer["this_machine"] = HereJson(*here);
    terminal.Line(Pretty(answer));
    return 0;
  }
  terminal.Line(MemoryTable(*load, demand, options, terminal));
  terminal.Line(terminal.Say(
      "The weights are not all: the KV cache grows with users and context, and each device needs "
      "room to work.",
      "权重并非全部：KV 缓存随用户数和上下文增长，每个设备还需要计算空间。"));
  if (planned->context && demand.context > *planned->context) {
    const std::string most = std::to_string(*planned->context);
    terminal.Line(terminal.Say("It was made for " + most + " tokens; more context it cannot use.",
                               "该模型的上下文最多 " + most + " 个词元，更长的无法使用。"));
  }
  if (load->nominal) {
    terminal.Line(terminal.Say(
        "A generic size: weights by the number in its name, KV cache by LLaMA's shape.",
        "通用规格：权重按名称中的参数量计算，KV 缓存按 LLaMA 的结构计算。"));
  }
  terminal.Line("");
  if (here) terminal.Line(HereText(*here, terminal) + "\n");
  if (placements.empty()) {
    terminal.Line(terminal.Say(
        "No device of the catalogue holds it, not even 16 of one: fewer users, a shorter context, "
        "--kv q8_0 or a smaller quantisation would help.",
        "目录中没有设备放得下（同种 16 块也不够）；可减少用户、缩短上下文、使用 --kv q8_0 "
        "或更小的量化。"));
    return 0;
  }
  terminal.Line(PlacementTable(placements, terminal));
  terminal.Note(terminal.Say(
      "Tokens a second by a roofline with llama.cpp's efficiency, every user at full context; "
      "measure before you buy. A tensor split of models with experts needs vLLM or SGLang.",
      "速度按 roofline 和 llama.cpp 的效率估算，各用户均为满上下文；采购前请实测。"
      "专家模型的张量切分需要 vLLM 或 SGLang。"));
  return 0;
}

}  // namespace wenyuan::app
