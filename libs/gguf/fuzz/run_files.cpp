// Runs a fuzz target over files, where there is no fuzzer: each file as it is, and with one byte
// after the other changed.
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i) {
    std::ifstream file(arguments[i], std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(file)), {});
    const auto run = [&bytes] {
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    };
    run();
    constexpr std::size_t kMostChanged = 20'000;
    for (std::size_t at = 0; at < bytes.size() && at < kMostChanged; ++at) {
      const char kept = bytes[at];
      for (const int changed : {0x00, 0x7F, 0x80, 0xFF}) {
        bytes[at] = static_cast<char>(changed);
        run();
      }
      bytes[at] = kept;
    }
    std::printf("%s: done\n", arguments[i]);
  }
  return 0;
}
