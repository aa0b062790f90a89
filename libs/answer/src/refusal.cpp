#include "refusal.h"

#include <algorithm>

namespace wenyuan::answer {
namespace {

constexpr std::size_t kNamedLibraries = 3;

std::string Listed(const std::vector<std::string>& names, std::size_t most, bool chinese) {
  std::string list;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) {
    if (i > 0 && !chinese) list += ", ";
    list += chinese ? "“" + names[i] + "”" : "'" + names[i] + "'";
  }
  if (names.size() > most) {
    const std::string more = std::to_string(names.size() - most);
    list += chinese ? "等 " + std::to_string(names.size()) + " 个知识库" : " and " + more + " more";
  }
  return list;
}

std::string ChineseText(const Answer& refused) {
  const std::string where = refused.searched.empty()
                                ? "在您能阅读的资料中"
                                : "在" + Listed(refused.searched, kNamedLibraries, true) + "中";
  if (refused.passages.empty()) {
    return where + "，没有找到与这个问题有关的内容。请换一种问法，或者先导入有关的文件。";
  }
  std::string text = where + "，没有找到能回答这个问题的内容。";
  for (std::size_t i = 0; i < refused.topics.size(); ++i) {
    text += (i == 0 ? "接近的主题有：" : "、") + refused.topics[i];
  }
  return text + (refused.topics.empty() ? "" : "。");
}

std::string EnglishText(const Answer& refused) {
  const std::string where =
      refused.searched.empty()
          ? "The documents you may read"
          : "The documents you may read in " + Listed(refused.searched, kNamedLibraries, false);
  if (refused.passages.empty()) {
    return where +
           " have nothing about this question. Ask it in other words, or import documents about it "
           "first.";
  }
  std::string text = where + " do not answer this question.";
  for (std::size_t i = 0; i < refused.topics.size(); ++i) {
    text += (i == 0 ? " Near it are: " : "; ") + refused.topics[i];
  }
  return text + (refused.topics.empty() ? "" : ".");
}

}  // namespace

std::string RefusalText(Language language, bool found_passages) {
  Answer refused;
  if (found_passages) refused.passages.resize(1);
  return RefusalText(language, refused);
}

std::string RefusalText(Language language, const Answer& refused) {
  const bool chinese = language == Language::kChinese;
  std::string text = chinese ? ChineseText(refused) : EnglishText(refused);
  if (!refused.ask_a_person.empty()) {
    text += chinese ? "也可以咨询：" + refused.ask_a_person
                    : " You can also ask: " + refused.ask_a_person;
  }
  return text;
}

}  // namespace wenyuan::answer
