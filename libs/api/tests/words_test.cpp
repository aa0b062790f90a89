#include <gmock/gmock.h>

#include "wenyuan/api/testing/house.h"
#include "wenyuan/base/files.h"

namespace wenyuan::api {
namespace {

using testing::At;
using ::testing::HasSubstr;
using testing::House;

class Words : public ::testing::Test {
 protected:
  Words() : token_(house_.TokenOf(house_.AddUser("admin", true))) {}

  http::Response Put(const std::string& list, const std::string& body) {
    return house_.Call({.method = "PUT",
                        .path = "/api/v1/words/" + list,
                        .body = body,
                        .headers = {{"Accept-Language", "zh"}},
                        .token = token_});
  }
  http::Response Get(const std::string& path) {
    return house_.Call({.path = "/api/v1/words/" + path, .token = token_});
  }

  House house_;
  std::string token_;
};

TEST_F(Words, AreEmptyAtFirst) {
  const auto response = Get("synonyms");
  ASSERT_EQ(response.status, 200);
  EXPECT_EQ(At(response.body, "text"), "");
}

TEST_F(Words, AreKeptAndUsedAtOnce) {
  ASSERT_EQ(Put("synonyms", R"({"text":"年假, annual leave\n"})").status, 200);
  EXPECT_EQ(house_.analyzer.reloads, 1);
  EXPECT_EQ(*ReadAll(PosixFileSystem(), house_.synonyms, 1000), "年假, annual leave\n");
  EXPECT_EQ(At(Get("synonyms").body, "text"), "年假, annual leave\n");
  EXPECT_EQ(At(Get("dictionary").body, "text"), "");
}

TEST_F(Words, NameEachBrokenLineAndChangeNothing) {
  ASSERT_EQ(Put("synonyms", R"({"text":"a, b"})").status, 200);
  const auto response = Put("synonyms", R"({"text":"a, c\n只有一个\nd, e\n,,\n"})");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(At(response.body, "lines/0/line"), "2");
  EXPECT_THAT(At(response.body, "lines/0/problem"), HasSubstr("只有一个词语"));
  EXPECT_EQ(At(response.body, "lines/1/line"), "4");
  EXPECT_THAT(At(response.body, "detail"), HasSubstr("第 2 行"));
  EXPECT_EQ(At(Get("synonyms").body, "text"), "a, b");
  EXPECT_EQ(house_.analyzer.reloads, 1);
}

TEST_F(Words, AWordOfTheDictionaryHasNoBlankAndMayHaveItsFrequency) {
  const auto response = Put("dictionary", R"({"text":"鲲龙箱 3 n\nannual leave\n年假\n"})");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(At(response.body, "lines/0/line"), "2");
  EXPECT_THAT(At(response.body, "lines/0/problem"), HasSubstr("空格"));
  EXPECT_EQ(Put("dictionary", R"({"text":"鲲龙箱 3 n\n年假 12\n"})").status, 200);
}

TEST_F(Words, RefuseAChangeOfWhatWasChangedMeanwhile) {
  const std::string version = At(Get("dictionary").body, "version");
  ASSERT_EQ(Put("dictionary", R"({"text":"鲲龙箱\n","version":")" + version + "\"}").status, 200);
  EXPECT_EQ(Put("dictionary", R"({"text":"别的\n","version":")" + version + "\"}").status, 409);
  EXPECT_EQ(At(Get("dictionary").body, "text"), "鲲龙箱\n");
}

TEST_F(Words, AreRestoredWhenTheyCannotBeUsed) {
  ASSERT_EQ(Put("dictionary", R"({"text":"鲲龙箱\n"})").status, 200);
  house_.analyzer.refusal = Error{ErrorCode::kInvalidArgument, "the other list is broken"};
  EXPECT_EQ(Put("dictionary", R"({"text":"别的\n"})").status, 400);
  EXPECT_EQ(*ReadAll(PosixFileSystem(), house_.dictionary, 1000), "鲲龙箱\n");
}

TEST_F(Words, AreAddedOnceByAnEditor) {
  const auto editor = house_.AddUser("editor");
  const auto library = house_.AddLibrary("shelf", editor.number);
  ASSERT_EQ(Put("dictionary", R"({"text":"# ours\n鲲龙箱 5"})").status, 200);
  const std::string token = house_.TokenOf(editor);
  const auto add = [&](const std::string& words) {
    return house_.Call({.method = "POST",
                        .path = "/api/v1/words/dictionary/entries",
                        .body = R"({"library":")" + library.id + R"(","words":)" + words + "}",
                        .token = token});
  };
  EXPECT_EQ(At(add(R"(["鲲龙箱","云原生","云原生"])").body, "added"), "1");
  EXPECT_EQ(*ReadAll(PosixFileSystem(), house_.dictionary, 1000), "# ours\n鲲龙箱 5\n云原生\n");
  for (const char* broken :
       {R"(["a b"])", R"(["# x"])", R"(["a\nb"])", R"(["，"])", "[]", R"([""])"}) {
    EXPECT_EQ(add(broken).status, 400) << broken;
  }
}

TEST_F(Words, AreProposedFromOpenDocumentsAlone) {
  const auto owner = house_.AddUser("owner");
  const auto library = house_.AddLibrary("shelf", owner.number);
  const auto put = [&](const std::string& name, const std::string& text) {
    parse::Document parsed;
    parsed.format = "txt";
    parsed.blocks = {{parse::BlockKind::kParagraph, 0, 0, text, {}, {}, {}}};
    return house_.MakeReady(house_.AddDocument(library, name), parsed,
                            {{0, text, "", 0, {}, "", 0, 1}});
  };
  std::string text;
  for (int i = 0; i < 200; ++i) text += "天地玄黄宇宙洪荒日月盈昃辰宿列张";
  put("open", text + "，用鲲龙箱装，买鲲龙箱来，新鲲龙箱贵，旧鲲龙箱好。");
  const auto hidden = put("hidden", "，用鹏虎柜装，买鹏虎柜来，新鹏虎柜贵，旧鹏虎柜好。");
  ASSERT_TRUE(house_.store->libraries().Restrict(hidden.number, {{owner.number}}));
  const auto response = house_.Call({.path = "/api/v1/words/proposals",
                                     .query = {{"library", library.id}},
                                     .token = house_.TokenOf(owner)});
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_THAT(response.body, HasSubstr("鲲龙箱"));
  EXPECT_THAT(response.body, ::testing::Not(HasSubstr("鹏虎柜")));
  EXPECT_EQ(At(response.body, "all"), "true");
}

TEST_F(Words, SuggestionsHaveTheAgreedShape) {
  house_.suggester.completions.completions = {
      {"关于年假", "年假", search::Completion::Kind::kInitials}};
  const auto response = house_.Call({.path = "/api/v1/suggest",
                                     .query = {{"q", "𠀀 -病假 P* nj"}, {"library", "l_1"}},
                                     .token = token_});
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(house_.suggester.last_libraries, std::vector<std::string>{"l_1"});
  EXPECT_EQ(At(response.body, "completions/0/text"), "关于年假");
  EXPECT_EQ(At(response.body, "completions/0/kind"), "initials");
  EXPECT_EQ(At(response.body, "chips/0/kind"), "must_not");
  EXPECT_EQ(At(response.body, "chips/0/begin"), "3");
  EXPECT_EQ(At(response.body, "chips/0/end"), "6");
  EXPECT_EQ(At(response.body, "hints/0/code"), "short_prefix");
  EXPECT_EQ(At(response.body, "ready"), "true");
}

TEST_F(Words, CorrectionsHaveTheAgreedShape) {
  const auto ask = [&] {
    return house_.Call(
        {.path = "/api/v1/suggest/correction", .query = {{"q", "年价"}}, .token = token_});
  };
  EXPECT_EQ(At(ask().body, "text"), "null");
  house_.suggester.correction = {"年假", {{"年价", "年假"}}};
  EXPECT_EQ(At(ask().body, "text"), "年假");
  EXPECT_EQ(At(ask().body, "changes/0/from"), "年价");
}

}  // namespace
}  // namespace wenyuan::api
