#include "one/section.h"

#include <vector>

#include "one/page.h"
#include "one/properties.h"

namespace wenyuan::parse {
namespace {

constexpr std::uint32_t kNotebook = 0x00020001;

// Nullptr where it is lost.
const OneObject* RootOf(const OneSpace* section) {
  if (section == nullptr) return nullptr;
  const auto root = section->roots.find(kOneContentRole);
  if (root == section->roots.end()) return nullptr;
  const auto object = section->objects.find(root->second);
  return object == section->objects.end() ? nullptr : &object->second;
}

// In the order in which the section shows them.
std::vector<OneId> PagesOf(const OneStore& store) {
  std::vector<OneId> pages;
  const OneSpace* section = store.Space(store.Root());
  const OneObject* root = RootOf(section);
  if (root == nullptr) return pages;
  const OneProperties properties(store, *root);
  for (const OneId& id : properties.Ids(one_property::kChildren)) {
    const auto series = section->objects.find(id);
    if (series == section->objects.end()) continue;
    const OneProperties inside(store, series->second);
    const auto& ids = inside.Ids(one_property::kPages);
    pages.insert(pages.end(), ids.begin(), ids.end());
  }
  return pages;
}

std::size_t AddPages(const OneStore& store, const std::vector<OneId>& pages, DocumentBuilder& out) {
  std::size_t added = 0;
  for (const OneId& id : pages) {
    const OneSpace* space = store.Space(id);
    if (space == nullptr || out.Full()) continue;
    OnePage page(store, *space, out);
    if (!page.IsPage()) continue;
    page.Read();
    ++added;
  }
  return added;
}

}  // namespace

bool IsOneNotebook(const OneStore& store) {
  const OneObject* root = RootOf(store.Space(store.Root()));
  return root != nullptr && root->kind == kNotebook;
}

void AddOneSection(const OneStore& store, DocumentBuilder& out) {
  if (AddPages(store, PagesOf(store), out) > 0) return;
  if (AddPages(store, store.Order(), out) > 0) {
    out.Warn("the section's list of pages is damaged; they are in the order of the file");
  }
}

}  // namespace wenyuan::parse
