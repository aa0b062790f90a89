#include "span_features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "../words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;
using Words = std::span<const std::string_view>;

constexpr std::array kCopulas = {"是"sv,  "为"sv,   "為"sv,    "即"sv,   "叫"sv,   "称"sv,
                                 "稱"sv,  "称为"sv, "稱為"sv,  "名为"sv, "名為"sv, "叫做"sv,
                                 "指"sv,  "有"sv,   "包括"sv,  "包含"sv, "is"sv,   "are"sv,
                                 "was"sv, "were"sv, "called"sv};
constexpr std::array kPrepositions = {"在"sv, "于"sv, "於"sv,   "由"sv, "位于"sv, "位於"sv, "自"sv,
                                      "至"sv, "到"sv, "被"sv,   "以"sv, "与"sv,   "與"sv,   "从"sv,
                                      "從"sv, "by"sv, "in"sv,   "at"sv, "to"sv,   "from"sv, "for"sv,
                                      "of"sv, "on"sv, "with"sv, "the"sv};
constexpr std::array kReasons = {"因为"sv, "因為"sv, "由于"sv,    "由於"sv, "因"sv,
                                 "为了"sv, "為了"sv, "because"sv, "to"sv};
constexpr std::array kJoins = {"、"sv, "和"sv, "与"sv, "與"sv, "及"sv, "以及"sv, "and"sv, "&"sv};
constexpr std::array kPlaceEnds = {
    "省"sv, "市"sv, "县"sv, "縣"sv, "区"sv,   "區"sv,   "州"sv,   "国"sv, "國"sv, "镇"sv,
    "鎮"sv, "村"sv, "岛"sv, "島"sv, "港"sv,   "路"sv,   "街"sv,   "山"sv, "河"sv, "洲"sv,
    "楼"sv, "樓"sv, "室"sv, "城"sv, "地区"sv, "地區"sv, "湖"sv,   "江"sv, "乡"sv, "鄉"sv,
    "部"sv, "东"sv, "海"sv, "寺"sv, "大学"sv, "中心"sv, "公园"sv, "站"sv};
constexpr std::size_t kFarthest = 12;   // words between a span and what counts as near it
constexpr std::size_t kOffsets = 5;     // words behind the asking one where a match may begin
constexpr std::size_t kMostAlike = 10;  // characters

bool IsOneOf(std::string_view text, Words words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool Has(const QuestionReading& question, QuestionType type) {
  return std::find(question.types.begin(), question.types.end(), type) != question.types.end();
}

std::size_t Characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Characters that two texts have in common at their ends.
std::size_t CommonEnd(std::string_view left, std::string_view right) {
  std::size_t same = 0;
  while (same < left.size() && same < right.size() &&
         left[left.size() - 1 - same] == right[right.size() - 1 - same]) {
    ++same;
  }
  return Characters(left.substr(left.size() - same));
}

std::size_t CommonBeginning(std::string_view left, std::string_view right) {
  std::size_t same = 0;
  while (same < left.size() && same < right.size() && left[same] == right[same]) ++same;
  return Characters(left.substr(0, same));
}

// Words that often stand at the edge of an answer; the first is the edge of the sentence.
constexpr std::string_view kEdgeWords =
    "的 了 在 是 于 由 为 被 与 和 及 以 到 从 至 对 向 将 把 让 使 因 并 而 也 都 就 还 又 则 即 "
    "其 "
    "该 此 这 他 她 它 有 等 后 前 时 中 上 下 内 间 里 之 人 年 月 日 个 名 次 种 位 部 第 一 约 "
    "近 共 "
    "曾 所 不 可 会 能 要 成为 位于 包括 称为 以及 因为 由于 担任 进行 开始 作为 认为 表示 根据 "
    "其中 "
    "之后 之前 以来 期间 获得 成立 出生 创办 建立 属于 主要 分布 毕业 改名 命名 发表 发行 负责 "
    "来自 "
    "而成 所以 使用 通过 用 如 例如 叫 称 著名 当时 约为 大约 共有 超过 达 仅 只 即是 就是 便 时期 "
    "、 · ( ) （ ） “ ” 「 」 《 》 『 』 ， 。 ： ； , . : ; - % $ "
    "the a an of in on by to from with for at and or is was were are as that which his her their "
    "its "
    "it he she be been had has have not this into after before during when while than more about "
    "who first most such between under over through because ";

std::uint16_t NumberOfEdgeWord(std::string_view word) {
  static const auto numbers = [] {
    std::unordered_map<std::string_view, std::uint16_t> made;
    std::uint16_t next = 2;  // 0: none, 1: a word that is not here
    for (std::size_t at = 0; at < kEdgeWords.size();) {
      const std::size_t end = kEdgeWords.find(' ', at);
      made.emplace(kEdgeWords.substr(at, end - at), next++);
      at = end + 1;
    }
    return made;
  }();
  if (word.empty()) return 0;
  const auto found = numbers.find(word);
  return found == numbers.end() ? 1 : found->second;
}

class FeatureReader {
 public:
  FeatureReader(const QuestionReading& question, const AskedFor& asked, const SpanText& sentence)
      : question_(question), asked_(asked), sentence_(sentence) {
    clause_.resize(sentence.pieces.size());
    std::size_t clause = 0;
    for (std::size_t i = 0; i < sentence.pieces.size(); ++i) {
      if (sentence.pieces[i].breaks) ++clause;
      clause_[i] = clause;
    }
    untyped_ = question.types.empty() ||
               (question.types.size() == 1 && question.types[0] == QuestionType::kDefinition);
  }

  void Fill(SpanCandidate& candidate) const {
    Edges(candidate);
    Around(candidate);
    Inside(candidate);
    Shape(candidate);
    Kinds(candidate);
  }

 private:
  static double& At(SpanCandidate& candidate, SpanFeature feature) {
    return candidate.features[static_cast<std::size_t>(feature)];
  }
  [[nodiscard]] std::string_view TextOf(std::size_t piece) const {
    const Piece& at = sentence_.pieces[piece];
    return sentence_.text.substr(at.begin, at.end - at.begin);
  }
  [[nodiscard]] std::string_view FoldedOf(std::size_t piece) const {
    const Piece& at = sentence_.pieces[piece];
    return std::string_view(sentence_.folded)
        .substr(at.folded_begin, at.folded_end - at.folded_begin);
  }

  [[nodiscard]] bool IsHead(std::string_view word) const {
    return std::find(asked_.heads.begin(), asked_.heads.end(), word) != asked_.heads.end();
  }

  void Edges(SpanCandidate& candidate) const {
    const bool has_before = candidate.first > 0;
    const bool has_behind = candidate.last < sentence_.pieces.size();
    const std::string_view before = has_before ? FoldedOf(candidate.first - 1) : "";
    const std::string_view behind = has_behind ? FoldedOf(candidate.last) : "";
    candidate.edges = {NumberOfEdgeWord(before), NumberOfEdgeWord(FoldedOf(candidate.first)),
                       NumberOfEdgeWord(FoldedOf(candidate.last - 1)), NumberOfEdgeWord(behind)};
    const auto joins_name = [](std::string_view text) {
      return text == "·" || text == "‧" || text == "-" || text == "・" || text == "•";
    };
    const bool capitals_before = has_before && Capitalised(TextOf(candidate.first - 1)) &&
                                 Capitalised(TextOf(candidate.first));
    const bool capitals_behind = has_behind && Capitalised(TextOf(candidate.last)) &&
                                 Capitalised(TextOf(candidate.last - 1));
    At(candidate, SpanFeature::kCutsName) =
        joins_name(before) || joins_name(behind) || capitals_before || capitals_behind ? 1 : 0;
    At(candidate, SpanFeature::kInsideList) = before == "、" || behind == "、" ? 1 : 0;
  }

  void Around(SpanCandidate& candidate) const {
    const std::string_view folded = sentence_.folded;
    const std::string_view left = folded.substr(0, sentence_.pieces[candidate.first].folded_begin);
    const std::string_view right = folded.substr(sentence_.pieces[candidate.last - 1].folded_end);
    std::size_t alike = CommonEnd(left, asked_.before);
    if (candidate.first > 0 && sentence_.pieces[candidate.first - 1].function) {
      const std::string_view farther =
          folded.substr(0, sentence_.pieces[candidate.first - 1].folded_begin);
      alike = std::max(alike, CommonEnd(farther, asked_.before));
    }
    At(candidate, SpanFeature::kLeftLikeQuestion) =
        std::log1p(static_cast<double>(std::min(alike, kMostAlike)));
    alike = 0;
    for (std::size_t i = 0; i < std::min(asked_.after_starts.size(), kOffsets); ++i) {
      alike = std::max(
          alike,
          CommonBeginning(right, std::string_view(asked_.after).substr(asked_.after_starts[i])));
    }
    At(candidate, SpanFeature::kRightLikeQuestion) =
        std::log1p(static_cast<double>(std::min(alike, kMostAlike)));

    double nearness = 0;
    double clause = 0;
    for (std::size_t i = 0; i < sentence_.pieces.size(); ++i) {
      if (i >= candidate.first && i < candidate.last) continue;
      if (!sentence_.pieces[i].asked) continue;
      const std::size_t distance =
          i < candidate.first ? candidate.first - i : i - candidate.last + 1;
      const double near =
          static_cast<double>(sentence_.pieces[i].focus) / static_cast<double>(distance);
      if (distance <= kFarthest) nearness += near;
      if (clause_[i] == clause_[candidate.first]) {
        clause += static_cast<double>(sentence_.pieces[i].focus);
      }
    }
    At(candidate, SpanFeature::kNearness) = nearness;
    At(candidate, SpanFeature::kClauseNearness) = std::min(clause, 3.0);
    if (candidate.first > 0) {
      const Piece& before = sentence_.pieces[candidate.first - 1];
      const std::string_view word = TextOf(candidate.first - 1);
      At(candidate, SpanFeature::kLeftAsked) = before.asked ? 1 : 0;
      At(candidate, SpanFeature::kLeftAskedFocus) = static_cast<double>(before.focus);
      const bool copula = IsOneOf(FoldedOf(candidate.first - 1), kCopulas) || word == "：";
      At(candidate, SpanFeature::kBehindCopula) = copula ? 1 : 0;
      At(candidate, SpanFeature::kBehindCopulaToEnd) = copula && Ends(candidate) ? 1 : 0;
      At(candidate, SpanFeature::kBehindPreposition) =
          IsOneOf(FoldedOf(candidate.first - 1), kPrepositions) ? 1 : 0;
      At(candidate, SpanFeature::kBehindMark) = before.breaks && IsOneOf(word, kMarks) ? 1 : 0;
      At(candidate, SpanFeature::kReasonBehind) =
          Has(question_, QuestionType::kReason) && IsOneOf(FoldedOf(candidate.first - 1), kReasons)
              ? 1
              : 0;
      At(candidate, SpanFeature::kInBrackets) = word == "（" || word == "(" ? 1 : 0;
    }
    if (candidate.last < sentence_.pieces.size()) {
      const Piece& behind = sentence_.pieces[candidate.last];
      At(candidate, SpanFeature::kRightAsked) = behind.asked ? 1 : 0;
      At(candidate, SpanFeature::kRightAskedFocus) = static_cast<double>(behind.focus);
      At(candidate, SpanFeature::kBeforeDe) = TextOf(candidate.last) == "的" ? 1 : 0;
      At(candidate, SpanFeature::kHeadNounBehind) = IsHead(FoldedOf(candidate.last)) ? 1 : 0;
    }
  }

  void Inside(SpanCandidate& candidate) const {
    double asked = 0;
    double joins = 0;
    double heads = 0;
    for (std::size_t i = candidate.first; i < candidate.last; ++i) {
      if (sentence_.pieces[i].asked) ++asked;
      if (IsOneOf(FoldedOf(i), kJoins)) ++joins;
      if (IsHead(FoldedOf(i))) ++heads;
    }
    const auto words = static_cast<double>(candidate.last - candidate.first);
    At(candidate, SpanFeature::kAskedInside) = asked / words;
    At(candidate, SpanFeature::kAllAsked) = asked >= words ? 1 : 0;
    At(candidate, SpanFeature::kLists) = joins > 0 ? 1 : 0;
    At(candidate, SpanFeature::kListsAsListAsked) = joins > 0 && asked_.list ? 1 : 0;
    At(candidate, SpanFeature::kHeadNounInside) = heads > 0 ? 1 : 0;
    At(candidate, SpanFeature::kHeadNounLast) =
        heads > 0 && IsHead(FoldedOf(candidate.last - 1)) ? 1 : 0;
    const std::string_view last = FoldedOf(candidate.last - 1);
    At(candidate, SpanFeature::kHeadCharacterLast) =
        std::any_of(asked_.heads.begin(), asked_.heads.end(),
                    [last](const std::string& head) { return CommonEnd(last, head) > 0; })
            ? 1
            : 0;
    At(candidate, SpanFeature::kFunctionFirst) = sentence_.pieces[candidate.first].function ? 1 : 0;
    At(candidate, SpanFeature::kFunctionLast) =
        sentence_.pieces[candidate.last - 1].function ? 1 : 0;
  }

  [[nodiscard]] bool Begins(const SpanCandidate& candidate) const {
    return candidate.first == 0 || sentence_.pieces[candidate.first - 1].breaks;
  }
  [[nodiscard]] bool Ends(const SpanCandidate& candidate) const {
    return candidate.last == sentence_.pieces.size() || sentence_.pieces[candidate.last].breaks;
  }

  void Shape(SpanCandidate& candidate) const {
    const double length = std::log(static_cast<double>(candidate.last - candidate.first));
    At(candidate, SpanFeature::kLogWords) = length;
    At(candidate, SpanFeature::kLogWordsSquared) = length * length;
    At(candidate, SpanFeature::kClauseBegins) = Begins(candidate) ? 1 : 0;
    At(candidate, SpanFeature::kClauseEnds) = Ends(candidate) ? 1 : 0;
    At(candidate, SpanFeature::kWholeClause) = Begins(candidate) && Ends(candidate) ? 1 : 0;
    const bool opens = IsOneOf(TextOf(candidate.first), kMarks);
    const bool several = clause_[candidate.first] != clause_[candidate.last - 1] && !opens;
    At(candidate, SpanFeature::kSeveralClauses) = several ? 1 : 0;
    At(candidate, SpanFeature::kQuoted) = opens ? 1 : 0;
    const bool reason =
        Has(question_, QuestionType::kReason) || Has(question_, QuestionType::kManner);
    At(candidate, SpanFeature::kLengthOfReason) = reason ? length : 0;
    At(candidate, SpanFeature::kLengthOfThing) = untyped_ ? length : 0;
    At(candidate, SpanFeature::kLengthOfPerson) =
        Has(question_, QuestionType::kPerson) ? length : 0;
    At(candidate, SpanFeature::kPosition) =
        static_cast<double>(candidate.begin) / static_cast<double>(sentence_.text.size());
  }

  void Kinds(SpanCandidate& candidate) const {
    bool time_exact = false, time_part = false, number_exact = false, number_part = false,
         number_starts = false;
    for (const TypedRun& run : sentence_.runs) {
      if (run.end <= candidate.begin || run.begin >= candidate.end) continue;
      const bool exact = run.begin == candidate.begin && run.end == candidate.end;
      if (run.kind == TypedRun::Kind::kTime) {
        (exact ? time_exact : time_part) = true;
      }
      (exact ? number_exact : number_part) = true;
      number_starts = number_starts || (run.begin == candidate.begin && run.end < candidate.end);
    }
    const bool any = number_exact || number_part;
    if (Has(question_, QuestionType::kTime)) {
      At(candidate, SpanFeature::kTimeExact) = time_exact ? 1 : 0;
      At(candidate, SpanFeature::kTimePart) = time_part ? 1 : 0;
      At(candidate, SpanFeature::kTimeNone) = any ? 0 : 1;
    } else if (Has(question_, QuestionType::kNumber)) {
      At(candidate, SpanFeature::kNumberExact) = number_exact ? 1 : 0;
      At(candidate, SpanFeature::kNumberStarts) = number_starts ? 1 : 0;
      At(candidate, SpanFeature::kNumberPart) = number_part ? 1 : 0;
      At(candidate, SpanFeature::kNumberNone) = any ? 0 : 1;
    } else {
      At(candidate, SpanFeature::kNumberUnasked) = number_exact ? 1 : 0;
      At(candidate, SpanFeature::kTimeUnasked) = time_exact || time_part ? 1 : 0;
    }
    const std::string_view text =
        sentence_.text.substr(candidate.begin, candidate.end - candidate.begin);
    if (Has(question_, QuestionType::kPerson)) {
      const bool fits = LooksLikeAPerson(candidate, text);
      At(candidate, SpanFeature::kPersonFits) = fits ? 1 : 0;
      At(candidate, SpanFeature::kPersonNone) = fits || Fits(QuestionType::kPerson, text) ? 0 : 1;
    }
    if (Has(question_, QuestionType::kPlace)) {
      const bool fits = EndsLikeAPlace(text) || Capitalised(text);
      At(candidate, SpanFeature::kPlaceFits) = fits ? 1 : 0;
      At(candidate, SpanFeature::kPlaceNone) = fits || Fits(QuestionType::kPlace, text) ? 0 : 1;
    }
    const bool opens = IsOneOf(TextOf(candidate.first), kMarks);
    const bool behind_mark = candidate.first > 0 && IsOneOf(TextOf(candidate.first - 1), kMarks);
    if (Has(question_, QuestionType::kTitle)) {
      At(candidate, SpanFeature::kTitleFits) = opens || behind_mark ? 1 : 0;
    } else {
      At(candidate, SpanFeature::kQuotedUnasked) = opens || behind_mark ? 1 : 0;
    }
  }

  // Two to four characters, or a foreign name (·, capitals).
  [[nodiscard]] bool LooksLikeAPerson(const SpanCandidate& candidate, std::string_view text) const {
    if (text.find("·") != std::string_view::npos || text.find("‧") != std::string_view::npos) {
      return candidate.last - candidate.first <= 6;
    }
    if (Capitalised(text)) return true;
    const std::size_t length = Characters(text);
    return length >= 2 && length <= 4 && Fits(QuestionType::kPerson, SurnameOf(text)) &&
           candidate.last - candidate.first <= 3;
  }
  static std::string_view SurnameOf(std::string_view text) {
    std::size_t end = 0;
    text::NextCharacter(text, end);
    return text.substr(0, end);
  }
  // Every word begins with a capital letter.
  static bool Capitalised(std::string_view text) {
    bool begins = true;
    for (const char c : text) {
      if (begins && !(c >= 'A' && c <= 'Z')) return false;
      begins = c == ' ';
    }
    return !text.empty();
  }
  static bool EndsLikeAPlace(std::string_view text) {
    return std::any_of(kPlaceEnds.begin(), kPlaceEnds.end(),
                       [text](std::string_view end) { return text.ends_with(end); });
  }

  static constexpr std::array kMarks = {"《"sv, "「"sv, "『"sv, "“"sv, "〈"sv, "【"sv, "\""sv};

  const QuestionReading& question_;
  const AskedFor& asked_;
  const SpanText& sentence_;
  std::vector<std::size_t> clause_;
  bool untyped_ = false;
};

}  // namespace

std::size_t EdgeWords() {
  return 2 + static_cast<std::size_t>(std::count(kEdgeWords.begin(), kEdgeWords.end(), ' '));
}

void FillSpanFeatures(const QuestionReading& question, const AskedFor& asked,
                      const SpanText& sentence, std::vector<SpanCandidate>& candidates) {
  const FeatureReader reader(question, asked, sentence);
  for (SpanCandidate& candidate : candidates) reader.Fill(candidate);
}

}  // namespace wenyuan::answer
