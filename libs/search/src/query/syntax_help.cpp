#include "wenyuan/search/query_syntax.h"

namespace wenyuan::search {
namespace {

constexpr std::string_view kEnglish = R"(  "annual leave"      these words, together
  +trial  -sick       must occur, must not occur; also before a quotation
  title:leave         in the title; heading: and body: as well
  PPR-90*             begins so; two characters or more
  type:pdf            only this format
  tag:contract        only documents with this tag
  library:"HR rules"  only in this library
  after:2024-01-01  before:2024-06
                      changed since, or earlier (UTC)
A minus before a number stays a number: to leave out 2019 write -"2019".
)";

constexpr std::string_view kChinese = R"(  “带薪年假”            引号内的文字须连续出现
  +试用期  -病假        必须出现、不得出现；也可写在引号前
  标题:年假             在标题中出现；另有 章节: 和 正文:
  PPR-90*               以此开头，至少两个字符
  类型:pdf              只查该格式
  标签:合同             只查带该标签的文档
  知识库:“人事制度”     只查该知识库
  之后:2024-01-01  之前:2024-06
                        在此之后或之前改动过（UTC）
数字前的减号仍是数字的一部分：要排除 2019，请写 -“2019”。
)";

}  // namespace

std::string_view SyntaxHelp(Language language) {
  return language == Language::kChinese ? kChinese : kEnglish;
}

}  // namespace wenyuan::search
