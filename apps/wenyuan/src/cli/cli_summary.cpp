#include "command_line.h"

namespace wenyuan::app {
namespace {

void AddModelOptions(CLI::App& command, CommandLine& line, std::string& model, bool& extractive) {
  command.add_option("--model", model,
                     line.Say("what writes where no server runs: a GGUF file, or the address of an "
                              "OpenAI-compatible server",
                              "没有服务器运行时所用的模型：GGUF 文件，或 OpenAI 兼容服务的地址"));
  command.add_flag(
      "--extractive", extractive,
      line.Say("without a model, also where one is set up", "即使设置了模型，也不使用"));
}

void AddSummarize(CLI::App& app, CommandLine& line) {
  SummarizeOptions& options = line.summarize;
  CLI::App* command = Command(
      app, line, "summarize",
      line.Say("summarise documents, every sentence with its proof", "生成摘要，每句都有出处"),
      "  wenyuan summarize 员工手册.pdf\n"
      "  wenyuan summarize report.pdf --pages 10-25 --length short\n"
      "  wenyuan summarize handbook.docx --heading 'Annual leave' --sentences 5\n"
      "  wenyuan summarize d_abc… d_def… --model r1-distill-qwen-7b-q4_k_m.gguf\n",
      [&options](Session& session) { return RunSummarize(session, options); });
  command
      ->add_option("DOCUMENT", options.documents,
                   line.Say("ids, file names or titles; several are summarised together",
                            "文档编号、文件名或标题；多个文档合并摘要"))
      ->required();
  command->add_option("--pages", options.pages,
                      line.Say("of one document: 3-10, 3-, -10 or 3",
                               "只摘要单个文档的这些页：3-10、3-、-10 或 3"));
  command->add_option("--heading", options.heading,
                      line.Say("of one document: only what stands below a heading with these words",
                               "只摘要单个文档中含这些字的标题之下的内容"));
  command->add_option("--revision", options.revision,
                      line.Say("of one document: not the newest one", "单个文档的指定修订"));
  CLI::Option* length =
      command->add_option("--length", options.length,
                          line.Say("short, medium (default) or long: 3, 7 or 15 sentences",
                                   "short、medium（默认）或 long：3、7 或 15 句"));
  length->check(CLI::IsMember({"short", "medium", "long"}));
  command
      ->add_option("--sentences", options.sentences,
                   line.Say("at most so many, 1-50, but one of each document",
                            "最多多少句，1 至 50，每个文档至少一句"))
      ->check(CLI::Range(1, 50))
      ->excludes(length);
  command
      ->add_option("--in", options.language,
                   line.Say("what a model shall write in: zh or en (default: what the text is in)",
                            "模型使用的语言：zh 或 en（默认与原文一致）"))
      ->check(CLI::IsMember({"zh", "en"}));
  AddModelOptions(*command, line, options.model, options.extractive);
}

void AddClassify(CLI::App& app, CommandLine& line) {
  ClassifyOptions& options = line.classify;
  CLI::App* command = Command(
      app, line, "classify",
      line.Say("say which of your labels fit documents", "判断文档属于哪些给定的标签"),
      "  wenyuan classify 采购单.pdf --label 合同 --label 发票 --label '简历: 个人经历与求职'\n"
      "  wenyuan classify report.docx --labels labels.txt --most 2 --apply\n",
      [&options](Session& session) { return RunClassify(session, options); });
  command
      ->add_option("DOCUMENT", options.documents,
                   line.Say("ids, file names or titles", "文档编号、文件名或标题"))
      ->required();
  command->add_option("--label", options.labels,
                      line.Say("a label, or 'label: what belongs there' (repeat it)",
                               "一个标签，或“标签: 说明”（可重复）"));
  command->add_option("--labels", options.label_file,
                      line.Say("a file with such a label a line", "标签文件，每行一个标签"));
  command
      ->add_option("--most", options.most,
                   line.Say("how many may fit a document", "一个文档最多可有几个标签"))
      ->check(CLI::Range(1, 10))
      ->capture_default_str();
  command->add_flag(
      "--apply", options.apply,
      line.Say("add what fits to the tags of the document", "把判定的标签加到文档上"));
  AddModelOptions(*command, line, options.model, options.extractive);
}

}  // namespace

void AddSummaries(CLI::App& app, CommandLine& line) {
  AddSummarize(app, line);
  AddClassify(app, line);
}

}  // namespace wenyuan::app
