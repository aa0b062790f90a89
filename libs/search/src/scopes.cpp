#include "scopes.h"

#include <set>
#include <utility>

namespace wenyuan::search {
namespace {

Result<std::vector<access::LibraryRights>> Readable(const access::Access& access,
                                                    const SearchRequest& request,
                                                    const access::Asker& asker) {
  if (request.libraries.empty()) return access.Libraries(asker, store::Role::kReader);
  std::vector<access::LibraryRights> readable;
  for (const std::string& id : std::set(request.libraries.begin(), request.libraries.end())) {
    WY_TRY(auto rights, access.Library(asker, id, store::Role::kReader));
    readable.push_back(std::move(rights));
  }
  return readable;
}

// Which documents pass the request's filters; nothing when it has none.
Result<std::optional<index::DocumentSet>> Filter(store::Store& store, const SearchRequest& request,
                                                 store::LibraryNumber library) {
  std::optional<index::DocumentSet> passing;
  if (request.format.empty() && request.tag.empty() && !request.changed_from &&
      !request.changed_until) {
    return passing;
  }
  store::DocumentFilter filter;
  filter.libraries = {library};
  filter.format = request.format;
  filter.tag = request.tag;
  filter.changed_from = request.changed_from;
  filter.changed_until = request.changed_until;
  filter.all_restricted = true;  // narrows only: what may be read is decided beside it
  WY_TRY(const std::vector<store::DocumentNumber> numbers, store.documents().Numbers(filter));
  passing.emplace(numbers.size(), numbers.data());
  return passing;
}

}  // namespace

Result<std::vector<Scope>> FindScopes(const SearchParts& parts, const SearchRequest& request,
                                      const access::Asker& asker) {
  WY_TRY(const std::vector<access::LibraryRights> readable, Readable(parts.access, request, asker));
  std::vector<Scope> scopes;
  for (const access::LibraryRights& rights : readable) {
    const index::LibraryIndex* const keywords = parts.index_of(rights.library.number);
    if (keywords == nullptr) continue;
    WY_TRY(auto filter, Filter(parts.store, request, rights.library.number));
    const LibraryVectors vectors =
        parts.vectors_of ? parts.vectors_of(rights.library.number) : LibraryVectors();
    scopes.push_back({rights, std::move(filter), keywords, vectors});
  }
  return scopes;
}

}  // namespace wenyuan::search
