#include "wenyuan/parse/choose_parser.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wenyuan::parse {
namespace {

using std::string_view_literals::operator""sv;

Error Refusal(std::string_view bytes) {
  const std::vector<std::unique_ptr<Parser>> none;
  const auto document = ParseByContent(none, {bytes, "a.bin", "", {}, {}, {}});
  return document ? Error{ErrorCode::kNotFound, "it was read"} : document.error();
}

TEST(ChooseParser, WhatWeImportIsCalledDamagedWhenNobodyReadsIt) {
  for (const std::string_view bytes :
       {"PK\3\4 and then nothing"sv, "%PDF-1.7"sv, "a few words"sv}) {
    const Error error = Refusal(bytes);
    EXPECT_EQ(error.code, ErrorCode::kInvalidArgument) << error.message;
    EXPECT_NE(error.message.find("damaged"), std::string::npos) << error.message;
    EXPECT_NE(error.message_zh.find("已损坏"), std::string::npos) << error.message_zh;
  }
}

TEST(ChooseParser, WhatWeDoNotImportIsNamed) {
  for (const std::string_view bytes : {"\x7F"
                                       "ELF\2\1\1"sv,
                                       "\0\1\2\3"sv}) {
    const Error error = Refusal(bytes);
    EXPECT_EQ(error.code, ErrorCode::kUnsupported) << error.message;
    EXPECT_NE(error.message.find("not a format we import"), std::string::npos) << error.message;
  }
}

}  // namespace
}  // namespace wenyuan::parse
