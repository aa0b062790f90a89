#include "refusal.h"

#include <algorithm>
#include <string_view>

#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kMostTopics = 5;
constexpr std::size_t kNamedLibraries = 3;
constexpr std::size_t kLongTopic = 40;  // characters

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

std::string Shortened(const std::string& topic) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < topic.size() && count < kLongTopic; ++count) {
    text::NextCharacter(topic, at);
  }
  return at < topic.size() ? topic.substr(0, at) + "…" : topic;
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

std::vector<std::string> TopicsOf(const std::vector<search::Hit>& passages) {
  std::vector<std::string> topics;
  for (const search::Hit& hit : passages) {
    if (topics.size() == kMostTopics) break;
    constexpr std::string_view kBetween = " > ";
    const std::string& path = hit.chunk.heading_path;
    const std::size_t cut = path.rfind(kBetween);
    std::string topic = cut == std::string::npos ? path : path.substr(cut + kBetween.size());
    if (topic.empty()) topic = hit.document.title;
    if (topic.empty()) {  // without its folders
      topic = hit.document.source_name.substr(hit.document.source_name.rfind('/') + 1);
    }
    topic = Shortened(topic);
    const bool known = std::find(topics.begin(), topics.end(), topic) != topics.end();
    if (!topic.empty() && !known) topics.push_back(std::move(topic));
  }
  return topics;
}

}  // namespace wenyuan::answer
