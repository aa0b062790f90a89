#include "command_line.h"

namespace wenyuan::app {
namespace {

// What works on a question set that lies in the house.
CLI::App* SetCommand(CLI::App& eval, CommandLine& line, const std::string& name,
                     const std::string& what, int (*run)(Session&, const EvalSetOptions&)) {
  CLI::App* command = Command(eval, line, name, what, "", [&line, run](Session& session) {
    return run(session, line.eval_set);
  });
  command
      ->add_option("-l,--library", line.eval_set.library,
                   line.Say("the library (name or id)", "知识库（名称或编号）"))
      ->required();
  if (name == "sets") return command;
  command
      ->add_option("-s,--set", line.eval_set.set,
                   line.Say("the question set (name or id)", "问题集（名称或编号）"))
      ->required();
  return command;
}

void AddQuestionSets(CLI::App& eval, CommandLine& line) {
  EvalSetOptions& options = line.eval_set;
  SetCommand(eval, line, "sets", line.Say("question sets of a library", "列出知识库的问题集"),
             RunEvalSets);
  CLI::App* import = SetCommand(
      eval, line, "import",
      line.Say("add the questions of a CSV or JSONL file", "从 CSV 或 JSONL 文件导入问题"),
      RunEvalImport);
  import->add_option("FILE", options.file)->required();
  CLI::App* exported =
      SetCommand(eval, line, "export", line.Say("write the questions as CSV or JSONL", "导出问题"),
                 RunEvalExport);
  exported->add_option("FILE", options.file,
                       line.Say("default: standard output", "默认：标准输出"));
  for (CLI::App* command : {import, exported}) {
    command->add_option("--format", options.format, "csv | jsonl")
        ->check(CLI::IsMember({"csv", "jsonl"}));
  }
  SetCommand(eval, line, "runs", line.Say("what was measured so far", "列出以往的评测"),
             RunEvalRuns);
  CLI::App* run = SetCommand(eval, line, "run",
                             line.Say("measure a question set", "评测一个问题集"), RunEvalRun);
  CLI::App* gate = SetCommand(eval, line, "gate",
                              line.Say("measure, compare with the baseline and judge; exit status "
                                       "0 passed, 1 failed, 2 cannot tell",
                                       "评测并与基准比较；退出码 0 通过，1 未通过，2 无法判断"),
                              RunEvalGate);
  for (CLI::App* command : {run, gate}) {
    command->add_option("--label", options.label,
                        line.Say("what is being tried", "本次尝试的内容"));
    command->add_flag("--answers", options.with_answers,
                      line.Say("answer the questions, too", "同时评测回答"));
  }
  gate->add_option("--baseline", options.baseline,
                   line.Say("a run to compare with (default: the set's baseline)",
                            "用作比较的评测（默认：问题集的基准）"));
  gate->add_option("--run", options.run,
                   line.Say("judge this run instead of measuring anew", "直接判断该评测"));
  gate->add_flag("--accept", options.accept,
                 line.Say("when it passes, or there is no baseline, make it the baseline",
                          "通过或尚无基准时，将其设为基准"));
}

void AddTuning(CLI::App& eval, CommandLine& line) {
  EvalTuneOptions& options = line.eval_tune;
  CLI::App* tune = Command(
      eval, line, "tune",
      line.Say("find the weights of words beside meaning and the threshold of refusal by the "
               "questions of a library; exit status as gate",
               "按问题集调整知识库中字词与语义的权重及拒答阈值；退出码同 gate"),
      "  wenyuan eval tune --library 人事制度 --set 常见问题\n"
      "  wenyuan eval tune --library 人事制度 --set 常见问题 --apply\n"
      "  wenyuan eval tune --library 人事制度 --set 常见问题 --words-han 1.5\n"
      "  wenyuan eval tune --library 人事制度 --set 常见问题 --threshold 0.4\n",
      [&line](Session& session) { return RunEvalTune(session, line.eval_tune); });
  tune->add_option("-l,--library", options.library,
                   line.Say("the library (name or id)", "知识库（名称或编号）"))
      ->required();
  tune->add_option("-s,--set", options.set,
                   line.Say("the question set (name or id)", "问题集（名称或编号）"))
      ->required();
  tune->add_option("--words-han", options.words_han,
                   line.Say("try this weight for questions in Chinese characters",
                            "试用该权重（含汉字的问题）"));
  tune->add_option("--words-other", options.words_other,
                   line.Say("try this weight for other questions", "试用该权重（其他问题）"));
  tune->add_option("--threshold", options.threshold,
                   line.Say("try this threshold of refusal, 0-1: what is less likely to be "
                            "answered is refused",
                            "试用该拒答阈值（0 到 1）：可答概率低于它的问题会被拒答"));
  tune->add_flag("--apply", options.apply,
                 line.Say("use what was tried when it passes the gate", "通过门禁时启用"));
}

// A question set in the house, or a collection in files.
int RunAnswers(Session& session, const CommandLine& line) {
  EvalSetOptions options = line.eval_set;
  options.with_answers = true;
  if (!options.library.empty() && !options.set.empty()) {
    // The others say what to compare with, and what is to come of it.
    options.gate = options.gate || options.accept || !options.baseline.empty();
    return options.gate ? RunEvalGate(session, options) : RunEvalRun(session, options);
  }
  if (!line.eval.corpora.empty() && !line.eval.queries.empty()) {
    return RunEvalAnswers(session, line.eval);
  }
  return session.Fail(Error{ErrorCode::kInvalidArgument,
                            "what is to be measured is not said; give --library and --set, or "
                            "--corpus and --queries",
                            "未指明评测对象；请给出 --library 和 --set，或 --corpus 和 --queries"});
}

void AddSetOfAnswers(CLI::App& answers, CommandLine& line) {
  EvalSetOptions& options = line.eval_set;
  answers.add_option("-l,--library", options.library,
                     line.Say("the library (name or id)", "知识库（名称或编号）"));
  answers.add_option("-s,--set", options.set,
                     line.Say("the question set (name or id)", "问题集（名称或编号）"));
  answers.add_option("--label", options.label, line.Say("what is being tried", "本次尝试的内容"));
  answers.add_flag("--gate", options.gate,
                   line.Say("compare with the baseline and judge, as 'eval gate' does",
                            "与基准比较并判断，同 eval gate"));
  answers.add_option("--baseline", options.baseline,
                     line.Say("a run to compare with (default: the set's baseline)",
                              "用作比较的评测（默认：问题集的基准）"));
  answers.add_flag("--accept", options.accept,
                   line.Say("when it passes, or there is no baseline, make it the baseline",
                            "通过或尚无基准时，将其设为基准"));
}

}  // namespace

void AddEvaluation(CLI::App& app, CommandLine& line) {
  CLI::App* eval = Command(
      app, line, "eval", line.Say("measure quality, and judge whether it holds", "衡量质量并把关"),
      "  wenyuan eval gate --library 人事制度 --set 常见问题\n"
      "  wenyuan eval retrieval --corpus corpus.jsonl.gz --queries queries.jsonl.gz\n"
      "  wenyuan eval answers --corpus corpus.jsonl.gz --queries queries.jsonl.gz --without-gold\n",
      {});
  eval->require_subcommand(1);
  const auto common = [&line](CLI::App* command, bool required) {
    command
        ->add_option("--corpus", line.eval.corpora,
                     line.Say("documents (may be repeated)", "文档（可重复）"))
        ->required(required);
    command
        ->add_option("--queries", line.eval.queries,
                     line.Say("questions with what is relevant", "带相关标注的问题"))
        ->required(required);
    command
        ->add_option("--mode", line.eval.mode,
                     line.Say("what finds passages: hybrid, keywords or meaning",
                              "检索方式：hybrid（混合）、keywords（字词）或 meaning（语义）"))
        ->check(CLI::IsMember({"hybrid", "keywords", "meaning"}));
    command->add_option("--vectors", line.eval.vector_cache,
                        line.Say("keep the collection's vectors in this file for the next time",
                                 "把集合的向量保存在此文件中，供下次使用"));
    command->add_option("--first", line.eval.first,
                        line.Say("only the first N questions", "只用前 N 个问题"));
  };
  CLI::App* retrieval =
      Command(*eval, line, "retrieval",
              line.Say("hit@k, MRR, nDCG, recall, latency", "hit@k、MRR、nDCG、召回率、延迟"), "",
              [&line](Session& session) { return RunEvalRetrieval(session, line.eval); });
  retrieval->add_flag(
      "--rerank", line.eval.rerank,
      line.Say("the reranker reads the first ten passages of each question, as it does for people "
               "who search",
               "由重排模型精读每个问题的前十个段落，与人检索时相同"));
  common(retrieval, true);
  retrieval->add_option("--run", line.eval.run_file,
                        line.Say("write a TREC run file", "写出 TREC run 文件"));
  CLI::App* answers = Command(
      *eval, line, "answers",
      line.Say("answers, citations and refusals; of a question set of a library, or of a test "
               "collection",
               "回答、引用与拒答；可评测知识库的问题集，也可评测测试集合"),
      "  wenyuan eval answers --library 人事制度 --set 常见问题 --label \"new model\"\n"
      "  wenyuan eval answers --library 人事制度 --set 常见问题 --gate\n"
      "  wenyuan eval answers --corpus corpus.jsonl.gz --queries queries.jsonl.gz\n",
      [&line](Session& session) { return RunAnswers(session, line); });
  common(answers, false);
  AddSetOfAnswers(*answers, line);
  answers->add_flag("--without-gold", line.eval.without_gold,
                    line.Say("hide what is relevant: every answer should be a refusal",
                             "隐藏相关文档：此时都应拒答"));
  AddQuestionSets(*eval, line);
  AddTuning(*eval, line);
}

}  // namespace wenyuan::app
