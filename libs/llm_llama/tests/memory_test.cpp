#include "memory.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "wenyuan/base/descriptor.h"
#include "wenyuan/base/testing/temporary_folder.h"

namespace wenyuan::llm_llama {
namespace {

constexpr std::size_t kBytes = std::size_t{1} << 20U;

// Kilobytes of `file` that are mapped and resident.
int ResidentOf(const std::string& file) {
  std::ifstream maps("/proc/self/smaps");
  bool found = false;
  for (std::string line; std::getline(maps, line);) {
    if (line.ends_with(file)) found = true;
    if (found && line.starts_with("Rss:")) return std::stoi(line.substr(4));
  }
  return -1;
}

TEST(Memory, MappedPagesThatWereReadAreLetGoAndStillThere) {
  const testing::TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "weights.gguf";
  std::ofstream(file) << std::string(kBytes, 'w');
  const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  void* mapped = ::mmap(nullptr, kBytes, PROT_READ, MAP_SHARED, opened.get(), 0);
  ASSERT_NE(mapped, MAP_FAILED);
  const std::string_view bytes(static_cast<const char*>(mapped), kBytes);
  ASSERT_EQ(bytes.find_first_not_of('w'), std::string_view::npos);
  EXPECT_EQ(ResidentOf(file.string()), 1024);
  LetGoOfPages(file);
  EXPECT_EQ(ResidentOf(file.string()), 0);
  EXPECT_EQ(bytes.find_first_not_of('w'), std::string_view::npos);
  ::munmap(mapped, kBytes);
}

TEST(Memory, WholePagesOfZerosAreLetGoAndStayZero) {
  void* mapped =
      ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(mapped, MAP_FAILED);
  char* const bytes = static_cast<char*>(mapped);
  std::memset(bytes, 0, kBytes);
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  bytes[0] = bytes[kBytes - 1] = 'x';  // not ours: on the pages that the zeros begin and end in
  LetGoOfZeros(bytes + 1, kBytes - 2);
  std::vector<unsigned char> resident(kBytes / page);
  ASSERT_EQ(::mincore(mapped, kBytes, resident.data()), 0);
  EXPECT_EQ(std::count(resident.begin(), resident.end(), 1), 2);
  EXPECT_EQ(bytes[0], 'x');
  EXPECT_EQ(bytes[kBytes - 1], 'x');
  EXPECT_EQ(std::count(bytes, bytes + kBytes, '\0'), static_cast<std::ptrdiff_t>(kBytes - 2));
  ::munmap(mapped, kBytes);
}

TEST(Memory, SaysHowMuchIsNeededAndHowMuchIsFree) {
  EXPECT_TRUE(CheckRoom("'x'", 10, 10));
  const auto room = CheckRoom("'x'", 28'000'000'000, 20'500'000'000);
  ASSERT_FALSE(room);
  EXPECT_EQ(room.error().code, ErrorCode::kResourceExhausted);
  EXPECT_NE(room.error().message.find("needs 28.0 GB of memory, but 20.5 GB are free"),
            std::string::npos)
      << room.error().message;
  EXPECT_GT(FreeMemoryBytes(), 1U << 20U);
}

TEST(Memory, SaysWhatItIsNeededFor) {
  const MemoryNeeds needs{4'680'000'000, 470'000'000, 400'000'000};
  EXPECT_TRUE(CheckRoom("'x'", needs, needs.All()));
  const auto room = CheckRoom("'x'", needs, needs.All() - 1);
  ASSERT_FALSE(room);
  const auto& [code, english, chinese] = room.error();
  EXPECT_EQ(code, ErrorCode::kResourceExhausted);
  EXPECT_NE(english.find("'x' needs 5.5 GB (weights 4.7 GB, cells 470 MB, work 400 MB) of memory"),
            std::string::npos)
      << english;
  EXPECT_NE(chinese.find("5.5 GB（权重 4.7 GB，键值缓存 470 MB，计算 400 MB）"), std::string::npos);
}

TEST(Memory, AFileThatIsNotMappedIsNoTrouble) { LetGoOfPages("/no/such/file"); }

}  // namespace
}  // namespace wenyuan::llm_llama
