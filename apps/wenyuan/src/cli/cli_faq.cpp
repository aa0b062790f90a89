#include <string>
#include <tuple>

#include "command_line.h"

namespace wenyuan::app {
namespace {

CLI::App* FaqCommand(CLI::App& faq, CommandLine& line, const std::string& name,
                     const std::string& what, int (*run)(Session&, const FaqOptions&)) {
  CLI::App* command = Command(faq, line, name, what, "",
                              [&line, run](Session& session) { return run(session, line.faq); });
  command
      ->add_option("-l,--library", line.faq.library,
                   line.Say("the library (name or id)", "知识库（名称或编号）"))
      ->required();
  return command;
}

}  // namespace

void AddFaq(CLI::App& app, CommandLine& line) {
  FaqOptions& options = line.faq;
  CLI::App* faq = Command(
      app, line, "faq", line.Say("reviewed answers that come first", "经审核、优先给出的答案"),
      "  wenyuan faq add --library 人事制度 --question 年假有几天 --answer \"5 天。\" "
      "--source 员工手册.docx\n"
      "  wenyuan faq review --library 人事制度 fq_…\n"
      "  wenyuan faq import --library 人事制度 faq.csv\n",
      {});
  faq->require_subcommand(1);
  FaqCommand(*faq, line, "list", line.Say("the entries of a library", "列出条目"), RunFaqList);
  CLI::App* add = FaqCommand(
      *faq, line, "add",
      line.Say("add a draft; it answers once it is reviewed", "添加草稿；审核之后才会用来回答"),
      RunFaqAdd);
  add->add_option("-q,--question", options.questions,
                  line.Say("a way to ask it (may be repeated)", "一种问法（可重复）"))
      ->required();
  add->add_option("-a,--answer", options.answer, line.Say("the answer", "答案"))->required();
  add->add_option("--source", options.sources,
                  line.Say("a document or passage it rests on (may be repeated)",
                           "依据的文档或段落（可重复）"));
  add->add_option("--valid-until", options.valid_until,
                  line.Say("a day: 2027-12-31", "有效期至，如 2027-12-31"));
  for (auto& [name, what, run] :
       {std::tuple{"review",
                   line.Say("stand for an entry: it answers from now on", "审核条目，此后用它回答"),
                   &RunFaqReview},
        std::tuple{"remove", line.Say("delete an entry", "删除条目"), &RunFaqRemove}}) {
    FaqCommand(*faq, line, name, what, run)
        ->add_option("ID", options.id, line.Say("as 'faq list' shows it", "见 faq list"))
        ->required();
  }
  FaqCommand(
      *faq, line, "import",
      line.Say("add drafts from a CSV or JSONL file: question (ways to ask parted by |), "
               "answers, documents",
               "从 CSV 或 JSONL 文件导入草稿：question（各种问法以 | 分隔）、answers、documents"),
      RunFaqImport)
      ->add_option("FILE", options.file)
      ->required();
}

}  // namespace wenyuan::app
