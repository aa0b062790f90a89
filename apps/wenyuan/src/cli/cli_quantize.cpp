#include "command_line.h"

namespace wenyuan::app {
namespace {

void AddCompareOptions(CLI::App& command, const CommandLine& line, CompareOptions& options) {
  command.add_option("--text", options.text,
                     line.Say("a text or a folder of texts to judge by (default: some pages that "
                              "come with the program)",
                              "评测所用的文本或文本目录（默认：程序自带的几页文字）"));
  command.add_option("--questions", options.questions,
                     line.Say("your questions, one a line, or JSON lines with \"question\"",
                              "你的问题：每行一个，或含 \"question\" 的 JSON 行"));
  command
      .add_option("--tokens", options.tokens,
                  line.Say("the most that are read of the text", "最多读取文本的词元数"))
      ->check(CLI::Range(512, 1'000'000))
      ->capture_default_str();
  command
      .add_option("--threads", options.threads,
                  line.Say("default: models.generator_threads of the settings",
                           "默认：设置中的 models.generator_threads"))
      ->check(CLI::Range(1, 512));
}

}  // namespace

void AddQuantize(CLI::App& model, CommandLine& line) {
  QuantizeOptions& options = line.quantize;
  const std::string which =
      line.Say("a GGUF file, or the name of an installed model", "GGUF 文件，或已有模型的名称");
  CLI::App* quantize = Command(
      model, line, "quantize",
      line.Say("write a model with fewer bits", "量化模型：用更少的位数另存一份"),
      "  wenyuan model quantize qwen-7b-f16.gguf --to Q8_0\n"
      "  wenyuan model quantize qwen-7b-f16.gguf --mix 4bit --library Handbooks --report\n"
      "  wenyuan model quantize qwen-7b-f16.gguf --mix attention=8,ffn=4,output=Q6_K --dry-run\n"
      "  wenyuan model quantize qwen-7b-f16.gguf --to Q4_K_M --tensor 'ffn_down=Q6_K'\n",
      [&options](Session& session) { return RunModelQuantize(session, options); });
  quantize->add_option("SOURCE", options.source, which)->required();
  CLI::Option* to =
      quantize->add_option("--to", options.to, "F32, F16, BF16, Q8_0, Q6_K, Q5_K_M, Q4_K_M, Q4_0");
  quantize
      ->add_option(
          "--mix", options.mix,
          line.Say("bf16, int8, 4bit (feed-forward and experts 4 bits, all else 8), or classes: "
                   "embeddings, attention, ffn, experts, shared_experts, output = 16, 8, 6, 4 or "
                   "a type; others 8",
                   "bf16、int8、4bit（前馈和专家 4 位，其余 8 位），或按类别：embeddings、"
                   "attention、ffn、experts、shared_experts、output = 16、8、6、4 或类型；"
                   "未列出的为 8 位"))
      ->excludes(to);
  quantize->add_option("--tensor", options.rules,
                       line.Say("REGEX=TYPE for the weights whose names it is found in; may be "
                                "repeated, the first that fits counts",
                                "正则=类型，用于名称匹配的权重；可重复，先匹配者优先"));
  quantize->add_option("-o,--output", options.output,
                       line.Say("the file to be written (default: into the data folder)",
                                "输出文件（默认：存入数据目录）"));
  CLI::Option* importance =
      quantize->add_option("--importance", options.importance,
                           line.Say("a text or folder of texts: what matters in it is rounded less",
                                    "文本或文本目录：对其重要的权重取整误差更小"));
  quantize
      ->add_option("-l,--library", options.library,
                   line.Say("the same with the text of this library; the report uses it, too",
                            "同上，使用该知识库的文本；报告也使用它"))
      ->excludes(importance);
  quantize->add_flag("--dry-run", options.dry_run,
                     line.Say("only say how large what will be", "只显示各部分的大小，不写入"));
  quantize->add_flag("--replace", options.replace,
                     line.Say("a model of that name", "替换同名模型"));
  quantize->add_flag("--report", options.report,
                     line.Say("then measure what it gained and lost", "随后实测收益和损失"));
  AddCompareOptions(*quantize, line, options.compare);

  CompareOptions& compare = line.compare;
  CLI::App* comparing = Command(
      model, line, "compare",
      line.Say("measure what a quantised model gained and lost", "实测量化模型的收益和损失"),
      "  wenyuan model compare qwen-7b-f16.gguf qwen-7b-4bit --questions mine.txt\n",
      [&compare](Session& session) { return RunModelCompare(session, compare); });
  comparing->add_option("SOURCE", compare.source, which)->required();
  comparing->add_option("QUANTISED", compare.quantised, which)->required();
  comparing->add_option("-l,--library", compare.library,
                        line.Say("judge by the text of this library", "用该知识库的文本评测"));
  AddCompareOptions(*comparing, line, compare);
}

}  // namespace wenyuan::app
