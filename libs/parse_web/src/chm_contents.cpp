#include "chm_contents.h"

#include <algorithm>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMostTopics = 20'000;

std::string Attribute(std::string_view tag, std::string_view name) {
  const std::size_t at = FindIgnoringCase(tag, std::string(name) + "=");
  if (at == std::string_view::npos) return {};
  std::size_t start = at + name.size() + 1;
  if (start >= tag.size()) return {};
  const bool quoted = tag[start] == '"' || tag[start] == '\'';
  const std::size_t end = quoted ? tag.find(tag[start], start + 1) : tag.find_first_of(" >", start);
  if (quoted) ++start;
  return Collapse(tag.substr(start, std::min(end, tag.size()) - start));
}

std::string Unescaped(std::string text) {
  for (const auto& [from, to] : {std::pair<std::string_view, std::string_view>{"&lt;", "<"},
                                 {"&gt;", ">"},
                                 {"&quot;", "\""},
                                 {"&amp;", "&"}}) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + 1)) {
      text.replace(at, from.size(), to);
    }
  }
  return text;
}

}  // namespace

std::vector<ChmTopic> ReadChmContents(std::string_view html) {
  std::vector<ChmTopic> topics;
  int level = 0;
  ChmTopic topic;
  for (std::size_t at = html.find('<'); at != std::string_view::npos && topics.size() < kMostTopics;
       at = html.find('<', at + 1)) {
    const std::size_t end = std::min(html.find('>', at), html.size());
    const std::string_view tag = html.substr(at, end - at);
    const std::string name = AsciiLower(tag.substr(0, 8));
    if (name.rfind("<ul", 0) == 0) ++level;
    if (name.rfind("</ul", 0) == 0) level = std::max(0, level - 1);
    if (name.rfind("<object", 0) == 0) topic = {};
    if (name.rfind("<param", 0) == 0) {
      const std::string key = AsciiLower(Attribute(tag, "name"));
      if (key == "name" && topic.title.empty()) topic.title = Unescaped(Attribute(tag, "value"));
      if (key == "local") {
        topic.path = Unescaped(Attribute(tag, "value"));
        topic.path.resize(std::min(topic.path.find('#'), topic.path.size()));
      }
    }
    if (name.rfind("</object", 0) == 0 && !topic.title.empty() && level > 0) {
      topic.level = static_cast<std::uint8_t>(std::clamp(level, 1, 9));
      topics.push_back(topic);
      topic = {};
    }
  }
  return topics;
}

}  // namespace wenyuan::parse
