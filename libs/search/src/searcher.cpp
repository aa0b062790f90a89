#include "wenyuan/search/searcher.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "highlight.h"
#include "hit_loader.h"
#include "passage_tokens.h"
#include "question_notes.h"
#include "retrieval.h"
#include "scopes.h"
#include "subject_lift.h"
#include "table_passages.h"
#include "wenyuan/search/diversity.h"
#include "wenyuan/search/freshness.h"
#include "wenyuan/search/near_duplicates.h"
#include "wenyuan/search/query_syntax.h"
#include "wenyuan/search/rerank.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

constexpr std::size_t kMostQueryBytes = std::size_t{32} << 10U;
constexpr std::size_t kMostHits = 1000;
// Asked for beyond k, so that hits which the store no longer has leave no gap.
constexpr std::size_t kSpareHits = 16;
// So many are put in order by what they say, however few are wanted.
constexpr std::size_t kRanked = 30;

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
  explicit IndexSearcher(SearchParts parts) : parts_(std::move(parts)), retrieval_(parts_) {}

  Result<SearchResult> Search(const SearchRequest& request,
                              const access::Asker& asker) const override {
    WY_CHECK(Check(request));
    SearchRequest narrowed = request;
    WY_TRY(QuestionSyntax syntax, ApplySyntax(narrowed, parts_.access, asker));
    WY_TRY(const std::vector<Scope> scopes, FindScopes(parts_, narrowed, asker));
    SearchResult result;
    result.query = parts_.analyzer.Query(syntax.text);
    result.hints = std::move(syntax.hints);
    if (!SaysSomething(syntax.text)) {
      result.hints.push_back(NothingToLookFor());
      result.meaning.state = Meaning::State::kUnused;
      return result;
    }
    if (auto left_out = LeftOut(result.query)) result.hints.push_back(*std::move(left_out));
    if (auto rebuilt = NoteLacking(scopes, narrowed)) result.hints.push_back(*std::move(rebuilt));
    // Before quotations that no passage has are made of the same kind.
    const std::vector<NamedCode> codes = CodesOf(parts_.analyzer, syntax.text, result.query);
    const std::size_t depth = request.k + kSpareHits;
    const auto retrieve = [&] {
      return retrieval_.Run(scopes, narrowed, result.query, syntax.text, asker.user, depth);
    };
    WY_TRY(Retrieved found, retrieve());
    if (found.candidates.empty() && !result.query.must.empty()) {
      // A quotation from memory is often not exact: rather the nearest passages than nothing.
      result.relaxed = true;
      std::move(result.query.must.begin(), result.query.must.end(),
                std::back_inserter(result.query.preferred));
      result.query.must.clear();
      WY_TRY(found, retrieve());
    }
    result.total = found.total;
    result.meaning = found.meaning;
    HitLoader loader(parts_.store);
    WY_TRY(result.hits, loader.Load(found.candidates, scopes, found.bound,
                                    std::max(request.k + kSpareHits, kRanked)));
    PassageTokens tokens(parts_.analyzer);
    Rank(syntax.text, request, tokens, result);
    if (result.hits.size() > request.k) result.hits.resize(request.k);
    WY_CHECK(NoteMissing(codes, scopes, narrowed, result));
    Highlighter highlighter(tokens, result.query);
    for (Hit& hit : result.hits) hit.highlights = highlighter.Mark(hit.chunk.text);
    return result;
  }

  Result<std::optional<QueryHint>> NoteOfIndexes(const SearchRequest& request,
                                                 const access::Asker& asker) const override {
    WY_CHECK(Check(request));
    SearchRequest narrowed = request;
    WY_CHECK(ApplySyntax(narrowed, parts_.access, asker));
    WY_TRY(const std::vector<Scope> scopes, FindScopes(parts_, narrowed, asker));
    return NoteLacking(scopes, narrowed);
  }

  Result<std::vector<store::Chunk>> PassagesOfTable(const Hit& hit) const override {
    return TablePassages(parts_.store, hit);
  }

 private:
  [[nodiscard]] std::optional<QueryHint> NoteLacking(const std::vector<Scope>& scopes,
                                                     const SearchRequest& request) const {
    if (!parts_.lacks_of) return std::nullopt;
    std::vector<std::string> libraries;
    for (const Scope& scope : scopes) {
      const store::Library& library = scope.rights.library;
      if (parts_.lacks_of(library.number, scope.VisibleWithout(request.without))) {
        libraries.push_back(library.name);
      }
    }
    if (libraries.empty()) return std::nullopt;
    return BeingBuiltAgain(libraries);
  }

  // Who looks for a part number should not have to read that these are others.
  static Result<void> NoteMissing(const std::vector<NamedCode>& codes,
                                  const std::vector<Scope>& scopes, const SearchRequest& request,
                                  SearchResult& result) {
    std::vector<std::string> missing;
    for (const NamedCode& code : codes) {
      const bool shown = std::any_of(result.hits.begin(), result.hits.end(), [&](const Hit& hit) {
        return IsWrittenIn(code.written, hit);
      });
      if (shown) continue;
      WY_TRY(const bool occurs, Retrieval::Occurs(scopes, request, code.phrase));
      if (!occurs) missing.push_back(code.written);
    }
    if (!missing.empty()) result.hints.push_back(NobodyHas(missing, !result.hits.empty()));
    return {};
  }

  void Rank(const std::string& question, const SearchRequest& request, PassageTokens& tokens,
            SearchResult& result) const {
    std::vector<Hit>& hits = result.hits;
    if (parts_.rank.rerank) RerankByFeatures(parts_.analyzer, question, result.query, hits);
    LiftSubjects(tokens, result.query, hits);
    result.reranking = AskModel(question, request, result.query, hits);
    const UnixMillis now = parts_.clock.Now();
    HonourTime(question, now, hits);
    for (Hit& hit : hits) MarkHolding(hit, now);
    if (parts_.rank.collapse) CollapseNearDuplicates(hits);
    if (parts_.rank.diversify && request.diversify) {
      Diversify(tokens, result.query, {request.k}, hits);
    }
  }

  [[nodiscard]] std::size_t HitsToRead(const SearchRequest& request) const {
    if (!request.rerank) return parts_.rerank_hits;
    return *request.rerank ? std::max(parts_.rerank_hits, kRerankedWhenAsked) : 0;
  }

  Reranking AskModel(const std::string& question, const SearchRequest& request,
                     const text::AnalyzedQuery& query, std::vector<Hit>& hits) const {
    Reranking reranking;
    const std::size_t depth = HitsToRead(request);
    if (parts_.reranker == nullptr || depth == 0) return reranking;
    const auto reranker = parts_.reranker->Now();
    if (reranker == nullptr) return reranking;
    reranking.state = Reranking::State::kUnused;
    if (request.mode != Mode::kHybrid) return reranking;
    ModelRerankOptions options;
    options.depth = depth;
    options.deadline = Deadline::After(parts_.rerank_budget);
    ModelRerank done = RerankByModel(*reranker, question, query, options, hits);
    if (done.wanted == 0) return reranking;
    reranking.read = done.read;
    reranking.reason = std::move(done.note);
    reranking.reason_zh = std::move(done.note_zh);
    reranking.state = done.read == done.wanted ? Reranking::State::kUsed
                      : done.read > 0          ? Reranking::State::kPartly
                                               : Reranking::State::kAway;
    return reranking;
  }

  const SearchParts parts_;
  mutable Retrieval retrieval_;  // keeps questions' vectors; any thread
};

}  // namespace

Result<std::optional<QueryHint>> Searcher::NoteOfIndexes(const SearchRequest& /*request*/,
                                                         const access::Asker& /*asker*/) const {
  return std::optional<QueryHint>();
}

Result<std::vector<store::Chunk>> Searcher::PassagesOfTable(const Hit& hit) const {
  return std::vector<store::Chunk>{hit.chunk};
}

std::unique_ptr<Searcher> MakeSearcher(SearchParts parts) {
  return std::make_unique<IndexSearcher>(std::move(parts));
}

}  // namespace wenyuan::search
