// What becomes of an index whose files are damaged while it serves.
#include <filesystem>
#include <fstream>
#include <thread>

#include "ingest_fixture.h"

namespace wenyuan::ingest {
namespace {

class Damage : public IngestTest {
 protected:
  // So much that what is read at the start is not all.
  void Fill() {
    for (int document = 0; document < kDocuments; ++document) {
      std::string text = "albatross";
      for (int word = 0; word < 300; ++word) {
        text += " w" + std::to_string(document * 7919 + word * word * 31);
      }
      Put(std::to_string(document), text);
    }
    ASSERT_TRUE(ingest_->WaitUntilIdle(Deadline::After(std::chrono::seconds{120})));
    ASSERT_EQ(OpenHits("albatross"), kDocuments);
  }

  void DamageTheMiddles() const {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(folder_.path() / "index")) {
      if (entry.path().extension() != ".seg") continue;
      std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(static_cast<std::streamoff>(entry.file_size() / 2));
      file.write("damaged", 7);
    }
  }

  static constexpr int kDocuments = 300;
};

TEST_F(Damage, FoundWhileItServesIsMendedWithoutAnotherStart) {
  Fill();
  ingest_.reset();
  DamageTheMiddles();
  Start();
  ASSERT_TRUE(ingest_->WaitUntilIdle(Deadline::After(std::chrono::seconds{120})));
  bool lost = false;
  for (int document = 0; document < kDocuments && !lost; ++document) {
    OpenHits("w" + std::to_string(document * 7919));
    lost = OpenHits("albatross") < kDocuments;
  }
  ASSERT_TRUE(lost) << "nothing that was damaged was read";
  for (int tries = 0; tries < 3'000 && OpenHits("albatross") < kDocuments; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  EXPECT_EQ(OpenHits("albatross"), kDocuments);
}

}  // namespace
}  // namespace wenyuan::ingest
