#include "wenyuan/parse_archive/warc_parser.h"

#include <gtest/gtest.h>

#include <string>

#include "archive_builder.h"
#include "wenyuan/parse_kit/testing/golden.h"

namespace wenyuan::parse {
namespace {

std::string Record(const std::string& type, const std::string& url, const std::string& body) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body + "\r\n\r\n";
}

std::string Page(const std::string& more, const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + more + "\r\n" + body;
}

TEST(WarcParser, MakesPagesAttachmentsNamedByTheirAddress) {
  const auto parser = MakeWarcParser();
  const std::string bytes =
      Record("warcinfo", "", "software: x") +
      Record("response", "http://a.example/", Page("", "<p>one")) +
      Record("response", "<https://a.example/b?c=1>", Page("", "<p>two")) +
      Record("response", "http://a.example/x.png",
             "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG") +
      Record("response", "http://a.example/gone", "HTTP/1.1 404 No\r\n\r\n<p>nothing here") +
      Record("request", "http://a.example/", "GET / HTTP/1.1\r\n\r\n");
  EXPECT_GT(parser->Recognise(bytes, ""), 70);
  const Document document = testing::MustParse(*parser, bytes);
  ASSERT_EQ(document.attachments.size(), 2U);
  EXPECT_EQ(document.attachments[0].name, "a.example/index.html");
  EXPECT_EQ(document.attachments[0].bytes, "<p>one");
  EXPECT_EQ(document.attachments[1].name, "a.example/b?c=1.html");
}

TEST(WarcParser, UndoesWhatHttpDidToTheBody) {
  const auto parser = MakeWarcParser();
  const std::string packed = testing::Compress("gzip", "<p>packed");
  const Document document = testing::MustParse(
      *parser,
      Record("response", "http://a/1",
             Page("Transfer-Encoding: chunked\r\n", "3\r\n<p>\r\n5;x=y\r\nchunk\r\n0\r\n\r\n")) +
          Record("response", "http://a/2", Page("Content-Encoding: gzip\r\n", packed)));
  ASSERT_EQ(document.attachments.size(), 2U);
  EXPECT_EQ(document.attachments[0].bytes, "<p>chunk");
  EXPECT_EQ(document.attachments[1].bytes, "<p>packed");
}

TEST(WarcParser, SurvivesDamage) {
  const auto parser = MakeWarcParser();
  testing::CheckSurvivesDamage(*parser,
                               Record("response", "http://a/1", Page("", "<p>one")) +
                                   Record("resource", "http://a/2", "text"),
                               300);
}

}  // namespace
}  // namespace wenyuan::parse
