#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "damaged_part.h"
#include "epub/xhtml.h"
#include "wenyuan/parse_kit/testing/golden.h"
#include "wenyuan/parse_kit/testing/zip_builder.h"
#include "wenyuan/parse_office/epub_parser.h"

namespace wenyuan::parse {
namespace {

using testing::Dump;
using testing::MustParse;
using Files = std::vector<std::pair<std::string, std::string>>;

Files EpubFiles(const Files& more = {}) {
  Files files = {
      {"mimetype", "application/epub+zip"},
      {"META-INF/container.xml",
       "<container><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>"},
      {"OPS/book.opf",
       "<package><metadata><dc:title>红楼梦</dc:title><dc:creator>曹雪芹</dc:creator>"
       "<dc:language>zh</dc:language></metadata><manifest>"
       "<item id='b' href='text/two%20b.xhtml' media-type='application/xhtml+xml'/>"
       "<item id='a' href='text/one.xhtml' media-type='application/xhtml+xml'/>"
       "<item id='n' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>"
       "<item id='c' href='cover.png' media-type='image/png' properties='cover-image'/>"
       "</manifest><spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/>"
       "<itemref idref='missing'/></spine></package>"},
      {"OPS/nav.xhtml",
       "<html><body><nav epub:type='toc'><ol><li><a href='text/one.xhtml'>第一回</a></li><li>"
       "<a href='text/two%20b.xhtml#x'>第二回</a></li></ol></nav><nav epub:type='page-list'><ol>"
       "<li><a href='text/two%20b.xhtml'>12</a></li></ol></nav></body></html>"},
      {"OPS/text/one.xhtml",
       "<html><head><title/></head><body><h1>第一回 "
       "甄士隐</h1><p>此开卷第一回也。</p></body></html>"},
      {"OPS/text/two b.xhtml", "<html><body><p>却说封肃。<a id='x'/>Text</p></body></html>"},
      {"OPS/cover.png", "\x89PNG cover"}};
  files.insert(files.end(), more.begin(), more.end());
  return files;
}

std::string BuildEpub(const Files& more = {}) { return testing::BuildZip(EpubFiles(more)); }

TEST(EpubParser, FollowsTheSpineAndTakesTitlesFromTheContents) {
  const auto parser = MakeEpubParser();
  const Document document = MustParse(*parser, BuildEpub());
  EXPECT_EQ(Dump(document),
            "format epub\ntitle 红楼梦\nmeta author: 曹雪芹\nmeta language: zh\n"
            "heading 1: 第一回 甄士隐\nparagraph: 此开卷第一回也。\nheading 1: 第二回\n"
            "paragraph: 却说封肃。Text\n");
  EXPECT_EQ(document.thumbnail, "\x89PNG cover");
}

TEST(EpubParser, GoesByContentNotByName) {
  const auto parser = MakeEpubParser();
  EXPECT_EQ(parser->Recognise(BuildEpub(), "book.zip"), 95);
  EXPECT_EQ(parser->Recognise(testing::BuildZip({{"a", "b"}}), "book.epub"), 0);
}

TEST(EpubParser, SaysThatAProtectedBookIsProtected) {
  const auto parser = MakeEpubParser();
  const auto encrypted = [&](const std::string& method, const std::string& file) {
    return parser->Parse(
        {BuildEpub({{"META-INF/encryption.xml",
                     "<encryption><enc:EncryptedData><enc:EncryptionMethod Algorithm='" + method +
                         "'/><enc:CipherData><enc:CipherReference URI='" + file +
                         "'/></enc:CipherData></enc:EncryptedData></encryption>"}}),
         "",
         {},
         {}});
  };
  const auto book = encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OPS/text/one.xhtml");
  ASSERT_FALSE(book);
  EXPECT_EQ(book.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(book.error().message.find("DRM"), std::string::npos);
  EXPECT_TRUE(encrypted("http://www.idpf.org/2008/embedding", "OPS/text/one.xhtml"))
      << "a scrambled font is no protection";
  EXPECT_TRUE(encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OPS/font.otf"));
}

TEST(EpubParser, ReadsTheOlderTableOfContents) {
  const auto parser = MakeEpubParser();
  const std::string bytes = testing::BuildZip(
      {{"META-INF/container.xml",
        "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>"},
       {"b.opf",
        "<package><manifest><item id='a' href='a.html' media-type='application/xhtml+xml'/>"
        "<item id='t' href='t.ncx' media-type='application/x-dtbncx+xml'/></manifest>"
        "<spine toc='t'><itemref idref='a'/></spine></package>"},
       {"t.ncx",
        "<ncx><navMap><navPoint><navLabel><text>Part</text></navLabel><content src='x.html'/>"
        "<navPoint><navLabel><text>Chapter</text></navLabel><content src='a.html#top'/></navPoint>"
        "</navPoint></navMap></ncx>"},
       {"a.html", "<html><body><p>words</p></body></html>"}});
  EXPECT_EQ(Dump(MustParse(*parser, bytes)),
            "format epub\ntitle Chapter\nheading 2: Chapter\nparagraph: words\n");
}

TEST(EpubParser, SurvivesDamage) {
  const auto parser = MakeEpubParser();
  testing::CheckSurvivesDamage(*parser, BuildEpub(), 50);
  CheckSurvivesDamagedParts(*parser, EpubFiles(), 30);
}

TEST(XhtmlAsHtml, ClosesWhatHtmlWouldLeaveOpen) {
  EXPECT_EQ(XhtmlAsHtml("<title/><br/><a href='x>y'/>b<p class=\"c\" />"),
            "<title></title><br/><a href='x>y'></a>b<p class=\"c\" ></p>");
  EXPECT_EQ(XhtmlAsHtml("a < b <!-- <i/> --> <"), "a < b <!-- <i></i> --> <");
}

}  // namespace
}  // namespace wenyuan::parse
