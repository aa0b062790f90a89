#include "chat_text.h"

#include <algorithm>

#include "../answer_view.h"
#include "../links.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::api {
namespace {

std::string TitleOf(const answer::Citation& citation, bool chinese) {
  if (citation.page == 0) return citation.title;
  const std::string page = std::to_string(citation.page);
  return citation.title + (chinese ? " · 第 " + page + " 页" : " · p. " + page);
}

}  // namespace

std::string ChatText::Append(std::string piece) {
  characters_ += text::CountCharacters(piece);
  text_ += piece;
  return piece;
}

std::size_t ChatText::NumberOf(const answer::Citation& citation) {
  std::string url = LinkOf(options_.own_address, citation);
  const auto known = std::find_if(sources_.begin(), sources_.end(),
                                  [&](const Source& source) { return source.url == url; });
  if (known == sources_.end()) {
    sources_.push_back({TitleOf(citation, options_.chinese), std::move(url)});
    return sources_.size() - 1;
  }
  return static_cast<std::size_t>(known - sources_.begin());
}

std::string ChatText::Add(const answer::Sentence& sentence) {
  std::string piece;
  if (!text_.empty()) piece = Append(options_.chinese ? "\n" : " ");
  const std::size_t begin = characters_;
  piece += Append(sentence.text);
  std::vector<std::size_t> numbers;
  for (const answer::Citation& citation : sentence.citations) {
    const std::size_t number = NumberOf(citation);
    if (std::find(numbers.begin(), numbers.end(), number) != numbers.end()) continue;
    numbers.push_back(number);
    places_.push_back({begin, characters_, number});
  }
  if (const std::string day = ExpiredOn(sentence); !day.empty()) {
    piece += Append(options_.chinese ? "（已于 " + day + " 失效）" : " (expired on " + day + ")");
  }
  if (const std::string day = HoldsFrom(sentence); !day.empty()) {
    piece +=
        Append(options_.chinese ? "（自 " + day + " 起才生效）" : " (holds only from " + day + ")");
  }
  if (!sentence.doubt.empty()) {
    piece += Append(options_.chinese ? "（未经证实：" + sentence.doubt_zh + "）"
                                     : " (unproven: " + sentence.doubt + ")");
  }
  if (options_.sources_in_text && !numbers.empty()) {
    std::string marks = " ";
    for (const std::size_t number : numbers) marks += "[" + std::to_string(number + 1) + "]";
    piece += Append(std::move(marks));
  }
  return piece;
}

std::string ChatText::AddPlain(std::string_view text) { return Append(std::string(text)); }

std::string ChatText::AddHints(const std::vector<search::QueryHint>& hints) {
  std::string piece;
  for (const search::QueryHint& hint : hints) {
    piece += options_.chinese ? "\n\n注意：" + hint.message_zh + "。"
                              : "\n\nNote: " + hint.message + ".";
  }
  return Append(std::move(piece));
}

std::string ChatText::Finish() {
  if (!options_.sources_in_text || sources_.empty()) return {};
  std::string list = options_.chinese ? "\n\n出处：\n" : "\n\nSources:\n";
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    std::string title = sources_[i].title;
    std::replace_if(
        title.begin(), title.end(), [](char letter) { return letter == '[' || letter == ']'; },
        ' ');
    list += std::to_string(i + 1) + ". [" + title + "](" + sources_[i].url + ")\n";
  }
  return Append(std::move(list));
}

Json ChatText::Annotations(bool numbered) const {
  Json::Array annotations;
  for (const Place& place : places_) {
    const Source& source = sources_[place.source];
    Json::Object annotation;
    if (numbered) annotation.emplace_back("index", annotations.size());
    annotation.emplace_back("type", "url_citation");
    annotation.emplace_back("url_citation", Json{{"start_index", place.begin},
                                                 {"end_index", place.end},
                                                 {"title", source.title},
                                                 {"url", source.url}});
    annotations.emplace_back(std::move(annotation));
  }
  return annotations;
}

}  // namespace wenyuan::api
