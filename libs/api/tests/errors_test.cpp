#include <gmock/gmock.h>

#include "wenyuan/api/testing/house.h"

namespace wenyuan::api {
namespace {

using testing::Ask;
using testing::At;
using ::testing::HasSubstr;
using testing::House;
using ::testing::Not;

class Errors : public ::testing::Test {
 protected:
  Errors() : token_(house_.TokenOf(house_.AddUser("li"))) {}

  http::Response Search(const std::string& body, const std::string& language = "en") {
    return house_.Call({.method = "POST",
                        .path = "/api/v1/search",
                        .body = body,
                        .headers = {{"Accept-Language", language}},
                        .token = token_});
  }

  House house_;
  std::string token_;
};

TEST_F(Errors, AreProblemsWithAllMembers) {
  const auto response = house_.Call({.path = "/api/v1/documents"});
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(http::Find(response.headers, "Content-Type"), "application/problem+json");
  EXPECT_EQ(At(response.body, "type"), "about:blank");
  EXPECT_EQ(At(response.body, "title"), "Sign in first");
  EXPECT_EQ(At(response.body, "status"), "401");
  EXPECT_EQ(At(response.body, "code"), "unauthenticated");
  EXPECT_EQ(At(response.body, "request_id"), "r1");
  EXPECT_THAT(At(response.body, "detail"), HasSubstr("sign in"));
}

TEST_F(Errors, ComeInTheLanguageOfTheAsker) {
  const std::vector<std::pair<std::string, std::string>> cases = {{"zh-CN,zh;q=0.9,en;q=0.8", "zh"},
                                                                  {"en-GB, zh;q=0.5", "en"},
                                                                  {"fr, zh;q=0.3, en;q=0.2", "zh"},
                                                                  {"fr", "en"},
                                                                  {"", "en"},
                                                                  {"en;q=0.1,zh-Hant;q=0.2", "zh"}};
  for (const auto& [accepted, language] : cases) {
    const auto response =
        house_.Call({.path = "/api/v1/me", .headers = {{"Accept-Language", accepted}}});
    EXPECT_EQ(http::Find(response.headers, "Content-Language"), language) << accepted;
    EXPECT_EQ(At(response.body, "title"), language == "zh" ? "请先登录" : "Sign in first");
  }
}

TEST_F(Errors, NameTheNearestKnownMemberAndParameter) {
  const auto english = Search(R"({"qurey":"x"})");
  EXPECT_EQ(english.status, 400);
  EXPECT_THAT(english.body, HasSubstr("did you mean 'query'?"));
  EXPECT_THAT(Search(R"({"qurey":"x"})", "zh").body, HasSubstr("是不是“query”？"));
  const auto parameter =
      house_.Call({.path = "/api/v1/documents", .query = {{"ofset", "1"}}, .token = token_});
  EXPECT_EQ(parameter.status, 400);
  EXPECT_THAT(parameter.body, HasSubstr("'offset'"));
}

TEST_F(Errors, NameAWrongTypeAndAMissingMember) {
  EXPECT_THAT(Search(R"({"query":7})").body, HasSubstr("'query' must be a string"));
  EXPECT_THAT(Search(R"({"query":"x","k":"7"})").body, HasSubstr("'k' must be a whole number"));
  EXPECT_THAT(Search(R"({"query":"x","k":1.5})").body, HasSubstr("'k' must be a whole number"));
  EXPECT_THAT(Search(R"({"query":"x","libraries":"a"})").body, HasSubstr("a list of strings"));
  EXPECT_THAT(Search(R"({"query":"x","libraries":[1]})").body, HasSubstr("a list of strings"));
  EXPECT_THAT(Search("{}").body, HasSubstr("'query' is missing"));
  EXPECT_THAT(Search(R"({"query":null})").body, HasSubstr("'query' is missing"));
}

TEST_F(Errors, RefuseWhatIsNoJsonObject) {
  for (const std::string body :
       {"", "{", "[]", "7", "null", "{\"query\":\"\xff\"}", "{\"query\":\"x\"}x", "{'query':'x'}",
        "{\"query\":NaN}", "{\"query\":\"\\ud800\"}"}) {
    EXPECT_EQ(Search(body).status, 400) << body;
  }
  EXPECT_EQ(Search(std::string(10'000, '[')).status, 400);
}

TEST_F(Errors, RefuseNumbersOutOfTheirLimits) {
  for (const std::string k :
       {"0", "-1", "1001", "1e308", "9223372036854775808", "-9223372036854775808"}) {
    EXPECT_EQ(Search(R"({"query":"x","k":)" + k + "}").status, 400) << k;
  }
  for (const std::string limit : {"0", "-1", "1001", "1e3", "", "0x10", "99999999999999999999"}) {
    const auto response =
        house_.Call({.path = "/api/v1/documents", .query = {{"limit", limit}}, .token = token_});
    EXPECT_EQ(response.status, 400) << limit;
  }
}

TEST_F(Errors, RefuseABodyOverAMebibyte) {
  EXPECT_EQ(Search("{\"query\":\"" + std::string(1U << 20U, 'x') + "\"}").status, 413);
}

TEST_F(Errors, RefuseATimeThatIsNone) {
  for (const std::string time :
       {"yesterday", "2025-13-01", "2025-11-25T22:40:00", "2025-11-25 22:40",
        "2025-11-25T22:40:00.1Z", "2025-11-25T22:40:00Zx"}) {
    EXPECT_EQ(Search(R"({"query":"x","changed_from":")" + time + "\"}").status, 400) << time;
  }
  EXPECT_EQ(Search(R"({"query":"x","changed_from":"2025-11-25T22:40:00.123Z"})").status, 200);
  EXPECT_EQ(house_.searcher.last.changed_from, 1764110400123);
}

TEST_F(Errors, AnUnknownPathAndAWrongMethodAreTold) {
  EXPECT_EQ(house_.Call({.path = "/api/v1/nothing"}).status, 404);
  EXPECT_EQ(house_.Call({.path = "/api/v1/documents/"}).status, 404);
  const auto wrong = house_.Call({.method = "DELETE", .path = "/api/v1/search"});
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(http::Find(wrong.headers, "Allow"), "GET, POST");
}

TEST_F(Errors, AHiddenDocumentIsExactlyLikeNoDocument) {
  const auto other = house_.AddUser("other");
  const auto library = house_.AddLibrary("shelf", other.number);
  const auto document = house_.AddDocument(library, "secret.txt");
  for (const std::string suffix : {"", "/revisions", "/revisions/1/original", "/readers"}) {
    const auto ask = [&](const std::string& id) {
      return house_.Call({.path = "/api/v1/documents/" + id + suffix, .token = token_});
    };
    const auto hidden = ask(document.id);
    auto absent = ask("d_absent");
    EXPECT_EQ(hidden.status, 404);
    const std::size_t at = absent.body.find("d_absent");
    if (at != std::string::npos) absent.body.replace(at, 8, document.id);
    EXPECT_EQ(hidden.body, absent.body);
    EXPECT_EQ(hidden.headers, absent.headers);
  }
}

TEST_F(Errors, WhatBrokeInsideIsNotTold) {
  house_.answerer.answer = Error{ErrorCode::kInternal, "secret path /data/x"};
  const auto response = house_.Call(
      {.method = "POST", .path = "/api/v1/ask", .body = R"({"question":"x"})", .token = token_});
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.body, Not(HasSubstr("secret")));
}

TEST_F(Errors, AForeignHostNameOrPageIsRefused) {
  const auto status = [&](const std::string& host, const std::string& origin) {
    http::Headers headers = {{"Host", host}};
    if (!origin.empty()) headers.emplace_back("Origin", origin);
    return house_
        .Call({.method = "POST",
               .path = "/api/v1/search",
               .body = R"({"query":"x"})",
               .headers = headers,
               .token = token_})
        .status;
  };
  for (const char* host : {"localhost", "LOCALHOST:1", "127.0.0.1:8765", "[::1]:8765", "[::1]",
                           "10.1.2.3", "wenyuan.example", "wenyuan.example:443"}) {
    EXPECT_EQ(status(host, ""), 200) << host;
    EXPECT_EQ(status(host, std::string("http://") + host), 200) << host;
  }
  for (const char* host : {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "1",
                           "wenyuan.example.evil"}) {
    EXPECT_EQ(status(host, ""), 403) << host;
  }
  for (const char* origin :
       {"http://evil.example", "null", "http://localhost:2", "https://localhost:1"}) {
    EXPECT_EQ(status("localhost:1", origin), 403) << origin;
  }
}

TEST_F(Errors, EveryAnswerIsSafeToShow) {
  for (const std::string path : {"/", "/api/v1/me", "/api/v1/nothing", "/healthz", "/metrics"}) {
    const auto response = house_.Call({.path = path});
    EXPECT_EQ(http::Find(response.headers, "X-Content-Type-Options"), "nosniff") << path;
    EXPECT_EQ(http::Find(response.headers, "Referrer-Policy"), "no-referrer") << path;
    EXPECT_THAT(std::string(http::Find(response.headers, "Content-Security-Policy")),
                HasSubstr("frame-ancestors 'none'"))
        << path;
  }
}

TEST_F(Errors, MetricsNameRoutesButNothingAnybodyWrote) {
  house_.Call({.path = "/api/v1/documents/d_kormoran", .token = token_});
  house_.Call({.path = "/albatross"});
  house_.Call({.method = "ALBATROSS", .path = "/api/v1/albatross"});
  Search(R"({"query":"albatross"})");
  const std::string text = house_.Call({.path = "/metrics"}).body;
  EXPECT_THAT(text, HasSubstr(R"(route="/api/v1/documents/{id}")"));
  EXPECT_THAT(text, Not(HasSubstr("kormoran")));
  EXPECT_THAT(text, Not(HasSubstr("albatross")));
  EXPECT_THAT(text, Not(HasSubstr("ALBATROSS")));
}

}  // namespace
}  // namespace wenyuan::api
