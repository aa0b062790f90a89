#include "command_line.h"

namespace wenyuan::app {

void AddModels(CLI::App& app, CommandLine& line) {
  ModelOptions& options = line.model;
  CLI::App* model =
      Command(app, line, "model", line.Say("language models on this machine", "本机上的语言模型"),
              "  wenyuan model inspect DeepSeek-R1-Distill-Qwen-7B-Q4_K_M.gguf\n"
              "  wenyuan model list /srv/models\n"
              "  wenyuan model import ~/Downloads/model.gguf\n"
              "  wenyuan model pull Qwen/Qwen2.5-7B-Instruct-GGUF --file q4_k_m\n",
              {});
  model->require_subcommand(1);
  const auto add = [&](const std::string& name, const std::string& what,
                       int (*run)(Session&, const ModelOptions&)) {
    return Command(*model, line, name, what, "",
                   [&options, run](Session& session) { return run(session, options); });
  };
  add("list", line.Say("the models that there are", "列出已有的模型"), RunModelList)
      ->add_option("FOLDER", options.path,
                   line.Say("also look here, beside the data folder, MODEL_PATH and what came "
                            "with the program",
                            "另外查看该目录（数据目录、MODEL_PATH 和程序自带的模型总会列出）"));
  const std::string gguf_file = line.Say("a GGUF file, or a part of one", "GGUF 文件或其分卷");
  const std::string file_or_name =
      line.Say("a GGUF file, or the name of an installed model", "GGUF 文件，或已有模型的名称");
  add("inspect", line.Say("what a model file is, by what is in it", "查看模型文件的内容和结构"),
      RunModelInspect)
      ->add_option("FILE", options.path, file_or_name)
      ->required();
  add("verify",
      line.Say("check a model file, and its SHA-256 where SHA256SUMS lies beside it",
               "检查模型文件；旁边有 SHA256SUMS 时核对 SHA-256"),
      RunModelVerify)
      ->add_option("FILE", options.path, file_or_name)
      ->required();
  CLI::App* import =
      add("import", line.Say("bring a model into the data folder", "把模型导入数据目录"),
          RunModelImport);
  import->add_option("FILE", options.path, gguf_file)->required();
  import->add_flag("--link", options.link,
                   line.Say("share the file's place on the disk instead of copying it; it must not "
                            "be changed afterwards",
                            "用硬链接代替复制；之后不得修改原文件"));
  CLI::App* pull = add("pull",
                       line.Say("fetch a model from Hugging Face, ModelScope or any address",
                                "从 Hugging Face、ModelScope 或任意地址拉取模型"),
                       RunModelPull);
  pull->footer(line.Say("Examples:\n", "示例：\n") +
               "  wenyuan model pull Qwen/Qwen2.5-7B-Instruct-GGUF --file q4_k_m\n"
               "  wenyuan model pull Qwen/Qwen2.5-7B-Instruct-GGUF --from modelscope --yes\n"
               "  HF_ENDPOINT=https://hf-mirror.com wenyuan model pull ORG/NAME\n");
  pull->add_option("NAME", options.name,
                   line.Say("ORG/NAME, or the address of its page or of a .gguf file",
                            "组织/名称，或其页面、.gguf 文件的地址"))
      ->required();
  pull->add_option("--from", options.from,
                   line.Say("huggingface (default), modelscope, or the address of a mirror",
                            "huggingface（默认）、modelscope，或镜像的网址"));
  pull->add_option("--file", options.file,
                   line.Say("which file, or a part of its name; else QUANTIZATION chooses",
                            "要哪个文件（可只写名称的一部分）；否则由 QUANTIZATION 选择"));
  pull->add_option("--revision", options.revision,
                   line.Say("a branch or commit (default: the newest)", "分支或提交（默认最新）"));
  pull->add_flag("-y,--yes", options.yes,
                 line.Say("accept the licence without being asked", "直接接受许可证"));
  const std::string in_store =
      line.Say("its name, as `wenyuan model list` prints it", "名称，见 wenyuan model list");
  add("remove", line.Say("delete a model from the data folder", "从数据目录删除模型"),
      RunModelRemove)
      ->add_option("NAME", options.name, in_store)
      ->required();
  CLI::App* use = add("use", line.Say("make the house use a model", "启用某个模型"), RunModelUse);
  use->add_option("NAME", options.name, in_store)->required();
  use->add_flag(
      "--stop-first", options.stop_first,
      line.Say("end the model in use before the new one is loaded, where two have not the "
               "room; there is none in between",
               "内存放不下两个模型时，先停用当前模型再加载；其间没有模型"));
  CLI::App* unload = add("unload", line.Say("end a model in use", "停用某个模型"), RunModelUnload);
  for (CLI::App* const one : {use, unload}) {
    one->add_option("--role", options.role,
                    one == use
                        ? line.Say("what it is to do: generator, embedder or reranker; else "
                                   "what its file is made for",
                                   "用途：generator、embedder 或 reranker；默认由文件决定")
                        : line.Say("generator (else) or reranker", "generator（默认）或 reranker"))
        ->check(CLI::IsMember({"generator", "embedder", "reranker"}));
  }
  AddQuantize(*model, line);
}

}  // namespace wenyuan::app
