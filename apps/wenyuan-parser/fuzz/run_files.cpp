// Runs the fuzz target over files, where there is no fuzzer: each file as it is, then damaged in
// many ways. The seed and the round are printed before a round that takes long or fails.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void Run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string Damage(const std::string& bytes, std::mt19937& random) {
  static constexpr unsigned char kExtremes[] = {0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF};
  std::string damaged = bytes;
  const std::size_t changes = 1 + random() % 12;
  for (std::size_t i = 0; i < changes && !damaged.empty(); ++i) {
    const std::size_t at = random() % damaged.size();
    switch (random() % 4) {
      case 0:
        damaged[at] = static_cast<char>(random());
        break;
      case 1:  // a number of four bytes
        for (std::size_t k = at; k < at + 4 && k < damaged.size(); ++k) {
          damaged[k] = static_cast<char>(kExtremes[random() % 6]);
        }
        break;
      case 2: {  // one place over another
        const std::size_t from = random() % damaged.size();
        for (std::size_t k = 0; k < 16 && at + k < damaged.size() && from + k < damaged.size();
             ++k) {
          damaged[at + k] = damaged[from + k];
        }
        break;
      }
      default:
        if (random() % 8 == 0) damaged.resize(at);
    }
  }
  return damaged;
}

}  // namespace

int main(int count, char** arguments) {
  const char* wanted = std::getenv("FUZZ_ROUNDS");
  const int rounds = wanted == nullptr ? 200 : std::atoi(wanted);
  for (int i = 1; i < count; ++i) {
    std::ifstream file(arguments[i], std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    Run(bytes);
    double slowest = 0;
    for (int round = 0; round < rounds; ++round) {
      std::mt19937 random(static_cast<unsigned>(round));
      const std::string damaged = Damage(bytes, random);
      std::ofstream("last_fuzzed", std::ios::binary) << damaged;
      const auto start = std::chrono::steady_clock::now();
      Run(damaged);
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
      if (took.count() > slowest) {
        slowest = took.count();
        if (slowest > 1) std::printf("%s: round %d took %.1f s\n", arguments[i], round, slowest);
      }
    }
    std::printf("%s: done, slowest %.3f s\n", arguments[i], slowest);
    std::fflush(stdout);
  }
  return 0;
}
