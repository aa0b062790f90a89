// Our own model server as a process: started, killed, started again.
#include "wenyuan/llm_openai/model_process.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "wenyuan/base/log.h"
#include "wenyuan/base/testing/temporary_folder.h"

namespace wenyuan::llm_openai {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

bool IsAny(const std::filesystem::path&) { return true; }

std::filesystem::path Built(const std::string& name) {
  return std::filesystem::absolute(std::getenv("WENYUAN_BINARY_DIR")) / name;
}

class ModelProcessTest : public ::testing::Test {
 protected:
  void SetUp() override {
    SetLogLevel(LogLevel::kError);
    if (!std::filesystem::exists(Built("bin/wenyuan-model"))) {
      GTEST_SKIP() << "wenyuan-model is not built on this machine";
    }
    options_.program = Built("bin/wenyuan-model");
    options_.socket = folder_.path() / "model.sock";
    options_.find_embedder = [] {
      return Result<std::filesystem::path>(Built("tiny_models/tiny-embedder.gguf"));
    };
    options_.first_pause = milliseconds(20);
    options_.look_again = milliseconds(20);
  }

  static Deadline Soon() { return Deadline::After(seconds(60)); }
  static bool Lives(pid_t pid) { return ::kill(pid, 0) == 0; }
  // Until the state names this.
  static std::string AwaitState(const ModelProcess& process, const std::string& part) {
    for (int i = 0; i < 3000; ++i) {
      const Result<void> ready = process.Ready();
      if (!ready && ready.error().message.find(part) != std::string::npos) {
        EXPECT_EQ(ready.error().code, ErrorCode::kUnavailable);
        return ready.error().message;
      }
      std::this_thread::sleep_for(milliseconds(10));
    }
    const Result<void> ready = process.Ready();
    ADD_FAILURE() << "never: " << part << "; but " << (ready ? "ready" : ready.error().message);
    return {};
  }

  wenyuan::testing::TemporaryFolder folder_;
  ModelProcessOptions options_;
};

TEST_F(ModelProcessTest, AnswersOnceItIsLoadedAndEndsWithItsOwner) {
  std::shared_ptr<ModelProcess> process = StartModelProcess(options_);
  const auto embedder = MakeEmbedder(process, options_.socket);
  EXPECT_FALSE(process->Ready());  // it is being started
  ASSERT_TRUE(process->AwaitReady(Soon()));
  const auto info = embedder->Info(Soon());
  ASSERT_TRUE(info) << info.error().message;
  EXPECT_EQ(info->dimension, 32U);
  EXPECT_EQ(info->model, "tiny-embedder");
  const std::vector<std::string> texts = {"the port", "年假"};
  const auto made = embedder->Embed(llm::TextKind::kPassage, texts, Soon());
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->values.size(), 64U);
  const pid_t pid = process->pid();
  EXPECT_TRUE(Lives(pid));
  std::weak_ptr<ModelProcess> weak = process;
  process.reset();
  EXPECT_FALSE(weak.expired());  // the embedder holds it
}

TEST_F(ModelProcessTest, IsStartedAgainWhenItIsKilled) {
  std::shared_ptr<ModelProcess> process = StartModelProcess(options_);
  const auto embedder = MakeEmbedder(process, options_.socket);
  const std::vector<std::string> texts = {"the port"};
  ASSERT_TRUE(process->AwaitReady(Soon()));
  const auto before = embedder->Embed(llm::TextKind::kQuery, texts, Soon());
  ASSERT_TRUE(before);
  for (int times = 0; times < 2; ++times) {
    const pid_t killed = process->pid();
    ASSERT_EQ(::kill(killed, SIGKILL), 0);
    const auto at_once = embedder->Embed(llm::TextKind::kQuery, texts, Soon());
    EXPECT_TRUE(at_once || at_once.error().code == ErrorCode::kUnavailable);
    for (int i = 0; i < 6000 && (process->pid() == killed || !process->Ready()); ++i) {
      std::this_thread::sleep_for(milliseconds(5));
    }
    ASSERT_TRUE(process->AwaitReady(Soon()));
    EXPECT_NE(process->pid(), killed);
    const auto after = embedder->Embed(llm::TextKind::kQuery, texts, Soon());
    ASSERT_TRUE(after) << after.error().message;
    EXPECT_EQ(after->values, before->values);
  }
}

TEST_F(ModelProcessTest, WaitsForAModelThatIsInstalledLater) {
  options_.find_embedder = [this] {
    const std::filesystem::path folder = folder_.path();
    return FindEmbedderFile(std::span(&folder, 1), IsAny);
  };
  const auto process = StartModelProcess(options_);
  const std::string why = AwaitState(*process, "no embedding model is installed");
  EXPECT_NE(why.find("scripts/models/install_embedder"), std::string::npos);
  EXPECT_NE(process->Ready().error().message_zh.find("尚未安装向量模型"), std::string::npos);
  std::filesystem::copy_file(Built("tiny_models/tiny-cls.gguf"),
                             folder_.path() / "model.gguf.part");
  std::filesystem::rename(folder_.path() / "model.gguf.part", folder_.path() / "model.gguf");
  EXPECT_TRUE(process->AwaitReady(Soon()));
}

TEST_F(ModelProcessTest, RunsARerankerAlone) {
  options_.find_embedder = {};
  options_.find_reranker = [this]() -> Result<std::filesystem::path> {
    const auto file = folder_.path() / "reranker.gguf";
    if (std::filesystem::exists(file)) return file;
    return Error{ErrorCode::kNotFound, "no reranker yet", "还没有重排模型"};
  };
  std::shared_ptr<ModelProcess> process = StartModelProcess(options_);
  const auto reranker = MakeReranker(process, options_.socket);
  AwaitState(*process, "no reranker yet");
  EXPECT_EQ(reranker->Model(Soon()).error().message_zh, "还没有重排模型");
  std::filesystem::copy_file(Built("tiny_models/tiny-reranker.gguf"),
                             folder_.path() / "reranker.gguf.part");
  std::filesystem::rename(folder_.path() / "reranker.gguf.part", folder_.path() / "reranker.gguf");
  ASSERT_TRUE(process->AwaitReady(Soon()));
  ASSERT_TRUE(reranker->Model(Soon()));
  EXPECT_EQ(*reranker->Model(Soon()), "reranker");
  const std::vector<std::string> passages = {"the port is 8480", "年假"};
  const auto scores = reranker->Rerank("the port", passages, Soon());
  ASSERT_TRUE(scores) << scores.error().message;
  EXPECT_EQ(scores->size(), 2U);
  EXPECT_NE((*scores)[0], (*scores)[1]);
}

TEST_F(ModelProcessTest, SaysHowOftenItFailedAndWhatItSaid) {
  std::ofstream(folder_.path() / "broken.gguf") << "GGUF and nothing else";
  options_.find_embedder = [this] {
    return Result<std::filesystem::path>(folder_.path() / "broken.gguf");
  };
  const auto process = StartModelProcess(options_);
  const std::string state = AwaitState(*process, "3 times in a row");
  EXPECT_NE(state.find("exit status 1"), std::string::npos) << state;
  EXPECT_NE(state.find("is no whole GGUF model file"), std::string::npos) << state;
  const std::string chinese = process->Ready().error().message_zh;
  EXPECT_NE(chinese.find("退出状态 1：“"), std::string::npos) << chinese;
  EXPECT_NE(chinese.find("不是完整的 GGUF 模型文件"), std::string::npos) << chinese;
}

TEST_F(ModelProcessTest, IsGivenTimeForAsLongAsItsModelIsLoadedFurther) {
  // Stands in for wenyuan-model with a large file: each time it is asked it has loaded more.
  options_.program = folder_.path() / "loads-slowly";
  std::ofstream(options_.program) << R"(#!/usr/bin/env python3
import http.server, socketserver, sys, time
percent = 0
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        global percent
        percent += 4
        time.sleep(0.4)
        body = b'{"status":"loading","percent":%d}' % percent if percent < 100 else b'{"status":"ok"}'
        self.send_response(503 if percent < 100 else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def address_string(self): return "unix"
    def log_message(self, *words): pass
socketserver.UnixStreamServer(sys.argv[sys.argv.index("--listen") + 1][5:], Health).serve_forever()
)";
  std::filesystem::permissions(options_.program, std::filesystem::perms::owner_all);
  options_.time_to_load = seconds(8);  // less than the 25 questions take
  const auto process = StartModelProcess(options_);
  AwaitState(*process, " %)");
  EXPECT_GE(process->Health().loaded_percent, 4);
  EXPECT_TRUE(process->AwaitReady(Soon()));
  EXPECT_EQ(process->Health().ends, 0U);
}

TEST_F(ModelProcessTest, KeepsAKeyThatIsMeantForOthersFromIt) {
  ::setenv("WENYUAN_MODEL_KEY", "for others", 1);
  std::shared_ptr<ModelProcess> process = StartModelProcess(options_);
  ASSERT_TRUE(process->AwaitReady(Soon()));
  ::unsetenv("WENYUAN_MODEL_KEY");
  EXPECT_TRUE(MakeEmbedder(process, options_.socket)->Info(Soon()));
}

TEST_F(ModelProcessTest, HandsTheKeyOfItsPrefixesOverWithoutAFile) {
  const std::string key(64, '7');
  options_.find_embedder = {};
  options_.find_generator = [] {
    return Result<std::filesystem::path>(Built("tiny_models/tiny-writer-chatml.gguf"));
  };
  options_.snapshots = folder_.path() / "prefixes";
  options_.snapshot_key = [&] { return Result<std::string>(key + "\n"); };
  const auto process = StartModelProcess(options_);
  ASSERT_TRUE(process->AwaitReady(Soon())) << process->Ready().error().message;
  EXPECT_TRUE(std::filesystem::exists(options_.snapshots / "states"));
  EXPECT_FALSE(std::filesystem::exists(options_.snapshots / "key"));
  for (const char* const place : {"cmdline", "environ"}) {
    std::ifstream file("/proc/" + std::to_string(process->pid()) + "/" + place);
    const std::string told((std::istreambuf_iterator<char>(file)), {});
    EXPECT_FALSE(told.empty());
    EXPECT_EQ(told.find(key), std::string::npos) << place;
  }
}

TEST_F(ModelProcessTest, WritesWithoutPrefixesWhereTheirKeyCannotBeHad) {
  options_.find_embedder = {};
  options_.find_generator = [] {
    return Result<std::filesystem::path>(Built("tiny_models/tiny-writer-chatml.gguf"));
  };
  options_.snapshots = folder_.path() / "prefixes";
  options_.snapshot_key = []() -> Result<std::string> {
    return Error{ErrorCode::kUnavailable, "the key is away"};
  };
  const auto process = StartModelProcess(options_);
  ASSERT_TRUE(process->AwaitReady(Soon())) << process->Ready().error().message;
  EXPECT_FALSE(std::filesystem::exists(options_.snapshots));
}

TEST_F(ModelProcessTest, SaysThatTheProgramIsMissing) {
  options_.program = "/nonexistent/wenyuan-model";
  const auto process = StartModelProcess(options_);
  AwaitState(*process, "cannot start '/nonexistent/wenyuan-model'");
}

TEST_F(ModelProcessTest, DiesWithAnOwnerThatIsKilled) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const pid_t owner = ::fork();
  if (owner == 0) {  // no other thread runs at this moment, so this is safe
    const auto process = StartModelProcess(options_);
    const bool ready = process->AwaitReady(Soon()).has_value();
    const pid_t pid = ready ? process->pid() : 0;
    (void)!::write(pipe[1], &pid, sizeof pid);
    ::pause();
    ::_exit(0);
  }
  pid_t model = 0;
  ASSERT_EQ(::read(pipe[0], &model, sizeof model), ssize_t{sizeof model});
  ASSERT_GT(model, 0);
  ASSERT_TRUE(Lives(model));
  ::kill(owner, SIGKILL);
  ::waitpid(owner, nullptr, 0);
  // It is nobody's child now; whoever adopts it may take a moment.
  bool gone = false;
  for (int i = 0; i < 500 && !gone; ++i) {
    std::ifstream state("/proc/" + std::to_string(model) + "/stat");
    std::string stat;
    std::getline(state, stat);
    gone = stat.empty() || stat.find(") Z") != std::string::npos;
    std::this_thread::sleep_for(milliseconds(10));
  }
  EXPECT_TRUE(gone);
  ::close(pipe[0]);
  ::close(pipe[1]);
}

TEST(FindEmbedderFile, TakesTheDefaultFirstThenTheOnlyOne) {
  const wenyuan::testing::TemporaryFolder first;
  const wenyuan::testing::TemporaryFolder second;
  const std::vector<std::filesystem::path> folders = {first.path(), second.path(), "/nonexistent"};
  EXPECT_EQ(FindEmbedderFile(folders, IsAny).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(FindEmbedderFile({}, IsAny).error().code, ErrorCode::kNotFound);
  std::ofstream(second.path() / "other.gguf") << "x";
  EXPECT_EQ(*FindEmbedderFile(folders, IsAny), second.path() / "other.gguf");
  std::ofstream(second.path() / "third.gguf") << "x";
  EXPECT_EQ(FindEmbedderFile(folders, IsAny).error().code, ErrorCode::kConflict);
  std::ofstream(second.path() / "e5-small-q4_0.gguf") << "x";
  EXPECT_EQ(*FindEmbedderFile(folders, IsAny), second.path() / "e5-small-q4_0.gguf");
}

}  // namespace
}  // namespace wenyuan::llm_openai
