#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "folding.h"
#include "tokenizer.h"
#include "wenyuan/base/result.h"
#include "wenyuan/text/sentences.h"
#include "wenyuan/text/word_lists.h"

namespace wenyuan::text {

// What to look for as well when a word or phrase is asked for. Constant after construction.
class Synonyms {
 public:
  // Lines as ReadSynonymLines() reads them. An absent file has none.
  static Result<Synonyms> Load(const std::filesystem::path& path, const Folder& folder);
  // Requires lines without problems.
  static Synonyms Of(const std::vector<SynonymLine>& lines, const Folder& folder);

  [[nodiscard]] bool Empty() const { return groups_.empty(); }

  // A place of a text where a word or phrase of ours stands, as whole words.
  struct Found {
    Range at;  // bytes
    const std::vector<std::string>* others = nullptr;
  };
  // The longest at each place, apart; none that overlaps one of `never`, which is in order.
  [[nodiscard]] std::vector<Found> Find(std::string_view text, const Analysis& analysis,
                                        const std::vector<Range>& never,
                                        const Folder& folder) const;

 private:
  std::unordered_map<std::string, std::uint32_t> groups_;  // of a phrase's units
  std::vector<std::vector<std::string>> others_;           // by group
  std::size_t longest_ = 0;                                // in units
};

}  // namespace wenyuan::text
