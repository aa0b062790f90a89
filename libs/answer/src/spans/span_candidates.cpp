#include "span_candidates.h"

#include <algorithm>
#include <array>

#include "../words.h"
#include "span_features.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kMostWords = 14;     // of a run that is neither a clause nor ends with one
constexpr std::size_t kMostClauses = 3;    // that one answer takes
constexpr std::size_t kLongestGroup = 20;  // pieces of a bracket that stands inside a run
constexpr std::string_view kSigns = "$¥￥€£%％°℃#";
constexpr std::size_t kMostPieces = 160;  // of a sentence; what stands behind is not looked at

constexpr std::size_t kMostHeads = 3;
constexpr std::array kSkippedHeads = {"一"sv, "两"sv, "兩"sv, "三"sv, "四"sv, "几"sv, "幾"sv,
                                      "个"sv, "個"sv, "位"sv, "种"sv, "種"sv, "些"sv};

bool Opens(std::string_view piece) {
  constexpr std::array kOpening = {"《"sv, "「"sv, "『"sv, "“"sv, "〈"sv, "【"sv};
  return std::find(kOpening.begin(), kOpening.end(), piece) != kOpening.end();
}

// Of a bracket or a quotation mark; empty for everything else.
std::string_view Closing(std::string_view opening) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kPairs = {{{"《", "》"},
                                                                                     {"「", "」"},
                                                                                     {"『", "』"},
                                                                                     {"“", "”"},
                                                                                     {"〈", "〉"},
                                                                                     {"【", "】"},
                                                                                     {"（", "）"},
                                                                                     {"(", ")"},
                                                                                     {"[", "]"},
                                                                                     {"‘", "’"}}};
  for (const auto& [open, close] : kPairs) {
    if (open == opening) return close;
  }
  return {};
}

class Enumerator {
 public:
  explicit Enumerator(const SpanText& sentence)
      : sentence_(sentence), count_(std::min(sentence.pieces.size(), kMostPieces)) {}

  std::vector<SpanCandidate> Enumerate() {
    for (std::size_t first = 0; first < count_; ++first) {
      if (!sentence_.pieces[first].breaks && MayBegin(first)) Runs(first);
      if (Opens(TextOf(first))) Quoted(first);
    }
    Clauses();
    for (const TypedRun& run : sentence_.runs) Typed(run);
    std::sort(found_.begin(), found_.end(), [](const auto& left, const auto& right) {
      return std::pair(left.begin, left.end) < std::pair(right.begin, right.end);
    });
    found_.erase(std::unique(found_.begin(), found_.end(),
                             [](const auto& left, const auto& right) {
                               return left.begin == right.begin && left.end == right.end;
                             }),
                 found_.end());
    return std::move(found_);
  }

 private:
  [[nodiscard]] std::string_view TextOf(std::size_t piece) const {
    const Piece& at = sentence_.pieces[piece];
    return sentence_.text.substr(at.begin, at.end - at.begin);
  }

  void Add(std::size_t first, std::size_t last) {
    SpanCandidate candidate;
    candidate.first = first;
    candidate.last = last;
    candidate.begin = sentence_.pieces[first].begin;
    candidate.end = sentence_.pieces[last - 1].end;
    found_.push_back(candidate);
  }

  // A run begins and ends with a word, or with what belongs to a number: $, %.
  [[nodiscard]] bool MayBegin(std::size_t piece) const {
    return sentence_.pieces[piece].word || kSigns.find(TextOf(piece)) != std::string_view::npos;
  }

  // From `first` on, without a break; a long one only to the end of the clause. Brackets and
  // quotations are taken whole: "卡基达(Kaji Dha)".
  void Runs(std::size_t first) {
    std::size_t last = first;
    std::size_t words = 0;
    while (last < count_) {
      if (sentence_.pieces[last].breaks) {
        const std::size_t behind = BehindGroup(last);
        if (behind == last || last == first) break;
        last = behind;
      } else {
        ++last;
      }
      ++words;
      const bool ends = last == count_ || sentence_.pieces[last].breaks;
      const bool complete = MayBegin(last - 1) || sentence_.pieces[last - 1].breaks;
      if (complete && (words <= kMostWords || ends)) Add(first, last);
    }
  }

  // Behind the bracket or quotation that opens at `opening`; `opening` itself when none does.
  [[nodiscard]] std::size_t BehindGroup(std::size_t opening) const {
    const std::string_view closing = Closing(TextOf(opening));
    if (closing.empty()) return opening;
    for (std::size_t at = opening + 1; at < std::min(count_, opening + kLongestGroup); ++at) {
      if (TextOf(at) == closing) return at + 1;
    }
    return opening;
  }

  void Quoted(std::size_t opening) {
    const std::string_view closing = Closing(TextOf(opening));
    for (std::size_t at = opening + 1; at < count_; ++at) {
      if (TextOf(at) != closing) continue;
      Add(opening, at + 1);
      if (at > opening + 1) Add(opening + 1, at);
      // Quotations side by side are one answer: 《…》《…》, 「…」和「…」.
      const std::size_t next = at + 1 < count_ && !Opens(TextOf(at + 1)) ? at + 2 : at + 1;
      if (next < count_ && Opens(TextOf(next))) {
        for (std::size_t end = next; end < count_; ++end) {
          if (TextOf(end) == closing) {
            Add(opening, end + 1);
            break;
          }
        }
      }
      return;
    }
  }

  // Several whole clauses.
  void Clauses() {
    std::vector<std::size_t> begins{0};
    for (std::size_t at = 0; at < count_;) {
      const std::size_t behind = BehindGroup(at);
      if (behind == at && sentence_.pieces[at].breaks) begins.push_back(at + 1);
      at = std::max(behind, at + 1);
    }
    begins.push_back(count_ + 1);
    for (std::size_t from = 0; from + 2 < begins.size(); ++from) {
      for (std::size_t to = from + 2; to < std::min(from + 1 + kMostClauses, begins.size()); ++to) {
        const std::size_t last = begins[to] - 1;
        if (begins[from] < last && !sentence_.pieces[last - 1].breaks && MayBegin(begins[from])) {
          Add(begins[from], last);
        }
      }
    }
  }

  // A number or a date that begins or ends inside a word.
  void Typed(const TypedRun& run) {
    std::size_t first = 0;
    while (first < count_ && sentence_.pieces[first].end <= run.begin) ++first;
    std::size_t last = first;
    while (last < count_ && sentence_.pieces[last].begin < run.end) ++last;
    if (first == last) return;
    SpanCandidate candidate;
    candidate.first = first;
    candidate.last = last;
    candidate.begin = run.begin;
    candidate.end = run.end;
    found_.push_back(candidate);
  }

  const SpanText& sentence_;
  const std::size_t count_;
  std::vector<SpanCandidate> found_;
};

}  // namespace

AskedFor ReadAskedFor(const text::Analyzer& analyzer, const QuestionReading& question) {
  AskedFor asked;
  const SpanText read = ReadSpanText(analyzer, nullptr, question.text);
  const std::vector<Interrogative> words = InterrogativesIn(question.text);
  asked.list = AsksForSeveral(question.text);
  // Without a word that asks ("…的校训？") the answer is missing at the end.
  const std::size_t begin = words.empty() ? question.text.size() : words.front().begin;
  const std::size_t end = words.empty() ? question.text.size() : words.front().end;
  bool heads_end = false;
  for (const Piece& piece : read.pieces) {
    const std::string_view folded =
        std::string_view(read.folded)
            .substr(piece.folded_begin, piece.folded_end - piece.folded_begin);
    if (piece.begin < begin) {
      if (piece.end <= begin) asked.before += folded;
      continue;
    }
    if (piece.breaks || (piece.begin < end && piece.end <= end)) continue;
    std::string_view rest = folded;
    if (piece.begin < end) {  // 哪一年 as one word: 年 is left
      const std::size_t cut = std::min(end - piece.begin, rest.size());
      rest.remove_prefix(cut);
    }
    if (rest.empty()) continue;
    asked.after_starts.push_back(asked.after.size());
    asked.after += rest;
    const bool skipped =
        std::find(kSkippedHeads.begin(), kSkippedHeads.end(), rest) != kSkippedHeads.end();
    heads_end = heads_end || rest == "的" || asked.heads.size() == kMostHeads;
    if (!heads_end && !skipped && !words.empty()) asked.heads.emplace_back(rest);
  }
  return asked;
}

std::vector<SpanCandidate> SpanCandidates(const QuestionReading& question, const AskedFor& asked,
                                          const SpanText& sentence) {
  std::vector<SpanCandidate> candidates = Enumerator(sentence).Enumerate();
  FillSpanFeatures(question, asked, sentence, candidates);
  return candidates;
}

}  // namespace wenyuan::answer
