#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <set>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/blobs_sealed/sealed_blobs.h"
#include "wenyuan/ingest/ingest.h"
#include "wenyuan/ingest/vision_reader.h"
#include "wenyuan/parse/wire.h"
#include "wenyuan/store_sqlite/sqlite_store.h"

namespace wenyuan::ingest {
namespace {

constexpr std::string_view kDictionary =
    "third_party/npm/node_modules/nodejieba/submodules/cppjieba/dict";

std::string PictureName(char letter) { return std::string(64, letter); }

// A file of "t" and "p", a letter for each page: text, or a picture of text. "a" to "f": text and a
// picture beside it, the same for the same letter.
parse::Document Pages(std::string_view letters) {
  parse::Document document;
  document.format = "pdf";
  for (std::uint32_t number = 1; number <= letters.size(); ++number) {
    parse::Page& page = document.pages.emplace_back();
    page.width = page.height = 100;
    page.needs_recognition = letters[number - 1] == 'p';
    if (page.needs_recognition) continue;
    parse::Block& block = document.blocks.emplace_back();
    block.page = number;
    block.text = "typed" + std::to_string(number);
    const char letter = letters[number - 1];
    if (letter > 'f') continue;
    parse::Block& figure = document.blocks.emplace_back();
    figure.kind = parse::BlockKind::kFigure;
    figure.page = number;
    figure.box = PageBox{number, 10, 10, 60, 30};
    figure.text = "shown" + std::to_string(number);
    const auto same =
        std::find_if(document.pictures.begin(), document.pictures.end(),
                     [&](const parse::Picture& picture) { return picture.sha256[0] == letter; });
    figure.picture = static_cast<std::uint32_t>(same - document.pictures.begin()) + 1;
    if (same == document.pictures.end()) {
      document.pictures.push_back({PictureName(letter), 500, 200, true, {}});
    }
  }
  return document;
}

class LetterParser final : public parse::FileParser {
 public:
  Result<parse::Document> Parse(std::string_view bytes, std::string_view,
                                std::string_view) override {
    return Pages(bytes);
  }
};

// Lines that recur on most pages are running headers, digits as one: each page has its own word.
std::string Word(std::size_t page) {
  constexpr std::array kWords = {"albatross", "bittern", "cormorant", "dotterel", "egret"};
  return kWords.at(page - 1);
}

// Recognises its word with a box on each page asked for.
class LetterReader final : public parse::PageReader {
 public:
  Result<parse::Document> ReadPages(std::string_view bytes, std::string_view, std::string_view,
                                    parse::PageRange pages) override {
    if (away) return Error{ErrorCode::kUnavailable, "not installed", "未安装"};
    ++read;
    if (pages.first == unreadable) return Error{ErrorCode::kTimeout, "it took too long"};
    parse::Document document = Pages(bytes);
    document.blocks.clear();
    document.pages[pages.first - 1].needs_recognition = false;
    parse::Block& block = document.blocks.emplace_back();
    block.page = pages.first;
    block.text = Word(pages.first);
    block.confidence = 90;
    block.from_model = model;
    block.spans.push_back(
        {0, static_cast<std::uint32_t>(block.text.size()), {pages.first, 10, 20, 90, 30}});
    return document;
  }
  Result<parse::Document> ReadPictures(std::string_view, std::string_view, std::string_view,
                                       const std::vector<std::string>& pictures) override {
    ++read;
    parse::Document document;
    if (pictures[0][0] == broken) return document;
    document.pages.push_back({500, 200, {}, false, false});
    document.pictures.push_back({pictures[0], 500, 200, false, {}});
    parse::Block& block = document.blocks.emplace_back();
    block.kind = parse::BlockKind::kFigure;
    block.page = 1;
    block.picture = 1;
    block.text = std::string(6, pictures[0][0]);
    block.spans.push_back({0, 6, {1, 100, 50, 500, 100}});
    return document;
  }
  [[nodiscard]] std::string Recogniser() const override { return model ? "see-1" : "letters"; }
  bool model = false;  // a vision-language service
  std::atomic<bool> away = false;
  std::atomic<char> broken = 0;
  std::atomic<std::uint32_t> unreadable = 0;
  std::atomic<int> read = 0;
};

class RecognitionTest : public ::testing::Test {
 protected:
  RecognitionTest() {
    FileSystem& files = PosixFileSystem();
    keys_ = *crypto::OpenKeyFile(files, folder_.path() / "key");
    const std::string key = *store_sqlite::OpenDatabaseKey(files, *keys_, folder_.path() / "db");
    store_ = *store_sqlite::OpenSqliteStore({folder_.path() / "db", key});
    blobs_ = *blobs_sealed::OpenSealedBlobs(files, *keys_, folder_.path() / "blobs");
    analyzer_ = *text::MakeAnalyzer({kDictionary, folder_.path() / "user.dict"});
    library_ = *store_->libraries().Create("library", 0);
    vision_.model = true;
    Start();
  }
  void Start() {
    indexes_ =
        std::make_unique<IndexShelf>(PosixFileSystem(), *keys_, folder_.path() / "index",
                                     std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
    IngestOptions options;
    options.commit_interval = std::chrono::milliseconds{5};
    options.recognise_pages = 3;
    options.recognise_together = 2;
    IngestParts parts{*store_, *blobs_, parser_, *analyzer_, *indexes_, SystemClock()};
    parts.reader = &reader_;
    parts.vision = &vision_;
    ingest_ = *StartIngest(parts, options);
  }
  void Restart() {
    ingest_.reset();
    Start();
  }
  store::Document Put(std::string name, std::string bytes) {
    Upload upload;
    upload.library = library_.number;
    upload.source_name = std::move(name);
    upload.next_piece = [bytes]() mutable -> Result<std::string> {
      return std::exchange(bytes, {});
    };
    return ingest_->Receive(std::move(upload))->document;
  }
  store::Document Read(const store::Document& document) {
    EXPECT_TRUE(ingest_->WaitUntilRecognised(Deadline::After(std::chrono::seconds{20})));
    return *store_->documents().Get(document.number);
  }
  std::uint64_t Hits(const std::string& word) {
    const index::LibraryIndex* index = ingest_->IndexOf(library_.number);
    const std::vector<index::Shard> shards = {{index, {}}};
    return index::Search(shards, analyzer_->Query(word), 10, {})->total;
  }

  const testing::TemporaryFolder folder_;
  LetterParser parser_;
  LetterReader reader_;
  LetterReader vision_;
  std::unique_ptr<crypto::KeyProvider> keys_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::Blobs> blobs_;
  std::unique_ptr<text::Analyzer> analyzer_;
  std::unique_ptr<IndexShelf> indexes_;
  std::unique_ptr<Ingest> ingest_;
  store::Library library_;
};

TEST_F(RecognitionTest, TextIsFoundFirstAndScannedPagesLater) {
  const store::Document document = Read(Put("a.pdf", "tpt"));
  EXPECT_EQ(document.state, store::DocumentState::kReady);
  EXPECT_EQ(document.picture_pages, 1U);
  EXPECT_EQ(document.recognised_pages, 1U);
  EXPECT_EQ(document.current_ordinal, 2U);
  EXPECT_EQ(Hits("typed1"), 1U);
  EXPECT_EQ(Hits(Word(2)), 1U);
  const auto chunks = *store_->documents().AllChunks(document.current);
  std::string all;
  for (const store::Chunk& chunk : chunks) all += chunk.text + "\n";
  EXPECT_LT(all.find("typed1"), all.find(Word(2)));
  EXPECT_LT(all.find(Word(2)), all.find("typed3"));
}

TEST_F(RecognitionTest, AScanWithoutTextIsReadyAndSaysWhatItWaitsFor) {
  reader_.away = true;
  const store::Document put = Put("scan.png", "p");
  EXPECT_TRUE(ingest_->WaitUntilIdle(Deadline::After(std::chrono::seconds{20})));
  const store::Document waiting = *store_->documents().Get(put.number);
  EXPECT_EQ(waiting.state, store::DocumentState::kReady);
  EXPECT_EQ(waiting.chunks, 0U);
  EXPECT_EQ(waiting.picture_pages, 1U);
  EXPECT_EQ(waiting.recognised_pages, 0U);
  while (ingest_->Recognition().state != RecognitionProgress::State::kAway) {
    ingest_->WaitForChange(0, Deadline::After(std::chrono::milliseconds{5}));
  }
  EXPECT_EQ(ingest_->Recognition().reason_zh, "未安装");
  reader_.away = false;  // it is installed now
  Restart();
  EXPECT_EQ(Read(put).recognised_pages, 1U);
  EXPECT_EQ(Hits(Word(1)), 1U);
}

TEST_F(RecognitionTest, NoMorePagesThanAllowedUnlessAskedFor) {
  store::Document document = Read(Put("long.pdf", "ppppp"));
  EXPECT_EQ(document.picture_pages, 5U);
  EXPECT_EQ(document.recognised_pages, 3U);
  EXPECT_EQ(Hits(Word(3)), 1U);
  EXPECT_EQ(Hits(Word(4)), 0U);
  Restart();
  EXPECT_EQ(Read(document).recognised_pages, 3U);
  EXPECT_EQ(reader_.read, 3);
  ASSERT_TRUE(ingest_->Recognise(document, 100));
  document = Read(document);
  EXPECT_EQ(document.recognised_pages, 5U);
  EXPECT_EQ(Hits(Word(5)), 1U);
  EXPECT_EQ(reader_.read, 5);
}

TEST_F(RecognitionTest, TheSameFileIsReadOnce) {
  Read(Put("one.pdf", "ptp"));
  const store::Document twin = Read(Put("folder/two.pdf", "ptp"));
  EXPECT_EQ(reader_.read, 2);
  EXPECT_EQ(twin.recognised_pages, 2U);
  EXPECT_EQ(twin.current_ordinal, 1U);  // at the first reading
  EXPECT_EQ(Hits(Word(3)), 2U);
}

TEST_F(RecognitionTest, APageThatCannotBeReadIsNotTriedForEver) {
  reader_.unreadable = 1;
  store::Document document = Read(Put("a.pdf", "pp"));
  EXPECT_EQ(document.recognised_pages, 1U);
  EXPECT_EQ(document.unreadable_pages, 1U);
  EXPECT_EQ(Hits(Word(2)), 1U);
  Restart();
  Read(document);
  EXPECT_EQ(reader_.read, 2);
  reader_.unreadable = 0;
  ASSERT_TRUE(ingest_->Recognise(document, 3));
  document = Read(document);
  EXPECT_EQ(document.recognised_pages, 2U);
  EXPECT_EQ(document.unreadable_pages, 0U);
}

TEST_F(RecognitionTest, PagesSavedBeforeADeathAreNotReadAgain) {
  reader_.away = true;
  const store::Document document = Put("a.pdf", "pp");
  EXPECT_TRUE(ingest_->WaitUntilIdle(Deadline::After(std::chrono::seconds{20})));
  ingest_.reset();  // died after the first page was saved
  const store::Revision revision =
      *store_->documents().GetRevision(store_->documents().Get(document.number)->current);
  const auto first = LetterReader().ReadPages("pp", "", "", {1, 1});
  ASSERT_TRUE(store_->recognitions()->Save(revision.original, 1, parse::Encode(*first)));
  reader_.away = false;
  Start();
  EXPECT_EQ(Read(document).recognised_pages, 2U);
  EXPECT_EQ(reader_.read, 1);
  EXPECT_EQ(Hits(Word(1)), 1U);
}

TEST_F(RecognitionTest, WhatWasReadGoesWithTheLastOfItsDocuments) {
  const store::Document document = Read(Put("a.pdf", "p"));
  const store::Revision revision = *store_->documents().GetRevision(document.current);
  EXPECT_EQ(store_->recognitions()->Read(revision.original)->size(), 1U);
  ASSERT_TRUE(ingest_->Delete(document));
  ASSERT_TRUE(store_->documents().Purge());
  EXPECT_TRUE(store_->recognitions()->Read(revision.original)->empty());
}

TEST_F(RecognitionTest, PicturesBesideTextAreReadOnceAndFoundWhereTheyStand) {
  const store::Document first = Read(Put("a.docx", "aba"));
  EXPECT_EQ(first.pictures, 2U);
  EXPECT_EQ(first.unread_pictures, 0U);
  EXPECT_EQ(reader_.read, 2);
  EXPECT_EQ(Hits("aaaaaa"), 1U);
  EXPECT_EQ(Hits("bbbbbb"), 1U);
  EXPECT_EQ(Hits("shown1"), 1U);
  const store::Revision revision = *store_->documents().GetRevision(first.current);
  const auto parsed =
      parse::Decode(*store::GetBlob(*blobs_, revision.parsed, std::uint64_t{1} << 20U));
  ASSERT_TRUE(parsed) << parsed.error().message;
  const parse::Block& figure = parsed->blocks[1];
  EXPECT_EQ(figure.text, "shown1\naaaaaa");
  ASSERT_EQ(figure.spans.size(), 1U);
  EXPECT_EQ(figure.spans[0].box, (PageBox{1, 20, 15, 60, 20}));
  const store::Document second = Read(Put("other.docx", "tb"));  // its picture is known
  EXPECT_EQ(reader_.read, 2);
  EXPECT_EQ(second.current_ordinal, 1U);
  EXPECT_EQ(Hits("bbbbbb"), 2U);
}

TEST_F(RecognitionTest, APictureThatCannotBeReadIsNotTriedForEver) {
  reader_.broken = 'c';
  const store::Document document = Read(Put("a.docx", "cd"));
  EXPECT_EQ(document.unread_pictures, 1U);
  EXPECT_EQ(Hits("dddddd"), 1U);
  Restart();
  Read(document);
  EXPECT_EQ(reader_.read, 2);
  reader_.broken = 0;
  ASSERT_TRUE(ingest_->Recognise(document, 3));
  EXPECT_EQ(Read(document).unread_pictures, 0U);
  EXPECT_EQ(Hits("cccccc"), 1U);
}

TEST_F(RecognitionTest, NoMorePicturesThanAllowedUnlessAskedFor) {
  const store::Document document = Read(Put("a.docx", "abcde"));
  EXPECT_EQ(document.pictures, 5U);
  EXPECT_EQ(document.unread_pictures, 2U);
  ASSERT_TRUE(ingest_->Recognise(document, 9));
  EXPECT_EQ(Read(document).unread_pictures, 0U);
}

TEST_F(RecognitionTest, NothingIsShownToAServiceUnlessTheLibraryChoseIt) {
  Read(Put("a.pdf", "pa"));
  EXPECT_EQ(vision_.read, 0);
  EXPECT_EQ(reader_.read, 2);
  EXPECT_EQ(ReadingOf(*store_, library_.number), Reading::kLocal);
  EXPECT_EQ(ingest_->Recognition().recogniser, "letters");
  EXPECT_EQ(ingest_->Recognition().vision, "see-1");
}

TEST_F(RecognitionTest, TheServiceReadsForTheLibraryThatChoseItAndItsTextSaysSo) {
  ASSERT_TRUE(SetReading(*store_, library_.number, Reading::kVision, 0));
  const store::Document document = Read(Put("a.pdf", "tp"));
  EXPECT_EQ(vision_.read, 1);
  EXPECT_EQ(reader_.read, 0);
  EXPECT_EQ(Hits(Word(2)), 1U);
  const store::Revision revision = *store_->documents().GetRevision(document.current);
  const auto parsed =
      parse::Decode(*store::GetBlob(*blobs_, revision.parsed, std::uint64_t{1} << 20U));
  ASSERT_TRUE(parsed) << parsed.error().message;
  ASSERT_EQ(parsed->blocks.size(), 2U);
  EXPECT_FALSE(parsed->blocks[0].from_model);
  EXPECT_TRUE(parsed->blocks[1].from_model);
}

TEST_F(RecognitionTest, WhileTheServiceIsAwayItIsReadHereAndSaidSo) {
  ASSERT_TRUE(SetReading(*store_, library_.number, Reading::kVision, 0));
  vision_.away = true;
  EXPECT_EQ(Read(Put("a.pdf", "p")).recognised_pages, 1U);
  EXPECT_EQ(reader_.read, 1);
  EXPECT_EQ(ingest_->Recognition().vision_reason, "not installed");
  vision_.away = false;
  EXPECT_EQ(Read(Put("b.pdf", "tp")).recognised_pages, 1U);
  EXPECT_EQ(vision_.read, 1);
  EXPECT_EQ(ingest_->Recognition().vision_reason, "");
}

TEST_F(RecognitionTest, ALibraryOfTheServiceAloneWaitsForItAndOthersDoNot) {
  ASSERT_TRUE(SetReading(*store_, library_.number, Reading::kVisionOnly, 0));
  vision_.away = true;
  const store::Document waiting = Put("a.pdf", "p");
  EXPECT_TRUE(ingest_->WaitUntilIdle(Deadline::After(std::chrono::seconds{20})));
  const store::Library first = std::exchange(library_, *store_->libraries().Create("other", 0));
  const store::Document other = Put("b.pdf", "tp");
  while (store_->documents().Get(other.number)->recognised_pages == 0) {
    ingest_->WaitForChange(0, Deadline::After(std::chrono::milliseconds{5}));
  }
  EXPECT_EQ(reader_.read, 1);
  EXPECT_EQ(store_->documents().Get(waiting.number)->recognised_pages, 0U);
  EXPECT_EQ(store_->documents().Get(waiting.number)->unreadable_pages, 0U);
  vision_.away = false;
  Restart();
  EXPECT_EQ(Read(waiting).recognised_pages, 1U);
  EXPECT_EQ(vision_.read, 1);
}

}  // namespace
}  // namespace wenyuan::ingest
