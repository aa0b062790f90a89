#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "wenyuan/api/testing/house.h"

namespace wenyuan::api {

// A library of three people, with an open document and one that only its owner may read.
class SharedLibrary : public ::testing::Test {
 protected:
  SharedLibrary() {
    const auto owner = house_.AddUser("owner");
    const auto editor = house_.AddUser("editor");
    const auto reader = house_.AddUser("reader");
    library_ = house_.AddLibrary("人事", owner.number);
    house_.Grant(library_, editor, store::Role::kEditor);
    house_.Grant(library_, reader, store::Role::kReader);
    open_ = Ready("open.txt");
    hidden_ = Ready("hidden.txt");
    EXPECT_TRUE(
        house_.store->libraries().Restrict(hidden_.number, std::vector<store::UserNumber>()));
    owner_ = house_.TokenOf(owner);
    editor_ = house_.TokenOf(editor);
    reader_ = house_.TokenOf(reader);
    base_ = "/api/v1/libraries/" + library_.id;
  }

  store::Document Ready(const std::string& name) {
    parse::Document parsed;
    parsed.format = "txt";
    parsed.blocks = {{parse::BlockKind::kParagraph, 0, 0, "words", {}, {}, {}}};
    return house_.MakeReady(house_.AddDocument(library_, name, name), parsed,
                            {{0, "words", "", 4, {}, "", 0, 1}});
  }

  http::Response Call(const std::string& token, const std::string& method, const std::string& path,
                      const std::string& body = {},
                      std::vector<std::pair<std::string, std::string>> query = {}) {
    return house_.Call(
        {.method = method, .path = path, .query = std::move(query), .body = body, .token = token});
  }

  testing::House house_;
  store::Library library_;
  store::Document open_;
  store::Document hidden_;
  std::string owner_;
  std::string editor_;
  std::string reader_;
  std::string base_;
};

}  // namespace wenyuan::api
