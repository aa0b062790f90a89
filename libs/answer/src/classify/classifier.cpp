#include "wenyuan/answer/classifier.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "../citation.h"
#include "../summary/extractive_summary.h"
#include "../summary/source_text.h"
#include "../words.h"
#include "label_choice.h"
#include "label_meaning.h"
#include "label_words.h"
#include "wenyuan/text/normalise.h"
#include "wenyuan/text/script.h"
#include "wenyuan/text/sentences.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::chrono::milliseconds kTimeToKnowTheModel{2'000};
constexpr std::chrono::milliseconds kTimeForMeaning{5'000};
constexpr std::size_t kPassagesLookedAt = 60;
constexpr std::size_t kEvidence = 2;
constexpr std::size_t kSentencesForModel = 12;
constexpr std::size_t kMostNameCharacters = 100;
constexpr std::size_t kMostTextBytes = 2'000;
constexpr std::size_t kMostThatFit = 10;
// Of two labels the chances are as the exponents of their fits times this (docs/decisions/0313).
constexpr double kSharpness = 30;
// How likely the best label is right, by how far its fit stands out from the mean of the others and
// from the next: logistic, fitted on the first half of bbc-news. Less likely than kFits none of the
// labels fits; there, of both errors the least were made (docs/decisions/0341).
constexpr double kBase = 2.071;
constexpr double kForStandingOut = .961;  // of the logarithm
constexpr double kForLead = 29.7;
constexpr double kLeastFit = .001;
constexpr double kFits = .3;
// The same where meaning counts beside the words; fitted on the development halves of
// bbc-news and thucnews-titles (docs/decisions/0421).
constexpr double kSharpnessOfMeaning = 20;
constexpr double kBaseOfMeaning = 2.92;
constexpr double kMeaningStandingOut = 2.02;
constexpr double kMeaningLead = 3.55;
// What a model says, beside the words.
constexpr double kForModel = .6;

Error BadLabel(const std::string& what, const std::string& what_zh) {
  return {ErrorCode::kInvalidArgument, what, what_zh};
}

Result<void> CheckLabel(const Label& label) {
  const bool good_name = text::IsValidUtf8(label.name) &&
                         label.name.find_first_not_of(" \t\r\n") != std::string::npos &&
                         label.name.find('\n') == std::string::npos &&
                         text::CountCharacters(label.name) <= kMostNameCharacters;
  if (!good_name) {
    return BadLabel("a label has a name of 1 to 100 characters in one line",
                    "标签名须为 1 到 100 个字符，且不含换行");
  }
  const auto too_long = [](const std::string& text) { return text.size() > kMostTextBytes; };
  if (too_long(label.description) ||
      std::any_of(label.examples.begin(), label.examples.end(), too_long)) {
    return BadLabel(
        "the description and each example of label '" + label.name + "' have at most 2000 bytes",
        "标签“" + label.name + "”的说明和每个示例最多 2000 字节");
  }
  if (label.examples.size() > kMostLabelExamples) {
    return BadLabel("label '" + label.name + "' has more than 20 examples",
                    "标签“" + label.name + "”的示例超过 20 个");
  }
  return {};
}

Result<void> Check(const ClassificationRequest& request) {
  if (request.labels.empty()) {
    return BadLabel("give labels to choose from", "请给出可选的标签");
  }
  if (request.labels.size() > kMostLabels) {
    const std::string most = std::to_string(kMostLabels);
    return Error{ErrorCode::kTooLarge, "at most " + most + " labels can be told apart at once",
                 "一次最多可给出 " + most + " 个标签"};
  }
  if (request.most < 1 || request.most > kMostThatFit) {
    return BadLabel("from 1 to 10 labels may fit a document", "一个文档可有 1 到 10 个标签");
  }
  std::map<std::string, std::string> known;
  for (const Label& label : request.labels) {
    WY_CHECK(CheckLabel(label));
    const auto [before, fresh] =
        known.emplace(Lower(text::Normalise(label.name, {}).text), label.name);
    if (fresh) continue;
    return BadLabel("label '" + label.name + "' is there twice", "标签“" + label.name + "”重复");
  }
  return {};
}

// Passages from all over the document.
std::vector<std::size_t> Sample(const SourceText& source) {
  const std::size_t all = source.chunks.size();
  const std::size_t count = std::min(all, kPassagesLookedAt);
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < count; ++at) places.push_back(at * all / count);
  return places;
}

std::string TitleOf(const store::Document& document) {
  return document.title.empty() ? document.source_name : document.title;
}

class WiredClassifier final : public Classifier {
 public:
  explicit WiredClassifier(ClassifierParts parts) : parts_(std::move(parts)) {}

  Result<Classification> Classify(const ClassificationRequest& request,
                                  const access::Asker& asker) const override {
    WY_CHECK(Check(request));
    WY_TRY(const SourceText source,
           SourceReader(parts_.store, parts_.access, asker).Read(request.part));
    const std::vector<std::size_t> sample = Sample(source);
    std::string text = TitleOf(source.document) + "\n";
    for (const std::size_t chunk : sample) text += source.chunks[chunk].text + "\n";
    const LabelMeaning meaning(parts_.embedder, request.labels, source, TitleOf(source.document),
                               sample, Deadline::After(kTimeForMeaning));
    LabelWords words(parts_.analyzer, parts_.searcher, asker, meaning.known());
    WY_CHECK(words.Learn(request.labels, text, source.document.number));
    if (meaning.known()) words.Add(meaning.Fits());
    Classification found = ByFits(request, words, meaning.known());
    found.source = {source.document.id, TitleOf(source.document), source.library.name,
                    source.revision,    source.chunks.size(),     sample.size()};
    if (!request.extractive && parts_.model) {
      if (const auto model = parts_.model()) AskModel(*model, request, asker, source, text, found);
    }
    for (std::size_t at = 0; at < found.fitting; ++at) {
      found.scores[at].evidence = Evidence(source, sample, words, found.scores[at].label);
      if (found.scores[at].evidence.empty()) {
        found.scores[at].evidence = meaning.Evidence(found.scores[at].label);
      }
    }
    return found;
  }

 private:
  static Classification ByFits(const ClassificationRequest& request, const LabelWords& words,
                               bool meaning) {
    Classification found;
    found.model = meaning || words.used_meaning() ? "words and meaning" : "words";
    double best = 0;
    for (const LabelFit& fit : words.fits()) best = std::max(best, fit.fit);
    const double right = ChanceOfBest(words.fits(), meaning);
    double all = 0;
    for (std::size_t label = 0; label < request.labels.size(); ++label) {
      const LabelFit& fit = words.fits()[label];
      LabelScore score;
      score.label = label;
      score.confidence =
          right * std::exp((meaning ? kSharpnessOfMeaning : kSharpness) * (fit.fit - best));
      score.tagged_alike = fit.tagged_alike;
      all += score.confidence;
      found.scores.push_back(std::move(score));
    }
    Sort(found);
    while (found.fitting < std::min(request.most, found.scores.size()) &&
           found.scores[found.fitting].confidence >= kFits) {
      ++found.fitting;
    }
    found.none = std::max(0.0, 1 - all);
    for (LabelScore& score : found.scores) score.confidence /= std::max(1.0, all);
    return found;
  }

  static double ChanceOfBest(std::span<const LabelFit> fits, bool meaning) {
    std::vector<double> sorted;
    for (const LabelFit& fit : fits) sorted.push_back(fit.fit);
    std::sort(sorted.rbegin(), sorted.rend());
    double others = 0;
    for (std::size_t at = 1; at < sorted.size(); ++at) others += sorted[at];
    const double next = sorted.size() > 1 ? sorted[1] : 0;
    if (sorted.size() > 1) others /= static_cast<double>(sorted.size() - 1);
    const double out = std::log(std::max(sorted.front() - others, kLeastFit));
    const double lead = sorted.front() - next;
    const double log_odds = meaning
                                ? kBaseOfMeaning + kMeaningStandingOut * out + kMeaningLead * lead
                                : kBase + kForStandingOut * out + kForLead * lead;
    return 1 / (1 + std::exp(-log_odds));
  }

  static void Sort(Classification& found) {
    std::stable_sort(
        found.scores.begin(), found.scores.end(),
        [](const auto& one, const auto& other) { return one.confidence > other.confidence; });
  }

  // Its word counts when it gives one; else `found` stays, and says why.
  void AskModel(const llm::ChatModel& model, const ClassificationRequest& request,
                const access::Asker& asker, const SourceText& source, const std::string& text,
                Classification& found) const {
    const auto info = model.Info(Deadline::After(kTimeToKnowTheModel));
    if (!info) {
      found.without_model = info.error();
      return;
    }
    std::string digest;
    for (const SummaryPoint& point :
         Extract(parts_.analyzer, {&source, 1}, kSentencesForModel).points) {
      digest += point.sentence.text + "\n";
    }
    const Language language =
        text::DominantScript(text) == text::Script::kHan ? Language::kChinese : Language::kEnglish;
    std::string scope = "library " + source.library.id;
    if (source.document.restricted) scope += "\nasker " + std::to_string(asker.user);
    const auto chosen =
        AskForLabels(model, *info, request.labels, TitleOf(source.document), digest, language,
                     request.most, scope, std::to_string(asker.user), parts_.model_time);
    if (!chosen) {
      found.without_model = chosen.error();
    } else if (!*chosen) {
      found.without_model =
          Error{ErrorCode::kUnavailable,
                "the model gave no answer that is a label, or another one when the labels were "
                "turned round, so the words decide",
                "模型的回答不是给定的标签，或在标签顺序颠倒后给出了不同的回答，因此按用词判定"};
    } else {
      found.model = info->model;
      Take(**chosen, found);
    }
  }

  // Where the model's chances are known, they and the words together decide.
  static void Weigh(const std::vector<double>& chances, Classification& found) {
    found.none = (1 - kForModel) * found.none + kForModel * chances.back();
    for (LabelScore& score : found.scores) {
      score.confidence = (1 - kForModel) * score.confidence + kForModel * chances[score.label];
    }
    Sort(found);
    found.fitting = found.scores.front().confidence > found.none ? 1 : 0;
  }

  static void Take(const LabelChoice& choice, Classification& found) {
    if (!choice.chances.empty()) return Weigh(choice.chances, found);
    const std::vector<std::size_t>& chosen = choice.labels;
    const double share = kForModel / static_cast<double>(std::max<std::size_t>(1, chosen.size()));
    found.none = (1 - kForModel) * found.none + (chosen.empty() ? kForModel : 0);
    for (LabelScore& score : found.scores) {
      score.confidence *= 1 - kForModel;
      const bool is_chosen = std::find(chosen.begin(), chosen.end(), score.label) != chosen.end();
      if (is_chosen) score.confidence += share;
    }
    const auto place = [&](const LabelScore& score) {
      return std::find(chosen.begin(), chosen.end(), score.label) - chosen.begin();
    };
    Sort(found);
    std::stable_sort(found.scores.begin(), found.scores.end(),
                     [&](const auto& one, const auto& other) { return place(one) < place(other); });
    found.fitting = chosen.size();
  }

  // The sentences that speak most for a label, in reading order.
  static std::vector<Sentence> Evidence(const SourceText& source,
                                        const std::vector<std::size_t>& sample, LabelWords& words,
                                        std::size_t label) {
    struct Place {
      double speaks = 0;
      std::size_t chunk = 0;
      text::Range range;
    };
    std::vector<Place> best;
    for (const std::size_t chunk : sample) {
      const std::string_view text = source.chunks[chunk].text;
      for (const text::Range& range : text::SplitSentences(text)) {
        const double speaks =
            words.SpeaksFor(text.substr(range.begin, range.end - range.begin), label);
        if (speaks <= 0) continue;
        best.push_back({speaks, chunk, range});
        std::stable_sort(best.begin(), best.end(), [](const Place& one, const Place& other) {
          return one.speaks > other.speaks;
        });
        best.resize(std::min(best.size(), kEvidence));
      }
    }
    std::sort(best.begin(), best.end(), [](const Place& one, const Place& other) {
      return std::pair(one.chunk, one.range.begin) < std::pair(other.chunk, other.range.begin);
    });
    std::vector<Sentence> evidence;
    for (const Place& place : best) {
      Sentence sentence;
      sentence.citations = {Cite(source.HitOf(place.chunk), place.range.begin, place.range.end)};
      sentence.text = sentence.citations.front().quote;
      const bool said = std::any_of(evidence.begin(), evidence.end(), [&](const Sentence& before) {
        return before.text == sentence.text;
      });
      if (!said) evidence.push_back(std::move(sentence));
    }
    return evidence;
  }

  const ClassifierParts parts_;
};

}  // namespace

std::unique_ptr<Classifier> MakeClassifier(ClassifierParts parts) {
  return std::make_unique<WiredClassifier>(std::move(parts));
}

}  // namespace wenyuan::answer
