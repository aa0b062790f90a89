#include "command_line.h"

namespace wenyuan::app {

void AddPlan(CLI::App& app, CommandLine& line) {
  PlanOptions& options = line.plan;
  CLI::App* plan =
      Command(app, line, "plan",
              line.Say("how much memory a model needs, and how fast it can be where",
                       "估算模型所需内存和在各种硬件上的速度"),
              "  wenyuan plan\n"
              "  wenyuan plan R1-Distill-Qwen-7B --quant Q8_0 --context 32768 --users 8\n"
              "  wenyuan plan model.gguf --device 'RTX 4090' --devices 2\n"
              "  wenyuan plan model.gguf --this-machine\n",
              [&options](Session& session) { return RunPlan(session, options); });
  plan->add_option("MODEL", options.model,
                   line.Say("a GGUF file, the name of a model of `wenyuan model list`, or a name "
                            "as `wenyuan plan` alone lists them",
                            "GGUF 文件、wenyuan model list 中的模型名称，或单独运行 wenyuan plan "
                            "所列的名称"));
  plan->add_option("--quant", options.quantisation,
                   line.Say("F32, BF16, FP8, Q8_0, Q6_K, Q5_K_M, Q4_K_M (default), Q4_0, or int8, "
                            "4bit; of a name, for a file has its own",
                            "量化方式：F32、BF16、FP8、Q8_0、Q6_K、Q5_K_M、Q4_K_M（默认）、Q4_0，"
                            "或 int8、4bit；仅用于名称，文件自带"));
  plan->add_option("--context", options.context,
                   line.Say("tokens of each user's conversation", "每个用户的上下文词元数"))
      ->capture_default_str();
  plan->add_option("--users", options.users, line.Say("at the same time", "同时使用的用户数"))
      ->capture_default_str();
  plan->add_option("--kv", options.kv, line.Say("f16 or q8_0", "KV 缓存类型：f16 或 q8_0"))
      ->check(CLI::IsMember({"f16", "q8_0"}))
      ->capture_default_str();
  plan->add_option("--device", options.device,
                   line.Say("one of the catalogue, with 1, 2, 4 and 8 of it",
                            "目录中的一种设备，按 1、2、4、8 个估算"));
  plan->add_option("--devices", options.devices, line.Say("so many of it", "设备数量"));
  plan->add_option(
      "--catalogue", options.catalogue,
      line.Say("a file of devices instead of the program's own", "用该文件代替程序自带的设备目录"));
  CLI::Option* here = plan->add_flag(
      "--this-machine", options.this_machine,
      line.Say("measure this machine's memory for a second, and how fast a model file is on it",
               "用约一秒测量本机内存带宽，并实测模型文件的生成速度"));
  plan->add_option("--decode-tokens-per-second", options.measured_decode,
                   line.Say("what was measured here before, instead of measuring it",
                            "使用此前在本机实测的生成速度，不再测量"))
      ->needs(here);
}

}  // namespace wenyuan::app
