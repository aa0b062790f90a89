#include <gtest/gtest.h>

#include "wenyuan/base/files.h"
#include "wenyuan/base/testing/faulty_file_system.h"

namespace wenyuan {
namespace {

TEST(WriteAtomically, APowerCutAtAnyOperationLeavesTheOldOrTheNewContent) {
  bool finished = false;
  for (std::uint64_t fault = 0; !finished; ++fault) {
    testing::FaultyFileSystem files;
    ASSERT_TRUE(WriteAtomically(files, "/d/a", "old"));
    files.FailFrom(files.operations() + fault);
    finished = WriteAtomically(files, "/d/a", "newer").has_value();
    files.LosePower();
    const std::string content = *ReadAll(files, "/d/a", 100);
    ASSERT_TRUE(content == "old" || content == "newer") << "fault " << fault << ": " << content;
    if (finished) {
      ASSERT_EQ(content, "newer") << "an acknowledged write was lost";
    }
  }
}

}  // namespace
}  // namespace wenyuan
