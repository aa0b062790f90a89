#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "call.h"
#include "wenyuan/text/word_lists.h"

namespace wenyuan::api {

// One of the house's lists of words, as text. Changes are durable and in use when they return.
class WordList {
 public:
  enum class Kind : std::uint8_t { kDictionary, kSynonyms };
  // kUnsupported when the house has none.
  static Result<WordList> Of(Call& call, Kind kind);

  struct Text {
    std::string text;
    std::string version;  // differs whenever the text does
  };
  [[nodiscard]] Result<Text> Read() const;
  [[nodiscard]] std::vector<text::LineProblem> Check(std::string_view text) const;
  // Makes the text what `change` makes of it. kConflict when it is no longer `version` (empty:
  // any). On a failure the old text stays in use and on disk.
  Result<Text> Change(const std::string& version,
                      const std::function<Result<std::string>(const std::string& old)>& change);

 private:
  WordList(State& state, Kind kind) : state_(state), kind_(kind) {}
  [[nodiscard]] const std::filesystem::path& Path() const;

  State& state_;
  Kind kind_;
};

}  // namespace wenyuan::api
