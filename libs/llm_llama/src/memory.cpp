#include "memory.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstdio>
#include <fstream>
#include <limits>
#include <string_view>

namespace wenyuan::llm_llama {
namespace {

constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

// The number behind a name in a file of lines "name number"; `otherwise` when it is not there.
std::uint64_t Entry(const char* path, std::string_view name, std::uint64_t otherwise) {
  std::ifstream file(path);
  std::string word;
  std::uint64_t number = 0;
  std::string rest;
  while (file >> word) {
    if (word == name && file >> number) return number;
    file.clear();
    std::getline(file, rest);
  }
  return otherwise;
}

std::uint64_t Number(const char* path, std::uint64_t otherwise) {
  std::ifstream file(path);
  std::uint64_t number = 0;
  return file >> number ? number : otherwise;
}

std::uint64_t FreeInControlGroup() {
  const std::uint64_t most = Number("/sys/fs/cgroup/memory.max", kUnlimited);
  if (most == kUnlimited) return kUnlimited;
  const std::uint64_t used = Number("/sys/fs/cgroup/memory.current", 0);
  // What was read of files counts as used, but is given back at need.
  const std::uint64_t cached = Entry("/sys/fs/cgroup/memory.stat", "inactive_file", 0);
  return most - std::min(most, used - std::min(used, cached));
}

std::string Bytes(std::uint64_t bytes) {
  std::array<char, 32> text{};
  const double number = static_cast<double>(bytes);
  std::snprintf(text.data(), text.size(), bytes < 1'000'000'000 ? "%.0f MB" : "%.1f GB",
                number / (bytes < 1'000'000'000 ? 1e6 : 1e9));
  return text.data();
}

struct Amount {
  std::string english;
  std::string chinese;
};

Error TooBig(const std::string& what, const Amount& needed, std::uint64_t free_bytes) {
  const std::string free = Bytes(free_bytes);
  return {ErrorCode::kResourceExhausted,
          what + " needs " + needed.english + " of memory, but " + free +
              " are free; take a smaller model or a smaller quantisation, a shorter context, "
              "or a machine with more",
          what + " 需要内存 " + needed.chinese + "，但只有 " + free +
              " 可用；请换用更小的模型或量化格式、更短的上下文，或内存更大的机器"};
}

}  // namespace

std::uint64_t FreeMemoryBytes() {
  const std::uint64_t kilobytes = Entry("/proc/meminfo", "MemAvailable:", kUnlimited / 1024);
  return std::min(kilobytes * 1024, FreeInControlGroup());
}

Result<void> CheckRoom(const std::string& what, std::uint64_t need_bytes,
                       std::uint64_t free_bytes) {
  if (need_bytes <= free_bytes) return {};
  return TooBig(what, {Bytes(need_bytes), Bytes(need_bytes)}, free_bytes);
}

Result<void> CheckRoom(const std::string& what, const MemoryNeeds& needs,
                       std::uint64_t free_bytes) {
  if (needs.All() <= free_bytes) return {};
  const std::string all = Bytes(needs.All());
  const std::string weights = Bytes(needs.weights);
  const std::string cells = Bytes(needs.cells);
  const std::string work = Bytes(needs.work);
  return TooBig(what,
                {all + " (weights " + weights + ", cells " + cells + ", work " + work + ")",
                 all + "（权重 " + weights + "，键值缓存 " + cells + "，计算 " + work + "）"},
                free_bytes);
}

void LetGoOfPages(const std::filesystem::path& file) {
  std::error_code ignored;
  const std::string name = std::filesystem::canonical(file, ignored).string();
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    const std::size_t path = line.find('/');
    if (path == std::string::npos || line.compare(path, std::string::npos, name) != 0) continue;
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    std::array<char, 5> rights{};
    if (std::sscanf(line.c_str(), "%" SCNxPTR "-%" SCNxPTR " %4s", &begin, &end, rights.data()) ==
            3 &&
        rights[1] != 'w') {  // what was written to would be lost
      ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
    }
  }
}

void LetGoOfZeros(void* begin, std::size_t bytes) {
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto from = (reinterpret_cast<std::uintptr_t>(begin) + page - 1) / page * page;
  const auto to = (reinterpret_cast<std::uintptr_t>(begin) + bytes) / page * page;
  if (begin != nullptr && from < to) {
    ::madvise(reinterpret_cast<void*>(from), to - from, MADV_DONTNEED);
  }
}

void LetGoOfFreed() { ::malloc_trim(0); }

}  // namespace wenyuan::llm_llama
