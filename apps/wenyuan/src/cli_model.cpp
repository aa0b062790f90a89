#include "command_line.h"

namespace wenyuan::app {

void AddModels(CLI::App& app, CommandLine& line) {
  ModelOptions& options = line.model;
  CLI::App* model =
      Command(app, line, "model", line.Say("language models on this machine", "本机上的语言模型"),
              "  wenyuan model inspect DeepSeek-R1-Distill-Qwen-7B-Q4_K_M.gguf\n"
              "  wenyuan model list /srv/models\n"
              "  wenyuan model import ~/Downloads/model.gguf\n",
              {});
  model->require_subcommand(1);
  const auto add = [&](const std::string& name, const std::string& what,
                       int (*run)(Session&, const ModelOptions&)) {
    return Command(*model, line, name, what, "",
                   [&options, run](Session& session) { return run(session, options); });
  };
  add("list", line.Say("the models that there are", "列出已有的模型"), RunModelList)
      ->add_option("FOLDER", options.path,
                   line.Say("also look here (default: MODEL_PATH, if that is set)",
                            "另外查看该目录（默认：环境变量 MODEL_PATH）"));
  const std::string gguf_file = line.Say("a GGUF file, or a part of one", "GGUF 文件或其分卷");
  add("inspect", line.Say("what a model file is, by what is in it", "查看模型文件的内容和结构"),
      RunModelInspect)
      ->add_option("FILE", options.path, gguf_file)
      ->required();
  add("verify",
      line.Say("check a model file, and its SHA-256 where SHA256SUMS lies beside it",
               "检查模型文件；旁边有 SHA256SUMS 时核对 SHA-256"),
      RunModelVerify)
      ->add_option("FILE", options.path, gguf_file)
      ->required();
  CLI::App* import =
      add("import", line.Say("bring a model into the data folder", "把模型导入数据目录"),
          RunModelImport);
  import->add_option("FILE", options.path, gguf_file)->required();
  import->add_flag("--link", options.link,
                   line.Say("share the file's place on the disk instead of copying it; it must not "
                            "be changed afterwards",
                            "用硬链接代替复制；之后不得修改原文件"));
  const std::string in_store =
      line.Say("its name, as `wenyuan model list` prints it", "名称，见 wenyuan model list");
  add("remove", line.Say("delete a model from the data folder", "从数据目录删除模型"),
      RunModelRemove)
      ->add_option("NAME", options.name, in_store)
      ->required();
  add("use", line.Say("how to make the server use a model", "显示启用某个模型的设置"), RunModelUse)
      ->add_option("NAME", options.name, in_store)
      ->required();
  AddQuantize(*model, line);
}

}  // namespace wenyuan::app
