#include <algorithm>
#include <chrono>
#include <cmath>

#include "reorder.h"
#include "wenyuan/base/log_odds.h"
#include "wenyuan/search/rerank.h"

namespace wenyuan::search {
namespace {

// How much the order found counts beside the model: of the scores between the first and the tenth
// hit, in log-odds. Between 4 and 8 nothing changes much (docs/decisions/0361).
constexpr double kOrderWeight = 6;
constexpr std::size_t kOrderSpan = 10;

// What the model says of each hit together with where it was found. Some servers give chances.
std::vector<float> Worth(const std::vector<float>& scores, const std::vector<Hit>& hits) {
  const bool chances = std::all_of(scores.begin(), scores.end(),
                                   [](float score) { return score >= 0 && score <= 1; });
  const double first = hits.front().score;
  const double last = hits[std::min(kOrderSpan, hits.size()) - 1].score;
  std::vector<float> worth;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double place = first > last ? (hits[i].score - last) / (first - last) : 0;
    const double said = chances ? LogOdds(scores[i]) : double{scores[i]};
    worth.push_back(static_cast<float>(said + kOrderWeight * place));
  }
  return worth;
}

std::string Read(const Hit& hit) {
  std::string text;
  for (const std::string* above : {&hit.document.title, &hit.chunk.heading_path}) {
    if (!above->empty()) text += *above + "\n";
  }
  return text + hit.chunk.text;
}

bool IsUsable(const Result<std::vector<float>>& scores, std::size_t wanted) {
  return scores && scores->size() == wanted &&
         std::all_of(scores->begin(), scores->end(),
                     [](float score) { return std::isfinite(score); });
}

void NoteError(const Result<std::vector<float>>& scores, ModelRerank& result) {
  if (scores) {
    result.note = "the reranker gave scores that cannot be used; its order was not applied";
    result.note_zh = "重排模型返回的分数无效，未采用其排序";
  } else {
    result.note = "reranking was left out: " + scores.error().message;
    result.note_zh = "未能重排：" + scores.error().In(Language::kChinese);
  }
}

}  // namespace

ModelRerank RerankByModel(const llm::Reranker& model, const std::string& question,
                          const text::AnalyzedQuery& query, const ModelRerankOptions& options,
                          std::vector<Hit>& hits) {
  ModelRerank result;
  const std::size_t depth = std::min(options.depth, hits.size());
  if (depth < 2 || WordsDecide(query)) return result;
  result.wanted = depth;
  std::vector<float> said;
  std::chrono::milliseconds last_slice(0);
  while (said.size() < depth) {
    if (options.deadline.Passed() || options.deadline.Left() < last_slice) break;
    std::vector<std::string> passages;
    const std::size_t end = std::min(said.size() + std::max<std::size_t>(options.slice, 1), depth);
    for (std::size_t i = said.size(); i < end; ++i) passages.push_back(Read(hits[i]));
    const auto begun = std::chrono::steady_clock::now();
    const auto scores = model.Rerank(question, passages, options.deadline);
    if (!IsUsable(scores, passages.size())) {
      if (scores || scores.error().code != ErrorCode::kTimeout) NoteError(scores, result);
      break;
    }
    last_slice = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    said.insert(said.end(), scores->begin(), scores->end());
  }
  result.read = said.size();
  if (result.read < depth && result.note.empty()) {
    const std::string read = std::to_string(result.read);
    const std::string all = std::to_string(depth);
    result.note = "time was up: the reranker read " + read + " of " + all + " passages";
    result.note_zh = "时间已到：重排模型读了 " + all + " 段中的 " + read + " 段";
  }
  if (!said.empty()) Reorder(Descending(Worth(said, hits)), hits);
  return result;
}

}  // namespace wenyuan::search
