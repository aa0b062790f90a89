#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "art_fixture.h"
#include "byte_writer.h"
#include "wenyuan/parse_kit/compound_writer.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_legacy/ppt_parser.h"

namespace wenyuan::parse {
namespace {

using testing::Dump;
using testing::MustParse;

std::string Text(unsigned kind, std::string_view utf8) {
  return ArtRecord(0x0F9F, ByteWriter().U32(kind).Bytes()) +
         ArtRecord(0x0FA0, ByteWriter().Wide(utf8).Bytes());
}

std::string Anchor(unsigned left, unsigned top, unsigned right, unsigned bottom) {
  return ArtRecord(0xF00F, ByteWriter().U32(left).U32(top).U32(right).U32(bottom).Bytes());
}

std::string Shape(const std::string& anchor, const std::string& texts) {
  return ArtRecord(0xF004, anchor + (texts.empty() ? "" : ArtRecord(0xF00D, texts, true)), true);
}

std::string Drawing(const std::string& shapes) {
  return ArtRecord(0x040C, ArtRecord(0xF002, ArtRecord(0xF003, Shape("", "") + shapes, true), true),
                   true);
}

std::string TableOf(const std::vector<std::pair<std::string, std::string>>& cells) {
  std::string group = ArtRecord(
      0xF004, Anchor(0, 500, 100, 600) + ArtRecord(0xF122, ByteWriter().U16(0x039F).U32(1).Bytes()),
      true);
  for (const auto& [anchor, text] : cells) group += Shape(anchor, Text(4, text));
  return ArtRecord(0xF003, group, true);
}

struct Deck {
  std::vector<std::string> slides;  // contents of their containers
  std::vector<std::string> outlines;
  std::string notes;  // for the first slide
  unsigned user_token = 0xE391C05F;
  std::string drawing_group;  // a record
  std::string pictures;

  [[nodiscard]] std::string Build() const {
    std::string stream;
    std::vector<std::size_t> places;
    for (const std::string& slide : slides) {
      places.push_back(stream.size());
      stream += ArtRecord(0x03EE, slide, true);
    }
    places.push_back(stream.size());
    stream +=
        ArtRecord(0x03F0, ArtRecord(0x03F1, ByteWriter().U32(256).Zeros(4).Bytes()) + notes, true);
    std::string list;
    for (std::size_t i = 0; i < slides.size(); ++i) {
      list += ArtRecord(0x03F3, ByteWriter().U32(i + 1).Zeros(8).U32(256 + i).Zeros(4).Bytes());
      list += i < outlines.size() ? outlines[i] : "";
    }
    const std::string note =
        ArtRecord(0x03F3, ByteWriter().U32(slides.size() + 1).Zeros(8).U32(999).Zeros(4).Bytes());
    places.push_back(stream.size());
    stream += ArtRecord(
        0x03E8, drawing_group + ArtRecord(0x0FF0, note, true, 2) + ArtRecord(0x0FF0, list, true, 0),
        true);
    const std::size_t directory = stream.size();
    ByteWriter entries;
    entries.U32(places.size() << 20U | 1U);
    for (const std::size_t place : places) entries.U32(place);
    stream += ArtRecord(0x1772, entries.Bytes());
    const std::size_t edit = stream.size();
    stream += ArtRecord(
        0x0FF5, ByteWriter().Zeros(8).U32(0).U32(directory).U32(places.size()).Zeros(8).Bytes());
    const std::string user =
        ByteWriter().Zeros(8).U32(20).U32(user_token).U32(edit).Zeros(8).Bytes();
    return WriteCompoundFile({"",
                              true,
                              {},
                              {{"Current User", false, user, {}, {}},
                               {"PowerPoint Document", false, stream, {}, {}},
                               {"Pictures", false, pictures, {}, {}}},
                              {}});
  }
};

Deck SmallDeck() {
  const std::string hidden = ArtRecord(0x03F9, ByteWriter().Zeros(10).U16(4).Zeros(4).Bytes());
  const std::string comment =
      ArtRecord(0x2EE0,
                ArtRecord(0x0FBA, ByteWriter().Wide("李").Bytes(), false, 0) +
                    ArtRecord(0x0FBA, ByteWriter().Wide("why?").Bytes(), false, 1),
                true);
  Deck deck;
  deck.slides = {
      Drawing(Shape(Anchor(0, 300, 9, 400), Text(4, "below")) +
              Shape(Anchor(500, 100, 9, 200),
                    Text(4, "right*") + ArtRecord(0x0FD8, ByteWriter().U32(5).Bytes())) +
              Shape(Anchor(0, 100, 9, 200), ArtRecord(0x0F9E, ByteWriter().U32(1).Bytes())) +
              Shape(Anchor(0, 900, 9, 990), ArtRecord(0x0F9E, ByteWriter().U32(0).Bytes()))) +
          comment,
      Drawing(TableOf({{Anchor(0, 0, 10, 10), "a"},
                       {Anchor(10, 0, 30, 10), "b"},
                       {Anchor(0, 10, 10, 20), "1"},
                       {Anchor(10, 10, 20, 20), "2"},
                       {Anchor(20, 10, 30, 20), "3"}})) +
          hidden};
  deck.outlines = {Text(0, "标题\r二行") + Text(1, "first\rsecond\vline")};
  deck.notes = Drawing(Shape(Anchor(0, 0, 1, 1), Text(2, "say this")) +
                       Shape(Anchor(0, 0, 1, 1), Text(4, "7")));
  return deck;
}

TEST(PptParser, ReadsSlidesByPlaceWithTablesNotesAndComments) {
  const auto parser = MakePptParser();
  const std::string bytes = SmallDeck().Build();
  EXPECT_EQ(parser->Recognise(bytes, ""), 95);
  const Document document = MustParse(*parser, bytes);
  EXPECT_EQ(Dump(document),
            "format ppt\ntitle 标题 二行\npage 1\npage 2\n"
            "heading 1 page 1: 标题 二行\n"
            "paragraph page 1: first\n"
            "paragraph page 1: second\\nline\n"
            "paragraph page 1: right\n"
            "paragraph page 1: below\n"
            "note page 1: 李: why?\n"
            "note page 1: say this\n"
            "table page 2 2x3\n"
            "  0,0 header: a\n"
            "  0,1 span 1x2 header: b\n"
            "  1,0: 1\n"
            "  1,1: 2\n"
            "  1,2: 3\n");
  EXPECT_FALSE(document.pages[0].hidden);
  EXPECT_TRUE(document.pages[1].hidden);
}

TEST(PptParser, SaysThatItCannotOpenWhatIsEncrypted) {
  Deck deck = SmallDeck();
  deck.user_token = 0xF3D1C4DF;
  const auto parser = MakePptParser();
  const auto result = parser->Parse({deck.Build(), "", {}, {}});
  testing::CheckPromises(result);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupported);
}

Deck DeckWithPictures() {
  const std::string first = ArtPng("\x89PNG and more");
  Deck deck = SmallDeck();
  deck.pictures = first + ArtRecord(0xF01D, std::string(33, 'n') + "\xFF\xD8\xFF!", false, 0x46B);
  deck.drawing_group = ArtRecord(0x040B, ArtStore(ArtEntry(0) + ArtEntry(first.size())), true);
  deck.slides = {Drawing(ArtShapeRecord(3, 2) + ArtShapeRecord(4, 1, "a ship")),
                 Drawing(ArtShapeRecord(3, 1) + ArtShapeRecord(4, 9))};
  return deck;
}

TEST(PptParser, APictureIsAFigureOnTheFirstSlideThatShowsIt) {
  const Document document = MustParse(*MakePptParser(), DeckWithPictures().Build());
  EXPECT_EQ(FiguresOf(document),
            (std::vector<ArtFigure>{{1, "", "\xFF\xD8\xFF!"}, {1, "a ship", "\x89PNG and more"}}));
}

TEST(PptParser, PicturesOfADamagedFileAreNoDanger) {
  testing::CheckSurvivesDamage(*MakePptParser(), DeckWithPictures().Build(), 500);
}

TEST(PptParser, SurvivesDamage) {
  const auto parser = MakePptParser();
  testing::CheckSurvivesDamage(*parser, SmallDeck().Build(), 1'000);
}

}  // namespace
}  // namespace wenyuan::parse
