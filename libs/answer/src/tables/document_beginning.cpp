#include "document_beginning.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "../units.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kPassagesOfADocument = 100;
constexpr std::uint32_t kFirstPassages = 3;  // where there are no pages

bool IsBeginning(const store::Chunk& chunk) {
  return chunk.page > 0 ? chunk.page == 1 : chunk.number < kFirstPassages;
}

bool Has(const text::Analyzer& analyzer, std::string_view text, std::string_view name) {
  std::set<std::string> there;
  for (Unit& unit : UnitsOf(analyzer, text)) there.insert(std::move(unit.term));
  const std::vector<Unit> wanted = UnitsOf(analyzer, name);
  return std::all_of(wanted.begin(), wanted.end(),
                     [&there](const Unit& unit) { return there.contains(unit.term); });
}

}  // namespace

Result<bool> BeginningNames(const text::Analyzer& analyzer, const search::Searcher& searcher,
                            const search::SearchRequest& request, const access::Asker& asker,
                            const search::Hit& hit, std::span<const std::string> names) {
  for (const std::string& name : names) {
    if (Has(analyzer, hit.document.title, name)) continue;
    std::string title = hit.document.title;
    std::replace(title.begin(), title.end(), '"', ' ');
    search::SearchRequest named = request;
    named.query = "+\"" + name + "\" title:\"" + title + "\"";
    named.k = kPassagesOfADocument;
    WY_TRY(const search::SearchResult found, searcher.Search(named, asker));
    const bool there =
        std::any_of(found.hits.begin(), found.hits.end(), [&](const search::Hit& one) {
          return one.document.id == hit.document.id && IsBeginning(one.chunk) &&
                 Has(analyzer, one.chunk.heading_path + "\n" + one.chunk.text, name);
        });
    if (!there) return false;
  }
  return true;
}

}  // namespace wenyuan::answer
