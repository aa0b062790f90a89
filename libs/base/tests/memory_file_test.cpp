#include "wenyuan/base/memory_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <string>

namespace wenyuan {
namespace {

TEST(MemoryFile, IsReadAgainByItsOwnerThroughItsDescriptor) {
  const std::string content(100'000, 'x');
  const auto file = MakeMemoryFile(content);
  ASSERT_TRUE(file) << file.error().message;
  std::ifstream again("/proc/self/fd/" + std::to_string(file->get()));
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(again), {}), content);
  struct stat state {};
  ASSERT_EQ(::fstat(file->get(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0600U);
}

}  // namespace
}  // namespace wenyuan
