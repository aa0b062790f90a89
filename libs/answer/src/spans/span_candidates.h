#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "../question/question_reading.h"
#include "span_text.h"

namespace wenyuan::answer {

// What a run of a sentence is looked at for. "Fits" features are of a question's kinds: exactly a
// date, a number …, or only touching one.
enum class SpanFeature : std::size_t {
  kLeftLikeQuestion,   // characters before it that also stand before the word that asks, log
  kRightLikeQuestion,  // … behind it, and behind that word, log
  kLeftAsked,          // the word before it is in the question
  kRightAsked,
  kLeftAskedFocus,
  kRightAskedFocus,
  kAskedInside,  // share of its words that the question has
  kAllAsked,
  kNearness,        // focus of the question's words around it by distance
  kClauseNearness,  // the same within its clause
  kLogWords,
  kLogWordsSquared,
  kClauseBegins,
  kClauseEnds,
  kWholeClause,
  kSeveralClauses,
  kBehindCopula,       // 是, 为, 叫, "is" …
  kBehindCopulaToEnd,  // … up to the end of its clause
  kBehindPreposition,  // 在, 由, 于, "by" …
  kBehindMark,         // the opening of a quotation or a title
  kQuoted,             // with its marks: 《…》, “…”
  kInBrackets,
  kFunctionFirst,
  kFunctionLast,
  kBeforeDe,  // 的 stands behind it
  kLists,     // several things: 、 和 "and"
  kListsAsListAsked,
  kHeadNounLast,    // the word behind 哪/多少/"how many" ends it …
  kHeadNounBehind,  // … or follows it
  kHeadNounInside,
  kTimeExact,
  kTimePart,
  kTimeNone,
  kNumberExact,
  kNumberStarts,
  kNumberPart,
  kNumberNone,
  kPersonFits,
  kPersonNone,
  kPlaceFits,
  kPlaceNone,
  kTitleFits,
  kReasonBehind,    // behind 因为, 由于, "because"
  kLengthOfReason,  // log words, where a reason or a manner is asked for
  kLengthOfThing,   // … where what, which is
  kLengthOfPerson,
  kNumberUnasked,  // a number where none is asked for
  kTimeUnasked,
  kQuotedUnasked,
  kPosition,           // in the sentence, 0-1
  kCutsName,           // a part of a foreign name stands on the other side of its edge
  kInsideList,         // 、 stands before or behind it
  kHeadCharacterLast,  // it ends like the word behind the asking one: 漫画公司, 什么公司
  kCount
};
inline constexpr std::size_t kSpanFeatures = static_cast<std::size_t>(SpanFeature::kCount);
using SpanFeatures = std::array<double, kSpanFeatures>;

// Besides, frequent words before, first in, last in and behind a run each have a weight. The four
// places in the table of weights; words that are not frequent share one.
inline constexpr std::size_t kEdges = 4;
std::size_t EdgeWords();  // frequent words, and the one place for all others

// The pieces [first, last) of a sentence.
struct SpanCandidate {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
  SpanFeatures features{};
  std::array<std::uint16_t, kEdges> edges{};  // before, first, last, behind: numbers of words
};

// What a question says about its answer besides its words.
struct AskedFor {
  std::string before;                     // folded text before the word that asks …
  std::string after;                      // … and behind it
  std::vector<std::size_t> after_starts;  // where words begin in `after`
  // The folded words behind 哪/几/多少/"how many", three at most: what is counted or chosen.
  std::vector<std::string> heads;
  bool list = false;  // several things are asked for
};
AskedFor ReadAskedFor(const text::Analyzer& analyzer, const QuestionReading& question);

// Every run of the sentence that may be an answer, with its features.
std::vector<SpanCandidate> SpanCandidates(const QuestionReading& question, const AskedFor& asked,
                                          const SpanText& sentence);

}  // namespace wenyuan::answer
