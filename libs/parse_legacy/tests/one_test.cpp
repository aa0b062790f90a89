#include <gtest/gtest.h>

#include "one_package_fixture.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_legacy/one_parser.h"

namespace wenyuan::parse {
namespace {

namespace property = one_property;
using testing::Dump;
using testing::MustParse;
using testing::OneNoteBuilder;
using testing::OneNoteObject;
using testing::OneNotePackage;
using testing::OneNoteSpace;

constexpr std::uint32_t kPage = 0x0006000B;
constexpr std::uint32_t kOutline = 0x0006000C;
constexpr std::uint32_t kElement = 0x0006000D;
constexpr std::uint32_t kText = 0x0006000E;
constexpr std::uint32_t kImage = 0x00060011;
constexpr std::uint32_t kListKind = 0x00060012;
constexpr std::uint32_t kTable = 0x00060022;
constexpr std::uint32_t kRow = 0x00060023;
constexpr std::uint32_t kCell = 0x00060024;
constexpr std::uint32_t kEmbedded = 0x00060035;
constexpr std::uint32_t kManifest = 0x00060037;
constexpr std::uint32_t kMetadata = 0x00020030;
constexpr std::uint32_t kStyle = 0x0012004D;

OneNoteObject Note(const std::string& text) {
  return {kText, {{property::kTextWide, OneNoteBuilder::Wide(text)}}, {}, {}, {}};
}

OneNoteObject Children(std::uint32_t kind, std::vector<unsigned> ids) {
  return {kind, {}, {{property::kChildren, std::move(ids)}}, {}, {}};
}

OneNoteObject Holds(std::vector<unsigned> content, std::vector<unsigned> children = {}) {
  return {kElement,
          {},
          {{property::kContent, std::move(content)}, {property::kChildren, std::move(children)}},
          {},
          {}};
}

OneNoteObject Item(unsigned content, unsigned list, std::vector<unsigned> children = {}) {
  OneNoteObject item = Holds({content}, std::move(children));
  item.objects.emplace_back(property::kListKinds, std::vector{list});
  return item;
}

OneNoteObject ListKind(const std::string& format) {
  return {kListKind, {{property::kNumberFormat, format}}, {}, {}, {}};
}

OneNoteObject Placed(OneNoteObject object, float left, float top) {
  object.data.emplace_back(property::kLeft, OneNoteBuilder::Number(left));
  object.data.emplace_back(property::kTop, OneNoteBuilder::Number(top));
  return object;
}

OneNoteSpace PageOf(const std::string& title, std::map<unsigned, OneNoteObject> objects,
                    std::vector<unsigned> boxes) {
  OneNoteSpace page;
  page.objects = std::move(objects);
  page.objects[1] = {kManifest, {}, {{property::kContent, {2}}}, {}, {}};
  page.objects[2] = Children(kPage, std::move(boxes));
  page.objects[3] = {kMetadata, {{property::kPageTitle, OneNoteBuilder::Wide(title)}}, {}, {}, {}};
  page.roots = {{1, 1}, {2, 3}};
  return page;
}

OneNoteBuilder Section(std::vector<OneNoteSpace> pages) {
  OneNoteBuilder section;
  section.spaces[1].objects[1] = Children(0x00060007, {2});
  section.spaces[1].roots = {{1, 1}};
  std::vector<unsigned> ids;
  for (auto page = pages.rbegin(); page != pages.rend(); ++page) {  // not in the order of the file
    ids.insert(ids.begin(), static_cast<unsigned>(ids.size() + 2));
    section.spaces[ids.front()] = std::move(*page);
  }
  section.spaces[1].objects[2] = {0x00060008, {}, {}, {{property::kPages, ids}}, {}};
  return section;
}

OneNoteBuilder WorkPage() {
  using namespace std::string_literals;
  OneNoteObject heading = Note("二级标题");
  heading.objects.emplace_back(property::kStyle, std::vector{60U});
  const OneNoteObject style = {
      kStyle, {{property::kStyleName, OneNoteBuilder::Wide("h1")}}, {}, {}, {}};
  const std::string numbered = Utf8ToWide("\3") + "\xFD\xFF\0\0.\0"s;
  const std::string bullet = Utf8ToWide("\1•");
  const OneNoteObject narrow = {kText, {{property::kTextNarrow, "caf\xE9\0"s}}, {}, {}, {}};
  const OneNoteObject link = Note("see \xEF\xB7\x9FHYPERLINK \"https://a.example\"the site");
  auto page = PageOf("会议",
                     {{10, Placed(Children(kOutline, {11, 13}), 0, 300)},
                      {11, Holds({12})},
                      {12, heading},
                      {60, style},
                      {13, Item(14, 61, {15, 17})},
                      {14, Note("买咖啡")},
                      {61, ListKind(numbered)},
                      {15, Item(16, 62)},
                      {16, narrow},
                      {62, ListKind(bullet)},
                      {17, Item(18, 62)},
                      {18, link},
                      {20, Placed(Children(kOutline, {21, 23}), 10, 100)},
                      {21, Holds({22})},
                      {22, Note("上面的一格")},
                      {23, Holds({30, 40, 50})},
                      {30, Children(kTable, {31})},
                      {31, Children(kRow, {32, 33})},
                      {32, Children(kCell, {34})},
                      {33, Children(kCell, {36})},
                      {34, Holds({35})},
                      {35, Note("项目")},
                      {36, Holds({37})},
                      {37, Note("12")},
                      {40,
                       {kImage,
                        {{property::kAlternativeText, OneNoteBuilder::Wide("白板")}},
                        {{property::kPicture, {41}}},
                        {},
                        {}}},
                      {41, {0x00080039, {}, {}, {}, "the bytes of a picture"}},
                      {50,
                       {kEmbedded,
                        {{property::kFileName, OneNoteBuilder::Wide("预算.csv")}},
                        {{property::kFile, {51}}},
                        {},
                        {}}},
                      {51, {0x00080036, {}, {}, {}, "a,b\n1,2\n"}}},
                     {10, 20});
  return Section({std::move(page), PageOf("空白的一页", {}, {})});
}

TEST(OneParser, ReadsPagesFromTopToBottom) {
  const auto parser = MakeOneParser();
  const std::string bytes = WorkPage().Bytes();
  EXPECT_EQ(parser->Recognise(bytes, ""), 95);
  const Document document = MustParse(*parser, bytes);
  EXPECT_EQ(Dump(document),
            "format one\ntitle 会议\npage 会议\npage 空白的一页\n"
            "heading 1 page 1: 会议\n"
            "paragraph page 1: 上面的一格\n"
            "table page 1 1x2\n  0,0: 项目\n  0,1: 12\n"
            "figure page 1: 白板\n"
            "heading 2 page 1: 二级标题\n"
            "item 1 page 1: 1. 买咖啡\n"
            "item 2 page 1: café\n"
            "item 2 page 1: see the site\n"
            "heading 1 page 2: 空白的一页\n"
            "attachment 预算.csv 8\n");
  ASSERT_EQ(document.attachments.size(), 1U);
  EXPECT_EQ(document.attachments[0].bytes, "a,b\n1,2\n");
  ASSERT_EQ(document.pictures.size(), 1U);
  EXPECT_EQ(document.pictures[0].bytes, "the bytes of a picture");
}

TEST(OneParser, ReadsTheSameOfWhatOneDriveHandsOut) {
  const Document document = MustParse(*MakeOneParser(), OneNotePackage(WorkPage()).Bytes());
  EXPECT_EQ(document, MustParse(*MakeOneParser(), WorkPage().Bytes()));
}

TEST(OneParser, AnObjectThatHoldsItselfEnds) {
  const auto page = PageOf(
      "圈", {{10, Children(kOutline, {11})}, {11, Holds({10, 12}, {11, 10})}, {12, Note("一次")}},
      {10, 10, 11});
  const Document document = MustParse(*MakeOneParser(), Section({page}).Bytes());
  ASSERT_EQ(document.blocks.size(), 2U);
  EXPECT_EQ(document.blocks[1].text, "一次");
}

TEST(OneParser, PagesThatNoListNamesAreReadInTheOrderOfTheFile) {
  OneNoteBuilder section = Section({PageOf("甲", {}, {}), PageOf("乙", {}, {})});
  section.spaces[1].objects.clear();
  const Document document = MustParse(*MakeOneParser(), section.Bytes());
  EXPECT_EQ(document.blocks.size(), 2U);
  EXPECT_EQ(document.warnings.size(), 1U);
}

TEST(OneParser, TheListOfANotebookIsTheNamesOfItsSections) {
  const auto entry = [](const std::string& name, unsigned place) {
    return OneNoteObject{0x00020001,
                         {{property::kSectionPlace, ByteWriter().U32(place).Bytes()},
                          {property::kSectionFile, OneNoteBuilder::Wide(name)}},
                         {},
                         {},
                         {}};
  };
  OneNoteBuilder notebook;
  notebook.spaces[1].objects = {{1, {0x00020001, {}, {}, {}, {}}},
                                {2, entry("会议.one", 7)},
                                {3, entry("Projects", 2)},
                                {4, entry("OneNote_RecycleBin", 1)}};
  notebook.spaces[1].roots = {{1, 1}};
  std::string bytes = notebook.Bytes();
  EXPECT_EQ(Dump(MustParse(*MakeOneParser(), bytes)),
            "format one\ntitle \nitem 1: Projects\nitem 1: 会议\n");
  notebook.spaces[1].as_list = true;
  notebook.spaces[1].later = {{3, entry("Projekte", 2)}};
  bytes = notebook.Bytes();
  bytes.replace(0, 16, "\xA1\x2F\xFF\x43\xD9\xEF\x76\x4C\x9E\xE2\x10\xEA\x57\x22\x76\x5F", 16);
  EXPECT_EQ(Dump(MustParse(*MakeOneParser(), bytes)),
            "format one\ntitle \nitem 1: Projekte\nitem 1: 会议\n");
  testing::CheckSurvivesDamage(*MakeOneParser(), bytes, 500);
}

TEST(OneParser, SaysWhatItCannotRead) {
  OneNoteBuilder secret = Section({PageOf("密", {}, {})});
  secret.spaces[2].encrypted = true;
  OneNoteBuilder list = WorkPage();
  list.spaces[1].objects[1].kind = 0x00020001;
  for (const std::string& bytes : {secret.Bytes(), OneNotePackage(secret).Bytes(), list.Bytes()}) {
    const auto document = MakeOneParser()->Parse({bytes, "a.one", "", {}});
    testing::CheckPromises(document);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, ErrorCode::kUnsupported) << document.error().message;
  }
  const auto damaged = MakeOneParser()->Parse({WorkPage().Bytes().substr(0, 40), "a.one", "", {}});
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, ErrorCode::kInvalidArgument);
}

TEST(OneParser, DamageIsNoDanger) {
  testing::CheckSurvivesDamage(*MakeOneParser(), WorkPage().Bytes(), 3000);
  testing::CheckSurvivesDamage(*MakeOneParser(), OneNotePackage(WorkPage()).Bytes(), 3000);
}

}  // namespace
}  // namespace wenyuan::parse
