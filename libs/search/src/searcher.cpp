#include "wenyuan/search/searcher.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "highlight.h"
#include "hit_loader.h"
#include "subject_lift.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

constexpr std::size_t kMostQueryBytes = std::size_t{32} << 10U;
constexpr std::size_t kMostHits = 1000;
// Asked for beyond k, so that hits which the store no longer has leave no gap.
constexpr std::size_t kSpareHits = 16;

Result<void> Check(const SearchRequest& request) {
  if (request.query.size() > kMostQueryBytes) {
    return Error{
        ErrorCode::kInvalidArgument,
        "the question is " + std::to_string(request.query.size()) +
            " bytes long; shorten it to 32768 or less",
        "问题长 " + std::to_string(request.query.size()) + " 字节；请缩短到 32768 字节以内"};
  }
  if (!text::IsValidUtf8(request.query)) {
    return Error{ErrorCode::kInvalidArgument, "the question is not valid UTF-8; send it as UTF-8",
                 "问题不是有效的 UTF-8 文本；请以 UTF-8 编码发送"};
  }
  if (request.query.find_first_not_of(" \t\r\n") == std::string::npos) {
    return Error{ErrorCode::kInvalidArgument, "the question is empty; ask for at least one word",
                 "问题为空；请至少输入一个词"};
  }
  if (request.k < 1 || request.k > kMostHits) {
    return Error{
        ErrorCode::kInvalidArgument,
        "the number of hits asked for is " + std::to_string(request.k) + "; ask for 1 to 1000",
        "请求的结果数为 " + std::to_string(request.k) + "；请取 1 到 1000"};
  }
  return {};
}

class IndexSearcher final : public Searcher {
 public:
  IndexSearcher(const text::Analyzer& analyzer, store::Store& store, const access::Access& access,
                IndexOf index_of)
      : analyzer_(analyzer), store_(store), access_(access), index_of_(std::move(index_of)) {}

  Result<SearchResult> Search(const SearchRequest& request,
                              const access::Asker& asker) const override {
    WY_CHECK(Check(request));
    WY_TRY(const std::vector<access::LibraryRights> readable, Readable(request, asker));
    // Both stand beside the shards, which point into them.
    std::vector<access::LibraryRights> scopes;
    std::vector<std::optional<index::DocumentSet>> filters;
    std::vector<const index::LibraryIndex*> indexes;
    for (const access::LibraryRights& rights : readable) {
      const index::LibraryIndex* const index = index_of_(rights.library.number);
      if (index == nullptr) continue;
      WY_TRY(auto filter, Filter(request, rights.library.number));
      scopes.push_back(rights);
      filters.push_back(std::move(filter));
      indexes.push_back(index);
    }
    std::vector<index::Shard> shards;
    for (std::size_t i = 0; i < scopes.size(); ++i) {
      shards.push_back(
          {indexes[i],
           {scopes[i].restricted.get(), filters[i] ? &*filters[i] : nullptr, &request.without}});
    }
    SearchResult result;
    result.query = analyzer_.Query(request.query);
    const std::size_t wanted = request.k + kSpareHits;
    WY_TRY(index::Hits found, index::Search(shards, result.query, wanted, index::ScoringOptions()));
    if (found.hits.empty() && !result.query.must.empty()) {
      // A quotation from memory is often not exact: rather the nearest passages than nothing.
      result.relaxed = true;
      std::move(result.query.must.begin(), result.query.must.end(),
                std::back_inserter(result.query.preferred));
      result.query.must.clear();
      WY_TRY(found, index::Search(shards, result.query, wanted, index::ScoringOptions()));
    }
    result.total = found.total;
    HitLoader loader(store_);
    WY_TRY(result.hits,
           loader.Load(found.hits, scopes, result.query.preferred.empty() ? request.k : wanted));
    LiftSubjects(analyzer_, result.query, result.hits);
    if (result.hits.size() > request.k) result.hits.resize(request.k);
    const Highlighter highlighter(analyzer_, result.query);
    for (Hit& hit : result.hits) hit.highlights = highlighter.Mark(hit.chunk.text);
    return result;
  }

 private:
  Result<std::vector<access::LibraryRights>> Readable(const SearchRequest& request,
                                                      const access::Asker& asker) const {
    if (request.libraries.empty()) return access_.Libraries(asker, store::Role::kReader);
    std::vector<access::LibraryRights> readable;
    for (const std::string& id : std::set(request.libraries.begin(), request.libraries.end())) {
      WY_TRY(auto rights, access_.Library(asker, id, store::Role::kReader));
      readable.push_back(std::move(rights));
    }
    return readable;
  }

  // Which documents pass the request's filters; nothing when it has none.
  Result<std::optional<index::DocumentSet>> Filter(const SearchRequest& request,
                                                   store::LibraryNumber library) const {
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
    WY_TRY(const std::vector<store::DocumentNumber> numbers, store_.documents().Numbers(filter));
    passing.emplace(numbers.size(), numbers.data());
    return passing;
  }

  const text::Analyzer& analyzer_;
  store::Store& store_;
  const access::Access& access_;
  const IndexOf index_of_;
};

}  // namespace

std::unique_ptr<Searcher> MakeSearcher(const text::Analyzer& analyzer, store::Store& store,
                                       const access::Access& access, IndexOf index_of) {
  return std::make_unique<IndexSearcher>(analyzer, store, access, std::move(index_of));
}

}  // namespace wenyuan::search
