#include "wenyuan/parse_picture/picture_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leptonica/allheaders.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "picture_file.h"
#include "wenyuan/parse/choose_parser.h"
#include "wenyuan/parse_sandbox/sandbox.h"

namespace wenyuan::parse_picture {
namespace {

using ::testing::HasSubstr;

// Remembers what it saw; says one line.
class OneLine final : public parse::TextRecogniser {
 public:
  Result<std::vector<parse::RecognisedLine>> Recognise(const parse::GreyPicture& picture) override {
    seen.push_back(picture);
    parse::RecognisedLine line;
    line.text = "seen";
    return std::vector{line};
  }
  std::vector<parse::GreyPicture> seen;
};

std::vector<parse::Block> LayOut(const std::vector<parse::RecognisedPage>& pages) {
  std::vector<parse::Block> blocks;
  for (const parse::RecognisedPage& page : pages) {
    parse::Block& block = blocks.emplace_back();
    block.page = page.number;
    block.text = page.lines.empty() ? "nothing" : page.lines[0].text;
  }
  return blocks;
}

class PictureTest : public ::testing::Test {
 protected:
  PictureTest() { parsers_.push_back(MakePictureParser(&recogniser_, LayOut)); }
  Result<parse::Document> Parse(std::string_view bytes, parse::PageRange pages = {}) {
    return parse::ParseByContent(parsers_, {bytes, "picture", "", {}, pages});
  }
  OneLine recogniser_;
  std::vector<std::unique_ptr<parse::Parser>> parsers_;
};

// 60 by 40 pixels, white, its top left quarter black.
std::string Picture(l_int32 format, l_int32 resolution = 0) {
  PIX* pix = pixCreate(60, 40, 32);
  pixSetAll(pix);
  PIX* dark = pixCreate(30, 20, 32);
  pixRasterop(pix, 0, 0, 30, 20, PIX_SRC, dark, 0, 0);
  if (resolution > 0) pixSetResolution(pix, resolution, resolution);
  if (format == IFF_GIF) {
    PIX* flat = pixConvertTo8(pix, 1);
    pixDestroy(&pix);
    pix = flat;
  }
  l_uint8* data = nullptr;
  std::size_t size = 0;
  EXPECT_EQ(pixWriteMem(&data, &size, pix, format), 0);
  std::string bytes(reinterpret_cast<const char*>(data), size);
  std::free(data);
  pixDestroy(&pix);
  pixDestroy(&dark);
  return bytes;
}

TEST_F(PictureTest, EveryFormatIsAPageThatNeedsRecognition) {
  const std::vector<std::pair<l_int32, const char*>> formats = {
      {IFF_PNG, "png"}, {IFF_JFIF_JPEG, "jpg"}, {IFF_TIFF_LZW, "tif"},
      {IFF_BMP, "bmp"}, {IFF_WEBP, "webp"},     {IFF_GIF, "gif"}};
  for (const auto& [format, name] : formats) {
    const auto document = Parse(Picture(format));
    ASSERT_TRUE(document) << name << ": " << document.error().message;
    EXPECT_EQ(document->format, name);
    ASSERT_EQ(document->pages.size(), 1U) << name;
    EXPECT_TRUE(document->pages[0].needs_recognition) << name;
    EXPECT_NEAR(document->pages[0].width / document->pages[0].height, 1.5, 0.01) << name;
    EXPECT_TRUE(document->thumbnail.starts_with("\xFF\xD8")) << name;
    EXPECT_LT(document->thumbnail.size(), 20'000U) << name;
    EXPECT_TRUE(document->blocks.empty()) << name;
  }
  EXPECT_TRUE(recogniser_.seen.empty());
}

TEST_F(PictureTest, WhatWasAskedForIsRecognised) {
  const auto document = Parse(Picture(IFF_PNG, 144), {.first = 1, .count = 1});
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_FALSE(document->pages[0].needs_recognition);
  EXPECT_NEAR(document->pages[0].width, 30, 0.1);  // 60 pixels of 144 to the inch
  ASSERT_EQ(document->blocks.size(), 1U);
  EXPECT_EQ(document->blocks[0].text, "seen");
  ASSERT_EQ(recogniser_.seen.size(), 1U);
  const parse::GreyPicture& seen = recogniser_.seen[0];
  EXPECT_EQ(seen.width, 60U);
  EXPECT_EQ(seen.pixels[5 * 60 + 5], 0);
  EXPECT_EQ(seen.pixels[5 * 60 + 55], 255);
}

TEST_F(PictureTest, ACameraOnItsSideIsSetUpright) {
  std::string jpeg = Picture(IFF_JFIF_JPEG);
  // Orientation 6: the top of what was seen is on the right of what was stored … turn clockwise.
  const std::string exif(
      "\xFF\xE1\x00\x22"
      "Exif\0\0"
      "MM\0*\0\0\0\x08"
      "\0\x01"
      "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
      "\0\0\0\0",
      36);
  jpeg.insert(2, exif);
  EXPECT_EQ(ExifOrientation(jpeg), 6);
  const auto document = Parse(jpeg, {.first = 1, .count = 1});
  ASSERT_TRUE(document) << document.error().message;
  const parse::GreyPicture& seen = recogniser_.seen.at(0);
  EXPECT_EQ(seen.width, 40U);
  EXPECT_LT(seen.pixels[5 * 40 + 35], 30);  // the dark quarter is now at the top right
  EXPECT_GT(seen.pixels[55 * 40 + 5], 220);
}

TEST_F(PictureTest, EveryCutOfAnExifHeaderIsHarmless) {
  const std::string exif(
      "\xFF\xD8\xFF\xE1\x00\x22"
      "Exif\0\0"
      "II*\0\x08\0\0\0"
      "\xFF\xFF"
      "\x12\x01\x03\0\x01\0\0\0\x08\0\0\0",
      34);
  for (std::size_t length = 0; length <= exif.size(); ++length) {
    const int orientation = ExifOrientation(exif.substr(0, length));
    EXPECT_TRUE(orientation >= 1 && orientation <= 8) << length;
  }
  EXPECT_EQ(ExifOrientation(exif), 8);
}

TEST_F(PictureTest, AFloodOfPixelsIsRefusedUnread) {
  std::string png = Picture(IFF_PNG);
  png.replace(16, 8, std::string("\0\0\xFF\xFF\0\0\xFF\xFF", 8));  // 65,535 on each side
  const auto document = Parse(png);
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::kTooLarge);
  EXPECT_THAT(document.error().message, HasSubstr("100 megapixels"));
  EXPECT_THAT(document.error().message_zh, HasSubstr("1 亿像素"));
  std::string gif = Picture(IFF_GIF);
  gif.replace(6, 4, "\xFF\xFF\xFF\xFF");
  EXPECT_EQ(Parse(gif).error().code, ErrorCode::kTooLarge);
}

TEST_F(PictureTest, ACutPictureIsDamaged) {
  const std::string png = Picture(IFF_PNG);
  for (const std::size_t length : {9, 20, 40}) {
    const auto document = Parse(std::string_view(png).substr(0, length));
    ASSERT_FALSE(document) << length;
    EXPECT_EQ(document.error().code, ErrorCode::kInvalidArgument) << length;
  }
}

TEST_F(PictureTest, TextThatBeginsLikeABitmapIsNone) {
  EXPECT_FALSE(FormatOf("BMW builds cars, and this is a text about them."));
  EXPECT_TRUE(FormatOf(Picture(IFF_BMP)));
}

TEST_F(PictureTest, TheSandboxChangesNothing) {
  std::vector<std::string> pictures;
  for (const l_int32 format : {IFF_PNG, IFF_JFIF_JPEG, IFF_TIFF_LZW, IFF_BMP, IFF_WEBP, IFF_GIF}) {
    pictures.push_back(Picture(format));
  }
  const pid_t child = ::fork();
  if (child == 0) {
    if (!parse_sandbox::EnterSandbox({})) ::_exit(100);
    int failed = 0;
    for (const std::string& picture : pictures) failed += Parse(picture) ? 0 : 1;
    ::_exit(failed);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace wenyuan::parse_picture
