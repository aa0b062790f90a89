// What a fuzzer calls with bytes that it makes up: any file is either read or refused. Built with
// clang's libFuzzer where that is there (cmake -DWENYUAN_FUZZ=ON with clang), and always as a
// program that runs the files it is given: gguf_header_fuzz FILE…
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "wenyuan/gguf/header.h"
#include "wenyuan/gguf/testing/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace wenyuan::gguf;
  const testing::MemoryFile file(std::string(reinterpret_cast<const char*>(data), size));
  const auto header = ReadHeader(file, "fuzzed");
  if (!header) return 0;
  for (const Tensor& tensor : header->tensors) {
    if (tensor.bytes > size || tensor.offset > size - tensor.bytes) std::abort();
  }
  if (const Value* tokens = header->Find("tokenizer.ggml.tokens")) {
    if (!ReadTexts(file, *tokens, {0, tokens->count / 2})) std::abort();
  }
  return 0;
}
