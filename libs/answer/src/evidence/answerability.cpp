#include "answerability.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "../generated/facts/facts.h"
#include "../tables/unsaid_words.h"
#include "../words.h"
#include "answerability_model.h"
#include "as_asked.h"
#include "wenyuan/answer/threshold.h"
#include "wenyuan/base/log_odds.h"
#include "wenyuan/search/tree_ensemble.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/script.h"
#include "word_coverage.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;
using E = EvidenceFeature;
using S = SentenceFeature;

constexpr std::size_t kFirstPassages = 5;
constexpr double kLeastChance = 1e-6;
// Log-odds that an answer loses whose document does not speak of the subject, chosen on development
// halves (docs/decisions/0422).
constexpr double kOfAnotherSubject = 3;
constexpr std::size_t kBytesOfHan = 3;
constexpr std::size_t kLettersOfAName = 4;

// How far the second search score is below the first, of the first. A passage alone leads nobody.
double Margin(const std::vector<Passage>& passages) {
  if (passages.size() < 2) return 0;
  double first = 0;
  double second = 0;
  for (const Passage& passage : passages) {
    const double score = passage.hit->keyword_score;
    second = std::max(second, std::min(score, first));
    first = std::max(first, score);
  }
  return first > 0 ? (first - second) / first : 0;
}

double ShareOfIdentifiersMissing(const QuestionReading& question, const Passage& passage) {
  if (question.identifiers.empty()) return 0;
  std::size_t missing = 0;
  for (const std::size_t term : question.identifiers) {
    if (!passage.has[term]) ++missing;
  }
  return static_cast<double>(missing) / static_cast<double>(question.identifiers.size());
}

float Of(const SentenceFeatures& row, SentenceFeature feature) {
  return row[static_cast<std::size_t>(feature)];
}

std::vector<bool> Around(const Evidence& evidence, std::size_t best) {
  const Passage& passage = evidence.passages[evidence.candidates[best].passage];
  std::vector<bool> has = evidence.candidates[best].has;
  for (const std::size_t beside : {best - 1, best + 1}) {
    if (beside < passage.first || beside >= passage.last) continue;
    const std::vector<bool>& other = evidence.candidates[beside].has;
    for (std::size_t i = 0; i < has.size(); ++i) has[i] = has[i] || other[i];
  }
  return has;
}

bool IsHan(const QuestionReading& question, const QuestionWord& word) {
  return HasHan(std::string_view(question.text).substr(word.begin, word.end - word.begin));
}

// A code; between two languages, which write them alike, numbers and names as well.
bool IsLiteral(const QuestionReading& question, const QuestionWord& word, bool across) {
  const std::string_view text =
      std::string_view(question.text).substr(word.begin, word.end - word.begin);
  if (HasHan(text)) return false;
  const auto has = [text](char first, char last) {
    return std::any_of(text.begin(), text.end(), [=](char c) { return c >= first && c <= last; });
  };
  const bool digits = has('0', '9');
  // "20th", "1980s" are none.
  if (!across) return digits && (has('A', 'Z') || (has('a', 'z') && has('-', '-')));
  return digits || (has('A', 'Z') && (word.begin > 0 || question.language == Language::kChinese));
}

// Whether the passage has such words of the question and no other, though there are some: it is of
// the same thing, and says something else of it or says it in another language. (Two codes in one
// passage are what a question about both wants.)
bool SharesLiteralsAlone(const QuestionReading& question, const Passage& passage) {
  if (question.codes.size() > 1) return false;
  const bool across = (question.language == Language::kChinese) !=
                      (text::DominantScript(passage.hit->chunk.text) == text::Script::kHan);
  bool literals = false;
  bool others = false;
  for (const QuestionWord& word : question.words) {
    if (IsLiteral(question, word, across)) {
      literals = true;
      continue;
    }
    const bool one = IsHan(question, word) && word.end - word.begin <= kBytesOfHan;
    const bool there = std::any_of(word.terms.begin(), word.terms.end(),
                                   [&](std::size_t term) { return bool{passage.has[term]}; });
    if (there) return false;
    if (!one && (across || !word.kind)) others = true;
  }
  return literals && others;
}

// What the question's whole words say.
void SetWords(const QuestionReading& question, const Evidence& evidence, std::size_t best,
              EvidenceFeatures& features) {
  using Of = WordCoverage::Of;
  const Candidate& candidate = evidence.candidates[best];
  const Passage& passage = evidence.passages[candidate.passage];
  const WordCoverage words(question, evidence);
  const auto set = [&features](E feature, double value) {
    features[static_cast<std::size_t>(feature)] = static_cast<float>(value);
  };
  const std::vector<bool> around = Around(evidence, best);
  const double body = words.Share(Of::kBody, passage.has);
  double elsewhere = 0;
  for (std::size_t place = 0; place < evidence.passages.size(); ++place) {
    if (place == candidate.passage) continue;
    elsewhere = std::max(elsewhere, words.Share(Of::kBody, evidence.passages[place].has));
  }
  set(E::kWordsOfPassage, words.Share(Of::kAll, passage.has));
  set(E::kWordsOfSentence, words.Share(Of::kAll, candidate.has));
  set(E::kWordsAround, words.Share(Of::kAll, around));
  set(E::kBodyOfPassage, body);
  set(E::kBodyOfSentence, words.Share(Of::kBody, candidate.has));
  set(E::kBodyAround, words.Share(Of::kBody, around));
  set(E::kBodyHeaviestMissing, words.HeaviestMissing(passage.has));
  set(E::kWordsMissing, static_cast<double>(words.Missing(passage.has)));
  set(E::kWordsMissingInSentence, static_cast<double>(words.Missing(candidate.has)));
  set(E::kWords, static_cast<double>(question.words.size()));
  set(E::kKindOfSentence, words.Kinds(candidate.has));
  set(E::kKnownNames, words.Names(passage.has));
  set(E::kKnownNamesOfSentence, words.Names(candidate.has));
  set(E::kBodyFocusOfSentence, words.Share(Of::kFocus, candidate.has));
  set(E::kBodyFocusOfPassage, words.Share(Of::kFocus, passage.has));
  set(E::kFirstWord, words.First(passage.has));
  set(E::kBodyLead, body - elsewhere);
  set(E::kBodyElsewhere, elsewhere);
}

// What is said of other months only, where the question names one, is no answer: 二月份的人工成本
// to who asks for 四月份.
bool IsOfAnotherMonth(const QuestionReading& question, const Passage& passage) {
  const auto has_month = [](const Fact& fact) {
    return fact.kind == Fact::Kind::kDate && fact.month > 0;
  };
  std::vector<Fact> asked = FactsOf(question.text);
  std::erase_if(asked, [&](const Fact& fact) { return !has_month(fact); });
  if (asked.empty()) return false;
  const std::vector<Fact> there =
      FactsOf(passage.hit->document.title + "\n" + passage.hit->chunk.heading_path + "\n" +
              passage.hit->chunk.text);
  return std::any_of(there.begin(), there.end(), has_month) &&
         std::none_of(asked.begin(), asked.end(), [&](const Fact& month) {
           return std::any_of(there.begin(), there.end(), [&](const Fact& fact) {
             return has_month(fact) && fact.month == month.month;
           });
         });
}

// "Siemens" among Chinese words is whom or what it is about; HR and app have Chinese words as well.
bool IsForeignName(const QuestionReading& question, const QuestionWord& word) {
  if (question.language != Language::kChinese || word.end - word.begin < kLettersOfAName) {
    return false;
  }
  const std::string_view text =
      std::string_view(question.text).substr(word.begin, word.end - word.begin);
  const auto has = [text](char first, char last) {
    return std::any_of(text.begin(), text.end(), [=](char c) { return c >= first && c <= last; });
  };
  return !HasHan(text) && has('A', 'Z') && has('a', 'z');
}

// Whether nothing that was found of the passage's document has a foreign name that is asked about.
bool IsOfAnotherName(const QuestionReading& question, const Evidence& evidence,
                     const Passage& passage) {
  return std::any_of(question.words.begin(), question.words.end(), [&](const QuestionWord& word) {
    return IsForeignName(question, word) &&
           std::none_of(evidence.passages.begin(), evidence.passages.end(),
                        [&](const Passage& one) {
                          return one.hit->document.id == passage.hit->document.id &&
                                 std::all_of(word.terms.begin(), word.terms.end(),
                                             [&one](std::size_t term) { return one.has[term]; });
                        });
  });
}

// What a question begins with beside what it is about: 我们公司, 明年, 一次.
bool IsNoSubject(std::string_view word) {
  constexpr std::array kBeside = {"你们"sv, "咱们"sv, "今年"sv, "明年"sv, "去年"sv, "本月"sv,
                                  "下月"sv, "今天"sv, "明天"sv, "每次"sv, "每月"sv, "每年"sv,
                                  "每天"sv, "如果"sv, "可以"sv, "怎样"sv, "想要"sv, "最多"sv,
                                  "最少"sv, "员工"sv, "职工"sv, "自己"sv, "别人"sv, "有人"sv};
  return SaysLittle(word) || word.starts_with("一") ||
         std::find(kBeside.begin(), kBeside.end(), word) != kBeside.end();
}

// Whether nothing that was found of the passage's document speaks of what the question is about:
// in Chinese of its first word, by a character of it (借书证 in 借书证有效期几年), else of half of
// its words.
bool IsOfAnotherSubject(const QuestionReading& question, const Evidence& evidence,
                        const Passage& passage) {
  std::vector<const QuestionWord*> words;
  for (const QuestionWord& word : question.words) {
    const bool one = IsHan(question, word) && word.end - word.begin <= kBytesOfHan;
    const std::string_view text =
        std::string_view(question.text).substr(word.begin, word.end - word.begin);
    if (!word.kind && !one && !IsNoSubject(text)) words.push_back(&word);
  }
  if (words.size() < 2) return false;
  const auto speaks = [&](const QuestionWord* word) {
    const std::string_view text =
        std::string_view(question.text).substr(word->begin, word->end - word->begin);
    return std::any_of(evidence.passages.begin(), evidence.passages.end(), [&](const Passage& one) {
      if (one.hit->document.id != passage.hit->document.id) return false;
      for (std::size_t term = 0; term < question.terms.size(); ++term) {
        const std::vector<std::size_t>& own = word->terms;
        const bool of_word = std::find(own.begin(), own.end(), term) != own.end() ||
                             (question.terms[term].alone &&
                              text.find(question.terms[term].term) != std::string_view::npos);
        if (of_word && one.has[term]) return true;
      }
      return false;
    });
  };
  if (question.language == Language::kChinese) return !speaks(words.front());
  const auto said = std::count_if(words.begin(), words.end(), speaks);
  return 2 * static_cast<std::size_t>(said) < words.size();
}

// "Is it the", 年: every text has such words.
bool AsksOfNothing(const QuestionReading& question) {
  if (question.terms.size() == 1 && question.terms.front().alone) return true;
  return std::all_of(question.terms.begin(), question.terms.end(),
                     [](const QuestionTerm& term) { return text::IsFunctionWord(term.term); });
}

// The heading right above a passage.
std::string_view HeadingAbove(const Passage& passage) {
  constexpr std::string_view kBetween = " > ";
  const std::string_view path = passage.hit->chunk.heading_path;
  const std::size_t last = path.rfind(kBetween);
  return last == std::string_view::npos ? path : path.substr(last + kBetween.size());
}

bool IsOfTheKind(const QuestionReading& question, const Passage& passage,
                 const Candidate& candidate) {
  const std::string_view text = passage.Text(candidate);
  return text != passage.hit->document.title &&
         IsAsAsked(question.text, text, Form::kSentence, HeadingAbove(passage));
}

bool SpeaksOfIt(const QuestionReading& question, const Evidence& evidence, std::size_t best) {
  const Candidate& candidate = evidence.candidates[best];
  return candidate.row ||
         !IsOfAnotherSubject(question, evidence, evidence.passages[candidate.passage]);
}

bool MayAnswer(const QuestionReading& question, const Evidence& evidence, std::size_t best) {
  const Candidate& candidate = evidence.candidates[best];
  const Passage& passage = evidence.passages[candidate.passage];
  return !AsksOfNothing(question) &&
         std::find(passage.has.begin(), passage.has.end(), true) != passage.has.end() &&
         std::all_of(question.codes.begin(), question.codes.end(),
                     [&passage](std::size_t term) { return passage.has[term]; }) &&
         !SharesLiteralsAlone(question, passage) && !IsOfAnotherMonth(question, passage) &&
         !IsOfAnotherName(question, evidence, passage) &&
         (candidate.row || IsOfTheKind(question, passage, candidate));
}

}  // namespace

EvidenceFeatures FeaturesOfEvidence(const QuestionReading& question, const Evidence& evidence,
                                    const std::vector<SentenceFeatures>& sentences,
                                    const std::vector<double>& chances, std::size_t best) {
  const Candidate& candidate = evidence.candidates[best];
  const SentenceFeatures& sentence = sentences[best];
  const Passage& passage = evidence.passages[candidate.passage];
  const std::vector<double> idf = PoolIdf(question, evidence);
  std::vector<double> focus = idf;
  std::vector<double> pairs = idf;
  double heaviest = 0;
  double missing = 0;
  for (std::size_t i = 0; i < idf.size(); ++i) {
    focus[i] *= static_cast<double>(question.terms[i].focus);
    if (question.terms[i].alone) pairs[i] = 0;
    heaviest = std::max(heaviest, idf[i]);
    if (!passage.has[i]) missing = std::max(missing, idf[i]);
  }
  EvidenceFeatures features{};
  const auto set = [&features](E feature, double value) {
    features[static_cast<std::size_t>(feature)] = static_cast<float>(value);
  };
  double mean = 0;
  double elsewhere = 0;
  double share = 0;
  std::vector<bool> all(idf.size());
  const std::size_t first = std::min(kFirstPassages, evidence.passages.size());
  for (std::size_t place = 0; place < evidence.passages.size(); ++place) {
    const Passage& one = evidence.passages[place];
    const double covered = Coverage(idf, one.has);
    if (place < first) mean += covered / static_cast<double>(first);
    if (place != candidate.passage) elsewhere = std::max(elsewhere, covered);
    share = std::max(share, one.hit->coverage);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = all[i] || one.has[i];
  }
  double typed = 0;
  double rival = kLeastChance;
  for (std::size_t i = 0; i < chances.size(); ++i) {
    if (question.types.empty() || Of(sentences[i], S::kTypeFits) > 0) {
      typed = std::max(typed, static_cast<double>(Of(sentences[i], S::kPoolCoverage)));
    }
    if (evidence.candidates[i].passage != candidate.passage) rival = std::max(rival, chances[i]);
  }
  set(E::kPassageCoverage, Coverage(idf, passage.has));
  set(E::kSentenceCoverage, Coverage(idf, candidate.has));
  set(E::kFocusOfPassage, Coverage(focus, passage.has));
  set(E::kFocusOfSentence, Coverage(focus, candidate.has));
  set(E::kPairsOfPassage, Coverage(pairs, passage.has));
  set(E::kPairsOfSentence, Coverage(pairs, candidate.has));
  set(E::kAround, Coverage(idf, Around(evidence, best)));
  set(E::kUnion, Coverage(idf, all));
  set(E::kMean, mean);
  set(E::kElsewhere, elsewhere);
  set(E::kShare, passage.hit->coverage);
  set(E::kShareOfFirst, share);
  set(E::kMargin, Margin(evidence.passages));
  set(E::kTypeFits, question.types.empty() ? 0 : Of(sentence, S::kTypeFits) > 0 ? 1 : -1);
  set(E::kTypedCoverage, typed);
  set(E::kIdentifiersMissing, ShareOfIdentifiersMissing(question, passage));
  set(E::kNames, NamesIn(question, passage.has));
  set(E::kNamesOfSentence, NamesIn(question, candidate.has));
  set(E::kHeaviestMissing, heaviest > 0 ? missing / heaviest : 0);
  set(E::kRun, Of(sentence, S::kRun));
  set(E::kChance, chances[best]);
  set(E::kLead, std::log(std::max(chances[best], kLeastChance) / rival));
  set(E::kTerms, Of(sentence, S::kTerms));
  set(E::kPassages, std::log(static_cast<double>(evidence.passages.size())));
  set(E::kHan, question.language == Language::kChinese ? 1 : 0);
  set(E::kNewShare, Of(sentence, S::kNewShare));
  SetWords(question, evidence, best, features);
  return features;
}

bool CanAnswer(const QuestionReading& question, const Evidence& evidence, std::size_t best) {
  return MayAnswer(question, evidence, best) && SpeaksOfIt(question, evidence, best);
}

double Answerability(const QuestionReading& question, const Evidence& evidence,
                     const std::vector<SentenceFeatures>& sentences,
                     const std::vector<double>& chances, std::size_t best) {
  if (!MayAnswer(question, evidence, best)) return 0;
  const double likely =
      Probability(FeaturesOfEvidence(question, evidence, sentences, chances, best));
  if (SpeaksOfIt(question, evidence, best)) return likely;
  return 1 / (1 + std::exp(kOfAnotherSubject - LogOdds(likely)));
}

double RawScore(const EvidenceFeatures& features) {
  return static_cast<double>(
      search::SumOfTrees(kAnswerabilityNodes, kAnswerabilityRoots, features));
}

double Probability(const EvidenceFeatures& features) {
  return 1 / (1 + std::exp(-(kCalibrationSlope * RawScore(features) + kCalibrationBias)));
}

double RefusalThreshold() { return kRefusalThreshold; }

}  // namespace wenyuan::answer
