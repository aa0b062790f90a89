// The program itself, as somebody meets it at a command line.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace wenyuan::model {
namespace {

struct Said {
  int status = 0;
  std::string text;
};

Said RunIt(const std::string& arguments) {
  const std::string folder = std::getenv("WENYUAN_BINARY_DIR");
  const std::string command = "cd " + folder + " && bin/wenyuan-model " + arguments + " 2>&1";
  FILE* pipe = ::popen(command.c_str(), "r");
  Said said;
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) said.text += buffer.data();
  said.status = WEXITSTATUS(::pclose(pipe));
  return said;
}

void ExpectFailure(const std::string& arguments, int status, const std::string& part) {
  const Said said = RunIt(arguments);
  EXPECT_EQ(said.status, status) << arguments << "\n" << said.text;
  EXPECT_NE(said.text.find(part), std::string::npos) << said.text;
}

TEST(ModelProgram, TeachesHowToUseIt) {
  const Said help = RunIt("--help");
  EXPECT_EQ(help.status, 0);
  for (const char* part :
       {"--model", "--context", "--snapshots", "--adapter", "quotable", "--embedder", "--reranker",
        "--listen", "curl -s", "input_type", "X-Wenyuan-Priority", "WENYUAN_MODEL_KEY"}) {
    EXPECT_NE(help.text.find(part), std::string::npos) << part;
  }
  EXPECT_TRUE(RunIt("--version").text.starts_with("wenyuan-model "));
  ExpectFailure("", 2, "give --model, --embedder or --reranker");
}

TEST(ModelProgram, SaysWhyItDoesNotStart) {
  const std::string tiny = "--embedder tiny_models/tiny-embedder.gguf ";
  ExpectFailure("--embedder none.gguf", 1, "there is no readable model file 'none.gguf'");
  ExpectFailure("--embedder build.ninja", 1,
                "is no whole GGUF model file: it does not begin as one");
  ExpectFailure("--embedder tiny_models/no-pooling.gguf", 1, "neither an embedder nor a reranker");
  ExpectFailure("--reranker tiny_models/tiny-embedder.gguf", 1, "is an embedder, not a reranker");
  ExpectFailure(tiny + "--listen nowhere", 1, "is neither unix:PATH nor ADDRESS:PORT");
  ExpectFailure(tiny + "--listen 127.0.0.1:99999", 1, "is neither unix:PATH nor ADDRESS:PORT");
  ExpectFailure(tiny + "--listen unix:/nonexistent/folder/m.sock", 1, "cannot listen");
  ExpectFailure(tiny + "--threads 0", 1, "threads must be 1 to 512");
  ExpectFailure(tiny + "--max-tokens 2", 1, "tokens of a text 8 to");
  EXPECT_EQ(RunIt(tiny + "--end-with 1").status, 0);  // its parent is another: nobody wants it
  const std::string free = " --listen 127.0.0.1:0";
  ExpectFailure("--model none.gguf" + free, 1, "there is no readable model file 'none.gguf'");
  ExpectFailure("--model tiny_models/tiny-embedder.gguf" + free, 1, "writes no text");
  ExpectFailure("--model tiny_models" + free, 1, "has several models; name one:");
  ExpectFailure("--model CMakeFiles" + free, 1, "has no model (.gguf)");
  ExpectFailure("--model tiny_models/tiny-writer-plain.gguf --adapter x" + free, 1, "NAME=FILE");
}

}  // namespace
}  // namespace wenyuan::model
