#include "simplified.h"

#include <exception>
#include <opencc/DictEntry.hpp>
#include <opencc/Lexicon.hpp>
#include <opencc/MarisaDict.hpp>
#include <string>

#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

constexpr const char* kTable = WENYUAN_OPENCC_FOLDER "/TSCharacters.ocd2";

}  // namespace

Result<std::unordered_map<char32_t, char32_t>> LoadSimplifiedForms() {
  std::unordered_map<char32_t, char32_t> forms;
  try {
    // The table as it lies: asking the converter for every character takes a tenth of a second.
    const auto table = opencc::SerializableDict::NewFromFile<opencc::MarisaDict>(kTable);
    for (const auto& entry : *table->GetLexicon()) {
      const std::string from = entry->Key();
      const std::string to = entry->GetDefault();
      if (from == to || CountCharacters(from) != 1 || CountCharacters(to) != 1) continue;
      std::size_t from_at = 0;
      std::size_t to_at = 0;
      forms.emplace(NextCharacter(from, from_at), NextCharacter(to, to_at));
    }
  } catch (const std::exception& error) {
    return Error{ErrorCode::kUnavailable,
                 std::string("cannot load the simplified characters from \"") + kTable +
                     "\": " + error.what() + "; install the package libopencc1.1",
                 std::string("无法从“") + kTable + "”加载简体字表：" + error.what() +
                     "；请安装软件包 libopencc1.1"};
  }
  return forms;
}

}  // namespace wenyuan::text
