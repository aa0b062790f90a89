// wenyuan_retrieval build CORPUS INDEX [rights]   prints one line of JSON
// wenyuan_retrieval serve CORPUS INDEX [rights]   reads "ask FILE FILTER K" lines
// wenyuan_retrieval check CORPUS INDEX QUESTIONS  compares with exhaustive scoring
// wenyuan_retrieval model CORPUS                  exhaustive scoring with the peers' lengths
// With "rights" a tenth of the documents is restricted, and the asker may read all of it.
// The index is sealed and on disk as in the product. See bench/retrieval/README.md.
#include <time.h>

#include <iostream>
#include <string>
#include <vector>

#include "compare.h"
#include "filters.h"
#include "our_engine.h"

namespace wenyuan::bench {
namespace {

Result<void> Serve(const Corpus& corpus, const std::filesystem::path& folder,
                   const index::DocumentSet* restricted) {
  WY_TRY(const Opened opened, OpenIndex(folder));
  for (std::string line; std::getline(std::cin, line);) {
    WY_TRY(const Ask ask, ReadAsk(corpus, line));
    const std::vector<index::Shard> shards = {
        {opened.index.get(), {restricted, ask.only, nullptr}}};
    for (const std::string& question : ask.questions) {
      const double began = Seconds(CLOCK_THREAD_CPUTIME_ID);
      const text::AnalyzedQuery query = QueryOf(SplitAtBlanks(question));
      WY_TRY(const index::Hits hits, Search(shards, query, ask.k, kOptions, 0));
      const double took = Seconds(CLOCK_THREAD_CPUTIME_ID) - began;
      std::cout << static_cast<std::uint64_t>(took * 1e9) << '\t';
      for (const index::Hit& hit : hits.hits) {
        std::cout << corpus.FirstChunk(hit.document) + hit.chunk << ':' << hit.score << ' ';
      }
      std::cout << '\n';
    }
    std::cout.flush();
  }
  return {};
}

Result<void> Run(const std::vector<std::string>& arguments) {
  const std::string what = arguments.empty() ? "" : arguments[0];
  const std::string last = arguments.size() < 4 ? "" : arguments[3];
  const bool indexing = what == "build" || what == "serve";
  const bool right = what == "model" ? arguments.size() == 2
                     : what == "check"
                         ? arguments.size() == 4
                         : indexing && arguments.size() >= 3 && (last.empty() || last == "rights");
  if (!right) {
    return Error{ErrorCode::kInvalidArgument, "see the head of wenyuan_retrieval.cpp for usage"};
  }
  std::ios::sync_with_stdio(false);
  WY_TRY(const Corpus corpus, Corpus::Open(arguments[1]));
  if (what == "model") return Model(corpus);
  if (what == "check") return Check(corpus, arguments[2], std::stoul(last));
  const index::DocumentSet* const restricted =
      last.empty() ? nullptr : corpus.Filter(std::string(kRestricted));
  return what == "build" ? Build(corpus, arguments[2], restricted)
                         : Serve(corpus, arguments[2], restricted);
}

}  // namespace
}  // namespace wenyuan::bench

int main(int count, char** arguments) {
  const std::vector<std::string> given(arguments + 1, arguments + count);
  const auto done = wenyuan::bench::Run(given);
  if (!done) std::cerr << done.error().message << '\n';
  return done ? 0 : 1;
}
