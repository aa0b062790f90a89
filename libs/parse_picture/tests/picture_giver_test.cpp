#include "wenyuan/parse_picture/picture_giver.h"

#include <gtest/gtest.h>

#include "wenyuan/parse_picture/picture_parser.h"

namespace wenyuan::parse_picture {
namespace {

parse::GreyPicture Stripes(std::uint32_t width, std::uint32_t height) {
  parse::GreyPicture picture{width, height, {}};
  picture.pixels.assign(std::size_t{width} * height, 255);
  for (std::uint32_t y = 0; y < height; y += 10) {
    for (std::uint32_t x = 0; x < width; ++x) picture.pixels[std::size_t{y} * width + x] = 0;
  }
  return picture;
}

TEST(PictureGiver, KeepsAPictureAsJpegAndReadsNothing) {
  PictureGiver giver;
  const auto lines = giver.Recognise(Stripes(300, 200));
  ASSERT_TRUE(lines);
  EXPECT_TRUE(lines->empty());
  const auto kept = giver.Take();
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_TRUE(kept[0].starts_with("\xFF\xD8\xFF"));
  EXPECT_TRUE(giver.Take().empty());
}

TEST(PictureGiver, MakesLargePicturesSmaller) {
  PictureGiver giver;
  ASSERT_TRUE(giver.Recognise(Stripes(4'000, 3'000)));
  const auto kept = giver.Take();
  ASSERT_EQ(kept.size(), 1U);
  // What it gives is a picture that the parser of pictures takes, with the size that it has now.
  auto parser = MakePictureParser(nullptr, [](const auto&) { return std::vector<parse::Block>(); });
  parse::ParseRequest request;
  request.bytes = kept[0];
  const auto document = parser->Parse(request);
  ASSERT_TRUE(document) << document.error().message;
  ASSERT_EQ(document->pages.size(), 1U);
  EXPECT_FLOAT_EQ(document->pages[0].width, 2'000 * 72 / 200.0F);
  EXPECT_FLOAT_EQ(document->pages[0].height, 1'500 * 72 / 200.0F);
}

TEST(PictureGiver, KeepsNothingOfAnEmptyPage) {
  PictureGiver giver;
  parse::GreyPicture blank{100, 100, std::vector<std::uint8_t>(10'000, 250)};
  ASSERT_TRUE(giver.Recognise(blank));
  EXPECT_TRUE(giver.Take().empty());
  EXPECT_FALSE(giver.Recognise({}));
}

TEST(PictureGiver, TheParserGivesWhatWasAskedForAsAttachments) {
  PictureGiver maker;
  ASSERT_TRUE(maker.Recognise(Stripes(300, 200)));
  const std::string file = maker.Take().front();
  PictureGiver giver;
  auto parser = GivingPictures(
      MakePictureParser(&giver, [](const auto&) { return std::vector<parse::Block>(); }), giver);
  parse::ParseRequest request;
  request.bytes = file;
  const auto unasked = parser->Parse(request);
  ASSERT_TRUE(unasked);
  EXPECT_TRUE(unasked->attachments.empty());
  EXPECT_TRUE(unasked->pages[0].needs_recognition);
  request.recognise = {1, 1};
  const auto asked = parser->Parse(request);
  ASSERT_TRUE(asked);
  ASSERT_EQ(asked->attachments.size(), 1U);
  EXPECT_EQ(asked->attachments[0].name, "1.jpg");
  EXPECT_TRUE(asked->attachments[0].bytes.starts_with("\xFF\xD8\xFF"));
  EXPECT_FALSE(asked->pages[0].needs_recognition);
  EXPECT_TRUE(asked->blocks.empty());
}

}  // namespace
}  // namespace wenyuan::parse_picture
