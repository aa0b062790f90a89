#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <sstream>
#include <thread>

#include "sqlite_home.h"
#include "wenyuan/blobs_sealed/sealed_blobs.h"

namespace wenyuan::store_sqlite {
namespace {

constexpr int kRounds = 60;

// One data folder as the program has it: key file, blobs, database.
struct House {
  explicit House(const std::filesystem::path& folder)
      : keys(*crypto::OpenKeyFile(PosixFileSystem(), folder / "master.key")) {
    auto opened = *OpenSqliteStoreAndBlobs(
        {.path = folder / "house.db",
         .key = *OpenDatabaseKey(PosixFileSystem(), *keys, folder / "house.db"),
         .readers = 1},
        *blobs_sealed::OpenSealedBlobs(PosixFileSystem(), *keys, folder / "blobs"));
    store = std::move(opened.store);
    blobs = std::move(opened.blobs);
  }
  std::unique_ptr<crypto::KeyProvider> keys;
  std::unique_ptr<store::Blobs> blobs;
  std::unique_ptr<store::Store> store;
};

// Every third is a file of its own, the others are small.
std::string ContentOf(const std::string& name) {
  const bool large = std::hash<std::string>()(name) % 3 == 0;
  return "content of " + name + std::string(large ? store::kSmallBlobBytes : 0, '.');
}

// Receives and finishes documents until it is killed; a line for everything acknowledged.
[[noreturn]] void WriteUntilKilled(const std::filesystem::path& folder, int round, int pipe) {
  House house(folder);
  const auto say = [&](const std::string& line) {
    if (::write(pipe, line.data(), line.size()) < 0) ::_exit(3);
  };
  const auto library = *house.store->libraries().FindByName("l");
  if (!house.store->jobs().ReleaseAll()) ::_exit(4);
  for (int i = 0;; ++i) {
    const std::string name = std::to_string(round) + "-" + std::to_string(i);
    const auto blob = PutBlob(*house.blobs, ContentOf(name));
    if (!blob) ::_exit(5);
    const auto received = house.store->documents().Receive(
        {.library = library.number, .source_name = name, .original = *blob});
    if (!received) ::_exit(6);
    say("received " + name + " " + received->document.id + "\n");
    const auto job = house.store->jobs().Lease(std::chrono::minutes(1));
    if (!job || !*job) ::_exit(7);
    const auto document = house.store->documents().Get((*job)->document);
    const auto chunk = store::testing::MakeChunk(0, "chunk of " + document->source_name);
    if (!house.store->jobs().SaveChunks(**job, {chunk}, {})) ::_exit(8);
    if (!house.store->jobs().Finish({**job})) ::_exit(9);
    say("finished " + document->source_name + " " + document->id + "\n");
  }
}

std::string ReadToEnd(int pipe) {
  std::string text;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::read(pipe, buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(got));
  }
  return text;
}

TEST(SqliteStoreUnderKill, EveryAcknowledgedWriteIsThereAfterwards) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const wenyuan::testing::TemporaryFolder folder;
  ASSERT_TRUE(House(folder.path()).store->libraries().Create("l", 0));
  std::string acknowledged;
  std::size_t lines = 0;
  for (int round = 0; round < kRounds; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(ends[0]);
      WriteUntilKilled(folder.path(), round, ends[1]);
    }
    ::close(ends[1]);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000));
    ::kill(child, SIGKILL);
    acknowledged += ReadToEnd(ends[0]);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended with " << WEXITSTATUS(status);
  }
  const House house(folder.path());
  std::istringstream stream(acknowledged);
  for (std::string what, name, id; stream >> what >> name >> id; ++lines) {
    const auto document = house.store->documents().Find(id);
    ASSERT_TRUE(document) << name << ": " << document.error().message;
    EXPECT_EQ(document->source_name, name);
    const auto revision = house.store->documents().GetRevision(document->newest);
    const auto content = GetBlob(*house.blobs, revision->original, 1'000'000);
    ASSERT_TRUE(content) << content.error().message;
    EXPECT_EQ(*content, ContentOf(name));
    if (what == "finished") {
      EXPECT_EQ(document->state, store::DocumentState::kReady);
      const auto chunks = house.store->documents().AllChunks(document->current);
      ASSERT_EQ(chunks->size(), 1U);
      EXPECT_EQ(chunks->front().text, "chunk of " + name);
    }
  }
  EXPECT_GT(lines, 0U);
  RecordProperty("acknowledged", static_cast<int>(lines));
}

}  // namespace
}  // namespace wenyuan::store_sqlite
