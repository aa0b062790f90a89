#include "cli.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <functional>

#include "../commands/commands.h"
#include "../data_folder.h"
#include "command_line.h"
#include "wenyuan/base/locale.h"
#include "wenyuan/base/log.h"
#include "wenyuan/search/query_syntax.h"
#include "wrong_usage.h"

namespace wenyuan::app {
namespace {

void AddQuestionOptions(CLI::App& command, CommandLine& line) {
  command.add_option("-l,--library", line.query.libraries,
                     line.Say("only in this library (name or id; may be repeated)",
                              "只在该知识库中查找（名称或编号，可重复）"));
  command.add_option(
      "--format", line.query.format,
      line.Say("only documents of this format: pdf, docx, …", "只查该格式：pdf、docx 等"));
  command.add_option("--tag", line.query.tag,
                     line.Say("only documents with this tag", "只查带该标签的文档"));
}

void AddServing(CLI::App& app, CommandLine& line) {
  CLI::App* serve = Command(app, line, "serve",
                            line.Say("run the server and the web console", "运行服务和网页控制台"),
                            "  wenyuan serve\n  wenyuan serve --data /srv/wenyuan\n",
                            [&line](Session& session) { return RunServe(session, line.serve); });
  serve->add_option("--address", line.serve.address,
                    line.Say("where to listen (default 127.0.0.1)", "监听地址（默认 127.0.0.1）"));
  serve
      ->add_option("--port", line.serve.port,
                   line.Say("default 8765; 0: any free one", "默认 8765；0 表示任意空闲端口"))
      ->check(CLI::Range(0, 65'535));
  serve->add_option(
      "--first-import", line.serve.first_import,
      line.Say("a folder to import when there is no library yet", "尚无知识库时导入的文件夹"));

  CLI::App* import =
      Command(app, line, "import", line.Say("import files and folders", "导入文件和文件夹"),
              "  wenyuan import handbook.pdf\n  wenyuan import contracts/ --library Legal --wait\n"
              "  wenyuan import salaries/ --library HR --reader wangfang --reader lina\n",
              [&line](Session& session) { return RunImport(session, line.import); });
  import->add_option("PATH", line.import.paths, line.Say("files or folders", "文件或文件夹"))
      ->required();
  import->add_option(
      "-l,--library", line.import.library,
      line.Say("the library to import into; made when it is new", "导入到该知识库；没有则创建"));
  import->add_option(
      "--tag", line.import.tags,
      line.Say("a tag for each document (may be repeated)", "给每个文档加的标签（可重复）"));
  import->add_option(
      "--reader", line.import.readers,
      line.Say("restricts each document: only this user and the library's owners may "
               "read it (may be repeated)",
               "限制阅读：仅该用户和知识库所有者可阅读这些文档（可重复）"));
  import->add_flag("--owners-only", line.import.restricted,
                   line.Say("restricts each document to the library's owners (and --reader)",
                            "仅知识库所有者（及 --reader 指定的用户）可阅读这些文档"));
  import->add_option("--password-file", line.import.password_file,
                     line.Say("passwords for files that need one, a line each; asked for on a "
                              "terminal",
                              "需要密码的文件所用的密码，每行一个；在终端上会询问"));
  import->add_flag("-w,--wait", line.import.wait,
                   line.Say("wait until every file is ready or failed", "等到每个文件就绪或失败"));
}

void AddMcp(CLI::App& app, CommandLine& line) {
  CLI::App* mcp =
      Command(app, line, "mcp",
              line.Say("let an MCP client (Claude Desktop, Cursor, …) use the running server",
                       "供 MCP 客户端（Claude Desktop、Cursor 等）使用正在运行的服务"),
              "  wenyuan mcp --data /srv/wenyuan\n"
              "  WENYUAN_TOKEN=… wenyuan mcp --url http://wenyuan.example:8765\n",
              [&line](Session& session) { return RunMcp(session, line.mcp); });
  mcp->add_option("--url", line.mcp.url,
                  line.Say("a server elsewhere, asked as the user of the token in WENYUAN_TOKEN",
                           "其他机器上的服务，以 WENYUAN_TOKEN 中令牌的用户身份提问"));
}

// Words that no quotation marks hold together are one question all the same.
QueryOptions QueryOf(const CommandLine& line) {
  QueryOptions query = line.query;
  for (const std::string& word : line.question) {
    query.text += (query.text.empty() ? "" : " ") + word;
  }
  return query;
}

void AddQuestions(CLI::App& app, CommandLine& line) {
  CLI::App* search =
      Command(app, line, "search", line.Say("find passages", "查找段落"),
              "  wenyuan search 年假\n  wenyuan search '\"torque limit\" PPR-9087' -k 5 --json\n"
              "  wenyuan search -- '-draft annual leave'\n",
              [&line](Session& session) { return RunSearch(session, QueryOf(line)); });
  search
      ->add_option("QUERY", line.question,
                   line.Say("words, and what is told below", "查询词，以及下面的写法"))
      ->required();
  search->footer(search->get_footer() + line.Say("\nIn QUERY:\n", "\n查询语法：\n") +
                 std::string(search::SyntaxHelp(line.language)));
  search->add_option("-k", line.query.k, line.Say("how many passages", "返回多少段落"))
      ->capture_default_str();
  search->add_flag_callback(
      "--no-rerank", [&line] { line.query.rerank = false; },
      line.Say("do not have the reranker read the first ten passages with the question, which puts "
               "them in order and takes half a second",
               "不由重排模型结合问题精读前十个段落（精读后重新排序，约需半秒）"));
  AddQuestionOptions(*search, line);

  CLI::App* ask = Command(
      app, line, "ask", line.Say("answer a question, with proof", "回答问题并给出出处"),
      "  wenyuan ask 试用期员工可以休年假吗？\n  wenyuan ask 'What is the torque limit?' --json\n"
      "  wenyuan ask --model r1-distill-qwen-7b-q4_k_m.gguf 年假可以顺延吗？\n"
      "  wenyuan ask          (a conversation: one question a line)\n",
      [&line](Session& session) { return RunAsk(session, QueryOf(line)); });
  ask->add_option("QUESTION", line.question,
                  line.Say("the question; without one, questions are read from standard input",
                           "问题；省略时从标准输入逐行读取"))
      ->each([&line](const std::string&) { line.query.converse = false; });
  ask->add_option("--model", line.query.model,
                  line.Say("what writes the answer where no server runs: a GGUF file, or the "
                           "address of an OpenAI-compatible server",
                           "没有服务器运行时由它撰写回答：GGUF 文件，或 OpenAI 兼容服务的地址"));
  ask->add_flag(
      "--extractive", line.query.extractive,
      line.Say("quote sentences, also where a model is set up", "即使设置了模型，也只摘录原文"));
  AddQuestionOptions(*ask, line);
}

void AddDocuments(CLI::App& app, CommandLine& line) {
  CLI::App* documents = Command(
      app, line, "documents", line.Say("list, show and delete documents", "列出、查看和删除文档"),
      "  wenyuan documents --state failed\n  wenyuan documents show d_abc…\n"
      "  wenyuan documents delete d_abc…\n  wenyuan documents unlock d_abc…\n"
      "  wenyuan documents recognise d_abc… --wait\n",
      [&line](Session& session) { return RunDocuments(session, line.documents); });
  documents->add_option("-l,--library", line.documents.libraries,
                        line.Say("only of this library", "只列该知识库"));
  documents->add_option("--state", line.documents.state, "queued | running | ready | failed")
      ->check(CLI::IsMember({"queued", "running", "ready", "failed"}));
  documents->add_option("--name", line.documents.name,
                        line.Say("part of the title or file name", "标题或文件名的一部分"));
  Command(*documents, line, "show", line.Say("what is known of one document", "查看一个文档的信息"),
          "", [&line](Session& session) { return RunDocumentShow(session, line.document); })
      ->add_option("ID", line.document)
      ->required();
  Command(*documents, line, "passages",
          line.Say("its passages, as they are searched", "查看其可检索的段落"), "",
          [&line](Session& session) { return RunDocumentPassages(session, line.document); })
      ->add_option("ID", line.document)
      ->required();
  Command(*documents, line, "delete", line.Say("delete documents", "删除文档"), "",
          [&line](Session& session) { return RunDocumentDelete(session, line.document_list); })
      ->add_option("ID", line.document_list)
      ->required();
  Command(*documents, line, "retry", line.Say("try failed documents again", "重试失败的文档"), "",
          [&line](Session& session) { return RunDocumentRetry(session, line.document_list); })
      ->add_option("ID", line.document_list)
      ->required();
  CLI::App* readers = Command(
      *documents, line, "readers",
      line.Say("who may read documents; with an option, changes it", "查看或更改谁可阅读文档"),
      "  wenyuan documents readers d_abc…\n"
      "  wenyuan documents readers d_abc… d_def… --only wangfang --only lina\n",
      [&line](Session& session) { return RunDocumentReaders(session, line.readers); });
  readers->add_option("ID", line.readers.documents)->required();
  CLI::Option* only = readers->add_option(
      "--only", line.readers.only,
      line.Say("nobody but this user and the library's owners (may be repeated)",
               "仅该用户和知识库所有者可阅读（可重复）"));
  CLI::Option* owners =
      readers->add_flag("--owners-only", line.readers.owners_only,
                        line.Say("nobody but the library's owners", "仅知识库所有者可阅读"));
  readers
      ->add_flag("--everybody", line.readers.everybody,
                 line.Say("everybody who may read the library", "可阅读该知识库的所有人均可阅读"))
      ->excludes(only)
      ->excludes(owners);
  CLI::App* unlock =
      Command(*documents, line, "unlock",
              line.Say("give documents the password they need", "为需要密码的文档提供密码"), "",
              [&line](Session& session) { return RunDocumentUnlock(session, line.unlock); });
  unlock->add_option("ID", line.unlock.documents)->required();
  unlock->add_option("--password-file", line.unlock.password_file,
                     line.Say("a password a line, tried one after the other (default: asks)",
                              "每行一个密码，依次尝试（默认在终端询问）"));
  CLI::App* recognise = Command(
      *documents, line, "recognise",
      line.Say("read more scanned pages than the settings allow, and those that failed again",
               "识别超出设置上限的扫描页，并重试识别失败的页"),
      "", [&line](Session& session) { return RunDocumentRecognise(session, line.recognise); });
  recognise->add_option("ID", line.recognise.documents)->required();
  recognise
      ->add_option("--pages", line.recognise.pages,
                   line.Say("how many scanned pages of each (default: all)",
                            "每个文档识别多少扫描页（默认：全部）"))
      ->check(CLI::Range(1, 20'000));
  recognise->add_flag("-w,--wait", line.recognise.wait,
                      line.Say("wait until they are read", "等待识别完成"));
  Command(app, line, "jobs",
          line.Say("what is being worked on, and what failed", "查看处理进度和失败原因"), "",
          RunJobs);
}

void AddPeople(CLI::App& app, CommandLine& line) {
  CLI::App* library =
      Command(app, line, "library", line.Say("libraries and who may read them", "知识库及其读者"),
              "  wenyuan library create 人事制度\n"
              "  wenyuan library grant 人事制度 wangfang reader\n",
              {});
  library->require_subcommand(1);
  Command(*library, line, "list", line.Say("the libraries", "列出知识库"), "", RunLibraryList);
  Command(*library, line, "create", line.Say("make a library", "创建知识库"), "",
          [&line](Session& session) { return RunLibraryCreate(session, line.library_name); })
      ->add_option("NAME", line.library_name)
      ->required();
  CLI::App* grant =
      Command(*library, line, "grant",
              line.Say("give a user a role (none takes it away)", "授予用户角色（none 为收回）"),
              "", [&line](Session& session) { return RunLibraryGrant(session, line.grant); });
  grant->add_option("LIBRARY", line.grant.library)->required();
  grant->add_option("USER", line.grant.user)->required();
  grant->add_option("ROLE", line.grant.role, "none | reader | editor | owner")
      ->required()
      ->check(CLI::IsMember({"none", "reader", "editor", "owner"}));

  CLI::App* user = Command(app, line, "user", line.Say("people with an account", "用户账号"),
                           "  wenyuan user add wangfang        (asks for the password)\n", {});
  user->require_subcommand(1);
  Command(*user, line, "list", line.Say("everyone", "列出用户"), "", RunUserList);
  CLI::App* add = Command(*user, line, "add", line.Say("add a user", "添加用户"), "",
                          [&line](Session& session) { return RunUserAdd(session, line.user); });
  add->add_option("NAME", line.user.name)->required();
  add->add_flag("--administrator", line.user.administrator,
                line.Say("may manage users and libraries", "可管理用户和知识库"));
  Command(*user, line, "password", line.Say("give a user a new password", "为用户设置新密码"), "",
          [&line](Session& session) { return RunUserPassword(session, line.user.name); })
      ->add_option("NAME", line.user.name)
      ->required();
}

void AddWords(CLI::App& app, CommandLine& line) {
  CLI::App* words = Command(app, line, "words",
                            line.Say("names and terms of the house", "词典：贵单位的名称和术语"),
                            "  wenyuan words propose --library 人事制度\n"
                            "  wenyuan words add 云原生 鲲龙箱 --library 人事制度\n",
                            {});
  words->require_subcommand(1);
  CLI::App* propose =
      Command(*words, line, "propose",
              line.Say("words of a library that no dictionary has", "列出知识库中词典没有的词"), "",
              [&line](Session& session) { return RunWordsPropose(session, line.words); });
  CLI::App* add =
      Command(*words, line, "add", line.Say("add words to the dictionary", "把词加入词典"), "",
              [&line](Session& session) { return RunWordsAdd(session, line.words); });
  add->add_option("WORD", line.words.words)->required();
  for (CLI::App* command : {propose, add}) {
    command
        ->add_option("-l,--library", line.words.library,
                     line.Say("where they are found", "这些词所在的知识库"))
        ->required();
  }
}

Result<Config> LoadConfig(const CommonOptions& common) {
  Config config;
  if (const char* data = std::getenv("WENYUAN_DATA"); data != nullptr && *data != '\0') {
    config.data = data;
  }
  if (!common.data.empty()) config.data = common.data;
  const std::filesystem::path in_data = DataLayout{config.data}.config();
  if (!common.config.empty()) {
    WY_CHECK(ReadConfigFile(common.config, config));
  } else if (std::filesystem::exists(in_data)) {
    WY_CHECK(ReadConfigFile(in_data, config));
  }
  return config;
}

Language LanguageOf(int argc, char** argv) {
  // Before parsing, because the help itself is in that language.
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const bool apart = argument == "--lang" && i + 1 < argc;
    if (!apart && !argument.starts_with("--lang=")) continue;
    return (apart ? argv[i + 1] : argument.substr(7)) == std::string_view("zh")
               ? Language::kChinese
               : Language::kEnglish;
  }
  return LanguageOfLocale();
}

// What may be repeated takes one value each time: a question that follows is not its second.
void TakeOneValueEach(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) option->allow_extra_args(false);
  }
  for (CLI::App* command : app.get_subcommands({})) TakeOneValueEach(*command);
}

// "wenyuan search -leave" reads a question as options.
void AdviseDashes(int argc, char** argv, const CommandLine& line) {
  const std::vector<std::string_view> words(argv + 1, argv + argc);
  const auto command = std::find_if(words.begin(), words.end(), [](std::string_view word) {
    return word == "search" || word == "ask";
  });
  const bool dashed = std::any_of(command, words.end(), [](std::string_view word) {
    return word.size() > 2 && word[0] == '-' && word[1] != '-';
  });
  if (!dashed) return;
  std::cerr << line.Say("a question that begins with a dash stands behind two: wenyuan ",
                        "以短横开头的问题写在两个短横之后：wenyuan ")
            << *command << line.Say(" -- '-draft annual leave'\n", " -- '-草案 年假'\n");
}

}  // namespace

int RunCli(int argc, char** argv) {
  CommandLine line(LanguageOf(argc, argv));
  CLI::App app(line.Say("Wenyuan: a private knowledge base. Documents in, cited answers out.",
                        "文渊：私有知识库。放进文档，得到有出处的回答。"),
               "wenyuan");
  if (line.language == Language::kChinese) SpeakChinese(app);
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--data", line.common.data,
                 line.Say("the data folder (default ./data, or WENYUAN_DATA)",
                          "数据目录（默认 ./data，或环境变量 WENYUAN_DATA）"));
  app.add_option("--config", line.common.config,
                 line.Say("a TOML file (default wenyuan.toml in the data folder)",
                          "TOML 配置文件（默认是数据目录里的 wenyuan.toml）"));
  app.add_flag("--json", line.common.json, line.Say("print JSON", "输出 JSON"));
  app.add_option("--lang", line.common.language,
                 line.Say("zh or en (default: the locale's)", "zh 或 en（默认按系统区域）"))
      ->check(CLI::IsMember({"zh", "en"}));
  app.footer(
      line.Say("Commands use the running server of the data folder, or open the folder themselves "
               "when none runs.\n"
               "Exit status: 0 done, 1 something failed and was listed, 2 wrong input, 3 not "
               "found, 4 not allowed,\n"
               "5 unavailable, 6 conflict, 70 our own mistake. Start with: wenyuan serve",
               "命令会使用该数据目录上正在运行的服务；没有时自行打开数据目录。\n"
               "退出码：0 完成，1 有已列出的失败，2 输入有误，3 未找到，4 无权限，5 暂不可用，6 "
               "冲突，70 程序内部错误。\n"
               "从这里开始：wenyuan serve"));
  AddServing(app, line);
  AddMcp(app, line);
  AddQuestions(app, line);
  AddSummaries(app, line);
  AddDocuments(app, line);
  AddPeople(app, line);
  AddWords(app, line);
  AddEvaluation(app, line);
  AddFaq(app, line);
  AddModels(app, line);
  AddPlan(app, line);
  Command(app, line, "doctor", line.Say("check the installation and the data", "检查安装和数据"),
          "", RunDoctor);
  Command(app, line, "version", line.Say("print the version", "显示版本"), "", RunVersion);
  TakeOneValueEach(app);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help
    const Error wrong = WrongUsage(app, error);
    Terminal(line.language, line.common.json).Fail(wrong);
    AdviseDashes(argc, argv, line);
    return ExitCodeOf(wrong.code);
  }
  const auto config = LoadConfig(line.common);
  if (!config) {
    const Terminal terminal(line.language, line.common.json);
    terminal.Fail(config.error());
    return ExitCodeOf(config.error().code);
  }
  SetLogLevel(config->log_level);
  Session session(*config, line.language, line.common.json);
  return line.run(session);
}

}  // namespace wenyuan::app
