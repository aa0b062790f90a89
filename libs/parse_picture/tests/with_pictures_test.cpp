#include "wenyuan/parse_picture/with_pictures.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <cstdlib>

#include "wenyuan/parse/choose_parser.h"

namespace wenyuan::parse_picture {
namespace {

// Says one line, whatever it sees.
class OneLine final : public parse::TextRecogniser {
 public:
  Result<std::vector<parse::RecognisedLine>> Recognise(const parse::GreyPicture&) override {
    ++seen;
    parse::RecognisedLine line;
    line.text = "seen";
    return std::vector{line};
  }
  int seen = 0;
};

std::vector<parse::Block> LayOut(const std::vector<parse::RecognisedPage>& pages) {
  parse::Block block;
  block.page = pages[0].number;
  block.text = pages[0].lines.at(0).text;
  block.confidence = 80;
  block.spans.push_back({0, 4, {block.page, 10, 10, 50, 20}});
  return {block, block};
}

// White, with a black stripe of `dark` lines.
std::string Png(l_int32 width, l_int32 height, l_int32 dark) {
  PIX* pix = pixCreate(width, height, 8);
  pixSetAll(pix);
  if (dark > 0) pixRasterop(pix, 0, 0, width, dark, PIX_CLR, nullptr, 0, 0);
  l_uint8* data = nullptr;
  std::size_t size = 0;
  EXPECT_EQ(pixWriteMem(&data, &size, pix, IFF_PNG), 0);
  std::string bytes(reinterpret_cast<const char*>(data), size);
  std::free(data);
  pixDestroy(&pix);
  return bytes;
}

// A file with these pictures, a figure for each.
class Album final : public parse::Parser {
 public:
  explicit Album(std::vector<std::string> pictures) : pictures_(std::move(pictures)) {}
  [[nodiscard]] std::string_view Name() const override { return "album"; }
  [[nodiscard]] int Recognise(std::string_view, std::string_view) const override { return 100; }
  Result<parse::Document> Parse(const parse::ParseRequest&) override {
    parse::Document document;
    document.format = "album";
    for (const std::string& bytes : pictures_) {
      document.pictures.push_back({{}, 0, 0, false, bytes});
      parse::Block& block = document.blocks.emplace_back();
      block.kind = parse::BlockKind::kFigure;
      block.picture = static_cast<std::uint32_t>(document.pictures.size());
      block.text = "figure " + std::to_string(block.picture);
    }
    document.thumbnail = pictures_.empty() ? "" : pictures_[0];
    return document;
  }

 private:
  const std::vector<std::string> pictures_;
};

class WithPicturesTest : public ::testing::Test {
 protected:
  Result<parse::Document> Parse(std::vector<std::string> pictures,
                                std::vector<std::string> wanted = {}) {
    std::vector<std::unique_ptr<parse::Parser>> parsers;
    parsers.push_back(
        WithPictures(std::make_unique<Album>(std::move(pictures)), &recogniser_, LayOut));
    return parse::ParseByContent(parsers, {"x", "album", "", {}, {}, std::move(wanted)});
  }
  OneLine recogniser_;
};

TEST_F(WithPicturesTest, TheSamePictureIsKeptOnceAndSmallOnesNot) {
  const std::string one = Png(300, 100, 20);
  const auto document = Parse({one, Png(30, 30, 5), one, "no picture", Png(2'000, 20, 5)});
  ASSERT_TRUE(document) << document.error().message;
  ASSERT_EQ(document->pictures.size(), 1U);
  const parse::Picture& picture = document->pictures[0];
  EXPECT_EQ(picture.sha256.size(), 64U);
  EXPECT_EQ(picture.width, 300U);
  EXPECT_EQ(picture.height, 100U);
  EXPECT_TRUE(picture.needs_recognition);
  EXPECT_TRUE(picture.bytes.empty());
  std::vector<std::uint32_t> shown;
  for (const parse::Block& block : document->blocks) shown.push_back(block.picture);
  EXPECT_EQ(shown, (std::vector<std::uint32_t>{1, 0, 1, 0, 0}));
}

TEST_F(WithPicturesTest, OnlyWhatIsAskedForIsRead) {
  const std::string first = Png(300, 100, 20);
  const std::string second = Png(300, 100, 40);
  const auto known = Parse({first, second});
  const auto read = Parse({first, second}, {known->pictures[1].sha256, std::string(64, '0')});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(recogniser_.seen, 1);
  ASSERT_EQ(read->pictures.size(), 1U);
  EXPECT_EQ(read->pictures[0].sha256, known->pictures[1].sha256);
  EXPECT_FALSE(read->pictures[0].needs_recognition);
  ASSERT_EQ(read->blocks.size(), 1U);
  EXPECT_EQ(read->blocks[0].text, "seen\nseen");
  EXPECT_EQ(read->blocks[0].confidence, 80);
  ASSERT_EQ(read->blocks[0].spans.size(), 2U);
  EXPECT_EQ(read->blocks[0].spans[1].begin, 5U);
  EXPECT_EQ(read->pages[0].width, 300);
}

TEST_F(WithPicturesTest, BlankPicturesAreNotLookedAt) {
  const std::string blank = Png(300, 100, 0);
  const auto known = Parse({blank});
  const auto read = Parse({blank}, {known->pictures[0].sha256});
  ASSERT_TRUE(read);
  EXPECT_EQ(recogniser_.seen, 0);
  EXPECT_EQ(read->pictures.size(), 1U);  // read, and found to be empty
}

TEST_F(WithPicturesTest, AThumbnailBecomesSmall) {
  const auto document = Parse({Png(2'000, 1'000, 20)});
  ASSERT_TRUE(document);
  EXPECT_TRUE(document->thumbnail.starts_with("\xFF\xD8"));
  EXPECT_LE(document->thumbnail.size(), 20'000U);
  EXPECT_TRUE(Parse({"no picture"})->thumbnail.empty());
}

}  // namespace
}  // namespace wenyuan::parse_picture
