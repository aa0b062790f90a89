#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "wenyuan/eval/tune.h"
#include "wenyuan/quality/viewer.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/store/store.h"

namespace wenyuan::quality {

// Stands for “by words alone”: meaning then only parts what words hold alike.
inline constexpr double kWordsAlone = 100;

// A library's own weights of words beside meaning; nothing: the house's. What the store cannot tell
// now is nothing, too: a question is rather answered by the house's weights than not at all.
std::optional<search::FusionOptions> WeightsOf(store::Store& store, store::LibraryNumber library);

// Takes effect with the next question. The change is kept with its time and author.
// kInvalidArgument for a weight outside 0-100.
Result<void> SetWeights(store::Store& store, store::LibraryNumber library,
                        const search::FusionOptions& weights, store::UserNumber by);
Result<void> CheckWeights(const search::FusionOptions& weights);

struct TunedWeights {
  search::FusionOptions weights;
  eval::TunedWeight han;    // on the questions in Chinese characters
  eval::TunedWeight other;  // on the others
};

// The best weight for each script on questions as one asker sees them (docs/decisions/0181): those
// that expect an open document, judged by open documents alone, so that nobody's order depends on
// what they may not read. With fewer than 30 of a script its weight stays as it is `now`.
// kUnavailable when meaning takes no part, kCancelled when `on_progress(done, all)` says false.
Result<TunedWeights> TuneWeights(const std::vector<store::Question>& questions, Viewer& viewer,
                                 const search::Searcher& searcher, const access::Asker& asker,
                                 const search::FusionOptions& now,
                                 const std::function<bool(std::size_t, std::size_t)>& on_progress);

}  // namespace wenyuan::quality
