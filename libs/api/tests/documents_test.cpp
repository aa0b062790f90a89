#include <gmock/gmock.h>

#include "wenyuan/api/testing/house.h"

namespace wenyuan::api {
namespace {

using testing::Ask;
using testing::At;
using ::testing::HasSubstr;
using testing::House;

class Documents : public ::testing::Test {
 protected:
  Documents()
      : owner_(house_.AddUser("owner")),
        reader_(house_.AddUser("reader")),
        owner_token_(house_.TokenOf(owner_)),
        reader_token_(house_.TokenOf(reader_)),
        library_(house_.AddLibrary("人事", owner_.number)) {
    house_.Grant(library_, reader_, store::Role::kReader);
  }

  http::Response Get(const std::string& path, http::Headers headers = {}) {
    return house_.Call({.path = path, .headers = std::move(headers), .token = reader_token_});
  }
  http::Response Original(const std::string& name, const std::string& content,
                          http::Headers headers = {}) {
    const auto document = house_.AddDocument(library_, name, content);
    return Get("/api/v1/documents/" + document.id + "/revisions/1/original", std::move(headers));
  }

  House house_;
  store::User owner_;
  store::User reader_;
  std::string owner_token_;
  std::string reader_token_;
  store::Library library_;
};

TEST_F(Documents, AnUploadIsReceivedOnceAndRevisedWhenItChanges) {
  Ask ask{.method = "POST",
          .path = "/api/v1/libraries/" + library_.id + "/documents",
          .query = {{"name", "合同/2025/a.txt"}, {"tag", "合同"}, {"tag", "2025"}},
          .body = "first",
          .token = owner_token_};
  const auto first = house_.Call(ask);
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(At(first.body, "document/source_name"), "合同/2025/a.txt");
  EXPECT_EQ(At(first.body, "document/title"), "a.txt");
  EXPECT_EQ(At(first.body, "document/state"), "queued");
  EXPECT_EQ(At(first.body, "document/library"), "人事");
  EXPECT_EQ(At(first.body, "document/created"), "2023-11-14T22:13:20.000Z");
  EXPECT_EQ(At(first.body, "revision"), "1");
  const auto again = house_.Call(ask);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(At(again.body, "unchanged"), "true");
  ask.body = "second";
  const auto second = house_.Call(ask);
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(At(second.body, "revision"), "2");
}

TEST_F(Documents, ARestrictedDocumentIsThereForTheNamedOnly) {
  const auto document = house_.AddDocument(library_, "salary.txt");
  house_.AddDocument(library_, "open.txt");
  const std::string path = "/api/v1/documents/" + document.id;
  const auto restrict_to = [&](const std::string& body) {
    const auto response = house_.Call(
        {.method = "PUT", .path = path + "/readers", .body = body, .token = owner_token_});
    ASSERT_EQ(response.status, 200) << response.body;
  };
  restrict_to(R"({"restricted":true,"readers":[]})");
  EXPECT_EQ(Get(path).status, 404);
  EXPECT_EQ(At(Get("/api/v1/documents").body, "total"), "1");
  EXPECT_EQ(At(Get("/api/v1/status").body, "counts/queued"), "1");
  restrict_to(R"({"restricted":true,"readers":["reader"]})");
  EXPECT_EQ(Get(path).status, 200);
  EXPECT_EQ(At(Get("/api/v1/documents").body, "total"), "2");
  restrict_to(R"({"restricted":false})");
  EXPECT_EQ(At(Get(path).body, "restricted"), "false");
}

TEST_F(Documents, SeveralGetTheirReadersTogetherOrNoneDoes) {
  const auto first = house_.AddDocument(library_, "a.txt");
  const auto second = house_.AddDocument(library_, "b.txt");
  const auto other = house_.AddDocument(house_.AddLibrary("other", reader_.number), "c.txt");
  const auto restrict_to = [&](const std::string& ids, const std::string& rest) {
    return house_.Call({.method = "POST",
                        .path = "/api/v1/documents/readers",
                        .body = R"({"documents":[)" + ids + "]," + rest + "}",
                        .token = owner_token_});
  };
  const std::string both = '"' + first.id + R"(",")" + second.id + '"';
  const std::string owners = R"("restricted":true,"readers":[])";
  EXPECT_EQ(restrict_to(both + R"(,")" + other.id + '"', owners).status, 404);
  EXPECT_EQ(restrict_to(both, R"("restricted":true,"readers":["nobody"])").status, 404);
  EXPECT_EQ(restrict_to("", owners).status, 400);
  EXPECT_EQ(At(Get("/api/v1/documents").body, "total"), "3");
  const auto done = restrict_to(both + ',' + both, owners);
  EXPECT_EQ(At(done.body, "documents"), "2") << done.body;
  EXPECT_EQ(At(Get("/api/v1/documents").body, "total"), "1");
  EXPECT_EQ(restrict_to(both, R"("restricted":true,"readers":["reader"])").status, 200);
  EXPECT_EQ(Get("/api/v1/documents/" + second.id).status, 200);
  EXPECT_EQ(restrict_to(both, R"("restricted":false)").status, 200);
  EXPECT_EQ(At(Get("/api/v1/documents/" + first.id).body, "restricted"), "false");
}

TEST_F(Documents, AnOwnerMayNameReadersWithTheUpload) {
  const auto editor = house_.AddUser("editor");
  house_.Grant(library_, editor, store::Role::kEditor);
  const std::string editor_token = house_.TokenOf(editor);
  Ask ask{.method = "POST",
          .path = "/api/v1/libraries/" + library_.id + "/documents",
          .query = {{"name", "salaries.txt"}, {"reader", "editor"}},
          .body = "words",
          .token = editor_token};
  EXPECT_EQ(house_.Call(ask).status, 403);
  ask.token = owner_token_;
  const auto named = house_.Call(ask);
  EXPECT_EQ(At(named.body, "document/restricted"), "true") << named.body;
  const std::string path = "/api/v1/documents/" + At(named.body, "document/document_id");
  EXPECT_EQ(Get(path).status, 404);
  EXPECT_EQ(house_.Call({.path = path, .token = editor_token}).status, 200);
  ask.query = {{"name", "minutes.txt"}, {"restricted", "true"}};
  EXPECT_EQ(At(house_.Call(ask).body, "document/restricted"), "true");
  ask.query = {{"name", "menu.txt"}, {"restricted", "yes"}};
  EXPECT_EQ(house_.Call(ask).status, 400);
  ask.query = {{"name", "menu.txt"}, {"reader", "nobody"}};
  EXPECT_EQ(house_.Call(ask).status, 404);
}

TEST_F(Documents, AnExpiredOneSaysSince) {
  const auto document = house_.AddDocument(library_, "a.txt", "first");
  const auto expired = [&](const char* tag) {
    EXPECT_TRUE(house_.store->documents().SetTags(document.number, {tag}));
    return At(Get("/api/v1/documents/" + document.id).body, "expired_on");
  };
  EXPECT_EQ(expired("有效期至：2023-11-13"), "2023-11-13");  // the clock stands at the 14th
  EXPECT_EQ(expired("有效期至：2023-11-15"), "null");
  EXPECT_EQ(expired("合同"), "null");
}

TEST_F(Documents, AListIsPagedAndFiltered) {
  for (int i = 0; i < 5; ++i) house_.AddDocument(library_, "f" + std::to_string(i) + ".txt");
  const auto page = house_.Call({.path = "/api/v1/documents",
                                 .query = {{"offset", "3"}, {"limit", "10"}},
                                 .token = reader_token_});
  EXPECT_EQ(At(page.body, "total"), "5");
  EXPECT_EQ(At(page.body, "offset"), "3");
  EXPECT_NE(At(page.body, "documents/1"), "");
  EXPECT_EQ(At(page.body, "documents/2"), "");
  const auto total = [&](const std::string& name, const std::string& value) {
    const auto response = house_.Call(
        {.path = "/api/v1/documents", .query = {{name, value}}, .token = reader_token_});
    return response.status == 200 ? At(response.body, "total") : std::to_string(response.status);
  };
  EXPECT_EQ(total("name", "F3"), "1");
  EXPECT_EQ(total("state", "failed"), "0");
  EXPECT_EQ(total("state", "faild"), "400");
  EXPECT_EQ(total("library", library_.id), "5");
  EXPECT_EQ(total("library", "l_none"), "404");
}

TEST_F(Documents, AFailureIsShownInTheLanguageOfTheAskerAndGroupedByReason) {
  for (const char* name : {"a.pdf", "b.pdf"}) {
    house_.MakeFailed(house_.AddDocument(library_, name),
                      {ErrorCode::kPermissionDenied, "it needs a password", "需要密码"});
  }
  const auto jobs = Get("/api/v1/jobs", {{"Accept-Language", "zh"}});
  EXPECT_EQ(At(jobs.body, "counts/failed"), "2");
  EXPECT_EQ(At(jobs.body, "failed/0/reason"), "需要密码");
  EXPECT_EQ(At(jobs.body, "failed/0/count"), "2");
  EXPECT_EQ(At(Get("/api/v1/jobs").body, "failed/0/reason"), "it needs a password");
}

TEST_F(Documents, BlocksComeWithOffsetsAsJavaScriptCounts) {
  parse::Document parsed;
  parsed.format = "pdf";
  parsed.title = "手册";
  parsed.pages = {{595, 842, "i"}};
  parsed.blocks = {
      {parse::BlockKind::kHeading, 1, 1, "💾文", {{4, 7, {1, 1.5F, 2, 3, 4}}}, {}, {}},
      {parse::BlockKind::kTable, 0, 1, "", {}, {1, 1, {{0, 0, 1, 1, true, "年", {}}}}, {}}};
  const auto document = house_.MakeReady(house_.AddDocument(library_, "a.pdf"), parsed,
                                         {{0, "文", "第一章", 1, {}, "", 0, 2}});
  const std::string revision = "/api/v1/documents/" + document.id + "/revisions/1";
  const std::string blocks = Get(revision + "/blocks").body;
  EXPECT_EQ(At(blocks, "blocks/0/kind"), "heading") << blocks;
  EXPECT_EQ(At(blocks, "blocks/0/spans/0/begin"), "2");
  EXPECT_EQ(At(blocks, "blocks/0/spans/0/end"), "3");
  EXPECT_EQ(At(blocks, "blocks/0/spans/0/box/left"), "1.5E0");
  EXPECT_EQ(At(blocks, "blocks/1/table/cells/0/text"), "年");
  EXPECT_EQ(At(blocks, "pages/0/label"), "i");
  const std::string chunks = Get(revision + "/chunks").body;
  EXPECT_EQ(At(chunks, "chunks/0/chunk_id"), document.id + ".1.0");
  EXPECT_EQ(At(Get(revision + "/lineage").body, "steps/0/details/pages"), "1");
  EXPECT_EQ(At(Get("/api/v1/documents/" + document.id + "/revisions").body, "revisions/0/current"),
            "true");
  EXPECT_EQ(Get("/api/v1/documents/" + document.id + "/revisions/2/blocks").status, 404);
  EXPECT_EQ(Get("/api/v1/documents/" + document.id + "/revisions/x/blocks").status, 400);
}

TEST_F(Documents, OnlyHarmlessTypesAreShownInline) {
  const std::string html = "<html><script>alert(1)</script></html>";
  const std::vector<std::array<std::string, 3>> cases = {
      {"a.pdf", "%PDF-1.7 x", "application/pdf"},
      {"a.png", "\x89PNG\r\n\x1a\n x", "image/png"},
      {"evil.pdf", html, "application/octet-stream"},
      {"a.html", html, "application/octet-stream"},
      {"a.svg", "<svg/>", "application/octet-stream"}};
  for (const auto& [name, content, type] : cases) {
    const auto response = Original(name, content);
    EXPECT_EQ(response.body, content);
    EXPECT_EQ(http::Find(response.headers, "Content-Type"), type) << name;
    EXPECT_EQ(http::Find(response.headers, "X-Content-Type-Options"), "nosniff");
    EXPECT_THAT(std::string(http::Find(response.headers, "Content-Security-Policy")),
                HasSubstr("sandbox"));
    const bool inline_ = type != "application/octet-stream";
    EXPECT_TRUE(http::Find(response.headers, "Content-Disposition")
                    .starts_with(inline_ ? "inline" : "attachment"));
  }
  EXPECT_EQ(http::Find(Original("目录/a\"b 文.txt", "x").headers, "Content-Disposition"),
            "attachment; filename*=UTF-8''a%22b%20%E6%96%87.txt");
}

TEST_F(Documents, RangesAreServedAsRfc9110Says) {
  const std::string content = "0123456789";
  const std::vector<std::pair<std::string, std::string>> parts = {
      {"bytes=0-0", "0"},  {"bytes=2-4", "234"},    {"bytes=7-", "789"},
      {"bytes=-3", "789"}, {"bytes=5-99", "56789"}, {"bytes=-99", content}};
  for (const auto& [range, part] : parts) {
    const auto response = Original("a" + range + ".bin", content, {{"Range", range}});
    EXPECT_EQ(response.status, 206) << range;
    EXPECT_EQ(response.body, part) << range;
    EXPECT_EQ(http::Find(response.headers, "Content-Length"), std::to_string(part.size()));
  }
  for (const char* range : {"bytes=x-y", "bytes=4-2", "lines=1-2", "bytes=0-1,3-4", "bytes="}) {
    const auto response = Original(std::string("b") + range, content, {{"Range", range}});
    EXPECT_EQ(response.status, 200) << range;
    EXPECT_EQ(response.body, content);
  }
  for (const char* range : {"bytes=10-", "bytes=99-100", "bytes=-0"}) {
    const auto response = Original(std::string("c") + range, content, {{"Range", range}});
    EXPECT_EQ(response.status, 416) << range;
    EXPECT_EQ(http::Find(response.headers, "Content-Range"), "bytes */10");
  }
  const auto whole = Original("d", content);
  const std::string etag(http::Find(whole.headers, "ETag"));
  EXPECT_EQ(Original("e", content, {{"If-None-Match", etag}}).status, 304);
  EXPECT_EQ(Original("f", content, {{"Range", "bytes=1-2"}, {"If-Range", "\"x\""}}).status, 200);
}

TEST_F(Documents, EventsTellCountsAndWhatChanged) {
  const auto document = house_.AddDocument(library_, "a.txt");
  const auto events = house_.Call({.path = "/api/v1/events", .token = reader_token_, .writes = 2});
  EXPECT_EQ(http::Find(events.headers, "Content-Type"), "text/event-stream");
  EXPECT_THAT(events.body, HasSubstr("event: counts\ndata: {\"queued\":1,"));
  EXPECT_THAT(events.body, HasSubstr("event: documents\ndata: {\"documents\":[{\"document_id\":\"" +
                                     document.id));
}

TEST_F(Documents, EventsTellWhatIsWorkedOnToThoseWhoMayReadIt) {
  const auto document = house_.AddDocument(library_, "a.txt");
  const auto hidden = house_.AddDocument(library_, "b.txt");
  ASSERT_TRUE(house_.store->libraries().Restrict(hidden.number, std::vector<store::UserNumber>()));
  const auto told = [&] {
    return house_.Call({.path = "/api/v1/events", .token = reader_token_, .writes = 1}).body;
  };
  house_.clock.Advance(std::chrono::hours(1));
  EXPECT_THAT(told(), Not(HasSubstr(document.id))) << "it did not change";
  house_.ingest->worked_on = {document.number, hidden.number};
  EXPECT_THAT(told(), HasSubstr(document.id));
  EXPECT_THAT(told(), Not(HasSubstr(hidden.id)));
  house_.ingest->worked_on = std::nullopt;
  EXPECT_THAT(told(), HasSubstr(R"({"documents":[],"complete":false})"));
}

}  // namespace
}  // namespace wenyuan::api
