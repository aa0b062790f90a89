#include "one/notebook.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "one/properties.h"
#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {

void AddOneNotebook(const OneStore& store, DocumentBuilder& out) {
  const OneSpace* space = store.Space(store.Root());
  if (space == nullptr) return;
  std::set<std::pair<std::uint32_t, std::string>> names;  // by their place in the notebook
  for (const auto& [id, object] : space->objects) {
    const OneProperties properties(store, object);
    std::string name = properties.Wide(one_property::kSectionFile);
    constexpr std::string_view kEnding = ".one";
    if (EndsWithIgnoringCase(name, kEnding)) name.resize(name.size() - kEnding.size());
    if (name.empty() || name == "OneNote_RecycleBin") continue;
    names.emplace(Bytes(properties.Data(one_property::kSectionPlace)).U32(0), std::move(name));
  }
  std::set<std::string> said;
  for (const auto& [place, name] : names) {
    if (said.insert(name).second) out.Add(BlockKind::kListItem, name, 1);
  }
}

}  // namespace wenyuan::parse
