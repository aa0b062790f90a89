#include "extractive_summary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "../citation.h"
#include "../words.h"
#include "selection.h"
#include "sentence_space.h"
#include "wenyuan/text/script.h"

namespace wenyuan::answer {
namespace {

using namespace std::string_view_literals;

// Of candidates that take part in the selection, whatever the length of the text.
constexpr std::size_t kMostCandidates = 3'000;
constexpr std::size_t kPiecesWithoutHeadings = 8;
// How much more the beginning of a text says, and how soon a section is covered: English reports
// say at the start what they are about, Chinese ones all over. Chosen on the development half of
// dragonball; docs/decisions/0342. See 0310 for what the others are worth.
struct Manner {
  double for_beginning;
  double sentences_of_beginning;
  double growth;  // of what is said of a section: w to this power
};
constexpr Manner kHan{.6, 6, .5};
constexpr Manner kOther{24, 12, .9};
constexpr double kForFirstOfSection = .2;
constexpr double kForTellingHeading = .3;
constexpr double kOfApparatus = .2;
constexpr double kOfLeaning = .5;

constexpr std::array kTelling = {"abstract"sv, "summary"sv, "conclusion"sv, "overview"sv,
                                 "purpose"sv,  "摘要"sv,    "概述"sv,       "概要"sv,
                                 "总结"sv,     "结论"sv,    "目的"sv,       "总则"sv};
constexpr std::array kApparatus = {"references"sv, "bibliography"sv, "appendix"sv, "acknowledg"sv,
                                   "contents"sv,   "index"sv,        "glossary"sv, "参考文献"sv,
                                   "附录"sv,       "致谢"sv,         "目录"sv,     "索引"sv};

double OfHeading(const std::string& path) {
  const std::string lower = Lower(path);
  if (HasAny(lower, kApparatus)) return kOfApparatus;
  return HasAny(lower, kTelling) ? 1 + kForTellingHeading : 1;
}

// The headings of a path down to a level, 0 being none.
std::string_view DownTo(std::string_view path, std::size_t level) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < level && end != std::string_view::npos; ++i) {
    end = path.find(" > ", end == 0 ? 0 : end + 3);
  }
  return level == 0 ? std::string_view() : path.substr(0, end);
}

// The sections to be covered, by chunk: what stands below the highest headings that divide the
// text; without any, pieces of equal length.
std::vector<std::size_t> SectionsOf(const SourceText& source, std::size_t first_number) {
  constexpr std::size_t kDeepest = 4;
  std::vector<std::size_t> sections(source.chunks.size());
  for (std::size_t level = 1; level <= kDeepest; ++level) {
    std::map<std::string_view, std::size_t> numbers;
    for (std::size_t at = 0; at < source.chunks.size(); ++at) {
      const auto heading = DownTo(source.chunks[at].heading_path, level);
      sections[at] = numbers.emplace(heading, first_number + numbers.size()).first->second;
    }
    if (numbers.size() > 1) return sections;
  }
  for (std::size_t at = 0; at < sections.size(); ++at) {
    sections[at] = first_number + at * kPiecesWithoutHeadings / sections.size();
  }
  return sections;
}

Manner MannerOf(const SourceText& source) {
  constexpr std::size_t kLookedAt = 20;  // passages
  std::string text;
  for (std::size_t at = 0; at < std::min(kLookedAt, source.chunks.size()); ++at) {
    text += source.chunks[at].text;
  }
  return text::DominantScript(text) == text::Script::kHan ? kHan : kOther;
}

// The sentences of all sources, what each says, and where it belongs.
struct Weighed {
  std::vector<SummarySentence> sentences;
  std::vector<double> weights;
  std::vector<std::size_t> sections;
};

void WeighSource(std::span<const SourceText> sources, std::size_t begin, std::size_t end,
                 Weighed& weighed) {
  const SourceText& source = sources[weighed.sentences[begin].source];
  const auto centrality = Centrality(std::span(weighed.sentences).subspan(begin, end - begin));
  const std::size_t first_section =
      weighed.sections.empty()
          ? 0
          : *std::max_element(weighed.sections.begin(), weighed.sections.end()) + 1;
  const std::vector<std::size_t> sections = SectionsOf(source, first_section);
  const Manner manner = MannerOf(source);
  double all = 0;
  std::set<std::size_t> begun;
  for (std::size_t at = begin; at < end; ++at) {
    const SummarySentence& sentence = weighed.sentences[at];
    const std::size_t section = sections[sentence.chunk];
    double weight = centrality[at - begin] * OfHeading(source.chunks[sentence.chunk].heading_path);
    const auto place = static_cast<double>(at - begin);
    weight *= 1 + manner.for_beginning * std::exp(-place / manner.sentences_of_beginning);
    if (begun.insert(section).second) weight *= 1 + kForFirstOfSection;
    if (sentence.leans) weight *= kOfLeaning;
    weighed.weights.push_back(weight);
    weighed.sections.push_back(section);
    all += weight;
  }
  if (all <= 0) return;
  // So that sources are alike, whatever their manner: 1 is the mean of each.
  const double mean = all / static_cast<double>(end - begin);
  for (std::size_t at = begin; at < end; ++at) weighed.weights[at] /= mean;
}

Weighed Weigh(const text::Analyzer& analyzer, std::span<const SourceText> sources) {
  Weighed weighed;
  weighed.sentences = SentencesOf(analyzer, sources);
  for (std::size_t begin = 0; begin < weighed.sentences.size();) {
    std::size_t end = begin;
    while (end < weighed.sentences.size() &&
           weighed.sentences[end].source == weighed.sentences[begin].source) {
      ++end;
    }
    WeighSource(sources, begin, end, weighed);
    begin = end;
  }
  return weighed;
}

// The best, and of each section its best, in their order.
std::vector<std::size_t> Shortlist(const Weighed& weighed) {
  std::vector<std::size_t> places(weighed.sentences.size());
  std::iota(places.begin(), places.end(), 0);
  if (places.size() <= kMostCandidates) return places;
  std::stable_sort(places.begin(), places.end(), [&](std::size_t left, std::size_t right) {
    return weighed.weights[left] > weighed.weights[right];
  });
  std::set<std::size_t> sections;
  std::vector<std::size_t> kept;
  for (std::size_t at = 0; at < places.size(); ++at) {
    const bool is_first = sections.insert(weighed.sections[places[at]]).second;
    if (at < kMostCandidates || (is_first && kept.size() < 2 * kMostCandidates)) {
      kept.push_back(places[at]);
    }
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

SummaryPoint PointOf(const SourceText& source, const SummarySentence& sentence) {
  SummaryPoint point;
  point.source = sentence.source;
  point.heading = source.chunks[sentence.chunk].heading_path;
  point.sentence.citations = {Cite(source.HitOf(sentence.chunk), sentence.begin, sentence.end)};
  point.sentence.text = point.sentence.citations.front().quote;
  return point;
}

}  // namespace

ExtractiveSummary Extract(const text::Analyzer& analyzer, std::span<const SourceText> sources,
                          std::size_t sentences) {
  const Weighed weighed = Weigh(analyzer, sources);
  const std::vector<std::size_t> places = Shortlist(weighed);
  std::vector<SelectionCandidate> candidates;
  candidates.reserve(places.size());
  for (const std::size_t place : places) {
    candidates.push_back(
        {&weighed.sentences[place], weighed.weights[place], weighed.sections[place]});
  }
  const double growth = sources.empty() ? kOther.growth : MannerOf(sources.front()).growth;
  const Selection selection = Select(candidates, sentences, growth);
  ExtractiveSummary summary;
  for (const std::size_t at : selection.chosen) {
    const SummarySentence& sentence = *candidates[at].sentence;
    summary.points.push_back(PointOf(sources[sentence.source], sentence));
  }
  for (const SourceText& source : sources) {
    summary.left_out.tables += static_cast<std::size_t>(
        std::count_if(source.chunks.begin(), source.chunks.end(),
                      [](const store::Chunk& chunk) { return !chunk.table.empty(); }));
  }
  summary.left_out.repeated = selection.repeated;
  summary.left_out.less_central =
      weighed.sentences.size() - selection.chosen.size() - selection.repeated;
  return summary;
}

std::vector<std::vector<double>> CentralityOfPassages(const text::Analyzer& analyzer,
                                                      std::span<const SourceText> sources) {
  std::vector<std::vector<double>> centrality;
  for (const SourceText& source : sources) centrality.emplace_back(source.chunks.size());
  const Weighed weighed = Weigh(analyzer, sources);
  for (std::size_t at = 0; at < weighed.sentences.size(); ++at) {
    const SummarySentence& sentence = weighed.sentences[at];
    double& of_chunk = centrality[sentence.source][sentence.chunk];
    of_chunk = std::max(of_chunk, weighed.weights[at]);
  }
  return centrality;
}

}  // namespace wenyuan::answer
