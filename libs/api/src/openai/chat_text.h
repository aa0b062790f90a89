#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "../json.h"
#include "wenyuan/answer/answer.h"

namespace wenyuan::api {

// The content of a message as it grows: sentence by sentence, with the place of each in it. One
// thread.
class ChatText {
 public:
  struct Options {
    bool chinese = false;  // of the question
    std::string own_address;
    // For clients that show no annotations: a number after each sentence, and a list at the end.
    bool sources_in_text = false;
  };
  explicit ChatText(Options options) : options_(std::move(options)) {}

  // Returns the piece of content that is new.
  std::string Add(const answer::Sentence& sentence);
  std::string AddPlain(std::string_view text);
  // What is to be known of the search, a paragraph each.
  std::string AddHints(const std::vector<search::QueryHint>& hints);
  // The list of sources, if it is wanted; nothing comes after it.
  std::string Finish();

  [[nodiscard]] const std::string& text() const { return text_; }
  // OpenAI's url_citation of each proof; its indexes count characters of the content, the end is
  // the one behind the last. `numbered` gives each an "index", by which clients put together what
  // comes in a stream.
  [[nodiscard]] Json Annotations(bool numbered) const;

 private:
  struct Source {
    std::string title;
    std::string url;
  };
  struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t source = 0;
  };
  std::size_t NumberOf(const answer::Citation& citation);
  std::string Append(std::string piece);

  const Options options_;
  std::string text_;
  std::size_t characters_ = 0;  // of text_
  std::vector<Source> sources_;
  std::vector<Place> places_;
};

}  // namespace wenyuan::api
