#include "memory.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <fstream>
#include <string>

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

TEST(Memory, AFileThatIsNotMappedIsNoTrouble) { LetGoOfPages("/no/such/file"); }

}  // namespace
}  // namespace wenyuan::llm_llama
