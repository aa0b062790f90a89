// wenyuan_toy_models FOLDER TEMPLATE: writes two models that think long and say nothing of use, and
// an embedder.
#include "wenyuan/gguf/testing/toy_models.h"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  namespace toys = wenyuan::gguf::testing;
  const std::filesystem::path folder = argv[1];
  try {
    toys::ToyOptions options;
    options.context = 32'768;
    std::ifstream text(argv[2]);
    options.chat_template.assign(std::istreambuf_iterator<char>(text), {});
    for (const auto& [name, seed] : {std::pair("toy-first", 1U), std::pair("toy-second", 2U)}) {
      options.name = name;
      options.seed = seed;
      toys::ToyR1Qwen(options).Write(folder / (std::string(name) + ".gguf"));
    }
    toys::ToyBert().Write(folder / "toy-embedder.gguf");
    return 0;
  } catch (const std::exception& failed) {
    std::fprintf(stderr, "%s\n", failed.what());
    return 1;
  }
}
