#include "summary_writer.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "extractive_summary.h"
#include "selection.h"
#include "sentence_space.h"
#include "wenyuan/search/compress.h"

namespace wenyuan::answer {
namespace {

constexpr std::uint32_t kTokensOfSentence = 120;
constexpr int kDeltasBetweenNews = 16;

Error Stopped() {
  return {ErrorCode::kCancelled, "the summary was stopped by who asked for it; ask again",
          "请求者停止了摘要；如有需要，请重新提交"};
}

// Whose summaries may share computed prefixes: those who may read the same.
std::string ScopeOf(std::span<const SourceText> sources, const std::string& user) {
  std::set<std::string> parts;
  for (const SourceText& source : sources) {
    parts.insert("library " + source.library.id);
    if (source.document.restricted) parts.insert("asker " + user);
  }
  std::string scope;
  for (const std::string& part : parts) scope += part + "\n";
  return scope;
}

std::string NameOf(const store::Document& document) {
  return document.title.empty() ? document.source_name : document.title;
}

}  // namespace

SummaryWriter::SummaryWriter(Settings settings, std::span<const SourceText> sources,
                             std::vector<Language> languages, std::vector<bool> wanted,
                             const OnSummaryProgress& on_progress)
    : settings_(std::move(settings)),
      sources_(sources),
      languages_(std::move(languages)),
      wanted_(std::move(wanted)),
      on_progress_(on_progress),
      end_(std::chrono::steady_clock::now() + settings_.options.time),
      scope_(ScopeOf(sources, settings_.user)) {}

// Half of what a model with a small context holds: its answer and the estimate need room, too.
std::size_t SummaryWriter::PartTokens() const {
  const std::size_t most = settings_.options.part_tokens;
  const std::size_t context = settings_.info.context_tokens;
  return context == 0 ? most : std::clamp<std::size_t>(context / 2, 128, most);
}

SummaryWriter::Statement SummaryWriter::Place(Sentence sentence) const {
  const Citation& first = sentence.citations.front();
  Statement statement;
  for (std::size_t at = 0; at < sources_.size(); ++at) {
    if (sources_[at].document.id != first.document_id) continue;
    const auto& chunks = sources_[at].chunks;
    const auto found =
        std::lower_bound(chunks.begin(), chunks.end(), first.chunk,
                         [](const auto& chunk, std::uint32_t n) { return chunk.number < n; });
    statement.point.source = at;
    statement.chunk = static_cast<std::size_t>(found - chunks.begin());
    statement.point.heading = found->heading_path;
    break;
  }
  statement.point.sentence = std::move(sentence);
  return statement;
}

SummaryWriter::Reading SummaryWriter::ReadingOf(const ReadingPart& part,
                                                std::size_t statements) const {
  const SourceText& source = sources_[part.source];
  Reading reading;
  reading.most = statements;
  std::vector<std::string> texts;
  for (const std::size_t chunk : part.chunks) {
    const store::Chunk& passage = source.chunks[chunk];
    const std::string& heading = passage.heading_path;
    texts.push_back((heading.empty() ? "" : heading + "\n") + passage.text);
    reading.named.push_back({reading.hits.size()});
    reading.hits.push_back(source.HitOf(chunk));
  }
  reading.prompt =
      PromptForPart(languages_[part.source], NameOf(source.document), texts, statements);
  return reading;
}

SummaryWriter::Reading SummaryWriter::ReadingOf(const std::vector<Statement>& statements,
                                                Language language, std::size_t sentences) const {
  Reading reading;
  reading.most = sentences;
  std::vector<std::string> texts;
  std::map<std::pair<std::string, std::uint32_t>, std::size_t> known;
  for (const Statement& statement : statements) {
    texts.push_back(statement.point.sentence.text);
    std::vector<std::size_t>& named = reading.named.emplace_back();
    for (const Citation& citation : statement.point.sentence.citations) {
      const auto [place, fresh] =
          known.emplace(std::pair(citation.document_id, citation.chunk), reading.hits.size());
      named.push_back(place->second);
      if (!fresh) continue;
      const auto source = std::find_if(
          sources_.begin(), sources_.end(),
          [&](const SourceText& one) { return one.document.id == citation.document_id; });
      const auto chunk =
          std::find_if(source->chunks.begin(), source->chunks.end(),
                       [&](const store::Chunk& one) { return one.number == citation.chunk; });
      reading.hits.push_back(
          source->HitOf(static_cast<std::size_t>(chunk - source->chunks.begin())));
    }
  }
  reading.prompt = PromptForWhole(language, texts, sentences);
  return reading;
}

Result<std::vector<SummaryWriter::Statement>> SummaryWriter::Ask(const Reading& reading,
                                                                 Summary& summary) {
  const llm::ChatModelInfo& info = settings_.info;
  llm::ChatRequest chat;
  chat.turns = reading.prompt.turns;
  chat.most_tokens = static_cast<std::uint32_t>(reading.most) * kTokensOfSentence +
                     (info.thinks ? settings_.options.most_thinking_tokens : 0);
  // A grammar would hold the thinking to the form of an answer, too.
  if (info.grammar && !info.thinks) chat.grammar = reading.prompt.grammar;
  if (info.quotable) chat.quotable = reading.prompt.quotable;
  chat.scope = scope_;
  chat.user = settings_.user;
  chat.background = true;
  ProvenStatements statements(settings_.analyzer, reading.hits, reading.named, reading.most,
                              reading.prompt.most_characters);
  bool left = false;
  int deltas = 0;
  const Result<llm::ChatReply> reply = settings_.model.Chat(
      chat,
      [&](const llm::ChatDelta& delta) {
        left = ++deltas % kDeltasBetweenNews == 0 && !Tell();
        return !left && statements.Take(delta);
      },
      Deadline::After(settings_.options.part_time));
  if (left) return Stopped();
  if (!reply && !statements.had_enough() && statements.proven().empty()) return reply.error();
  if (reply) statements.Finish();
  std::vector<Statement> placed;
  for (Sentence& sentence : statements.proven()) placed.push_back(Place(std::move(sentence)));
  std::move(statements.unproven().begin(), statements.unproven().end(),
            std::back_inserter(summary.unproven));
  summary.left_out.repeated += statements.repeated();
  return placed;
}

Result<void> SummaryWriter::ReadParts(std::size_t sentences, Summary& summary) {
  const std::vector<ReadingPart> parts =
      PlanParts(sources_, wanted_, CentralityOfPassages(settings_.analyzer, sources_), PartTokens(),
                settings_.options.most_parts);
  total_ = parts.size() + 1;
  // About twice as many as are wanted, so that there is something to choose from.
  const std::size_t statements =
      std::clamp<std::size_t>((2 * sentences + parts.size() - 1) / parts.size(), 2, 6);
  for (std::size_t at = 0; at < sources_.size(); ++at) {
    if (wanted_[at]) summary.sources[at].read = 0;
  }
  std::optional<Error> failed;
  for (const ReadingPart& part : parts) {
    if (!Tell()) return Stopped();
    if (std::chrono::steady_clock::now() >= end_) break;
    auto said = Ask(ReadingOf(part, statements), summary);
    if (said) {
      std::move(said->begin(), said->end(), std::back_inserter(statements_));
      summary.sources[part.source].read += part.chunks.size();
    } else if (said.error().code == ErrorCode::kCancelled) {
      return said.error();
    } else {
      failed = said.error();
      // One part may be too long for it; whatever else fails will fail again.
      if (failed->code != ErrorCode::kTooLarge) break;
    }
    ++done_;
  }
  done_ = total_ - 1;
  if (failed && statements_.empty()) return *failed;
  summary.without_model = failed;
  return {};
}

std::vector<SummaryWriter::Statement> SummaryWriter::Choose(std::vector<Statement> statements,
                                                            std::size_t most,
                                                            Summary& summary) const {
  std::vector<std::string_view> texts;
  for (const Statement& statement : statements) texts.push_back(statement.point.sentence.text);
  std::vector<SummarySentence> sentences = SentencesOf(settings_.analyzer, texts);
  const std::vector<double> centrality = Centrality(sentences);
  std::vector<SelectionCandidate> candidates;
  for (std::size_t at = 0; at < sentences.size(); ++at) {
    sentences[at].source = statements[at].point.source;
    candidates.push_back({&sentences[at], centrality[at], sentences[at].source});
  }
  const Selection selection = Select(candidates, most);
  summary.left_out.repeated += selection.repeated;
  summary.left_out.less_central += statements.size() - selection.chosen.size() - selection.repeated;
  std::vector<Statement> chosen;
  for (const std::size_t at : selection.chosen) chosen.push_back(std::move(statements[at]));
  return chosen;
}

Result<std::vector<SummaryWriter::Statement>> SummaryWriter::Merge(
    std::vector<Statement> statements, Language language, std::size_t sentences, Summary& summary) {
  if (statements.size() <= sentences) return statements;
  std::size_t tokens = 0;
  for (const Statement& statement : statements) {
    tokens += search::EstimateTokens(statement.point.sentence.text) + 4;
  }
  if (tokens > PartTokens()) {
    const std::size_t fit = statements.size() * PartTokens() / tokens;
    statements = Choose(std::move(statements), std::max(fit, sentences), summary);
  }
  auto merged = Ask(ReadingOf(statements, language, sentences), summary);
  if (!merged && merged.error().code == ErrorCode::kCancelled) return merged;
  if (!merged) summary.without_model = merged.error();
  if (!merged || merged->empty()) return Choose(std::move(statements), sentences, summary);
  summary.left_out.less_central += statements.size() - std::min(statements.size(), merged->size());
  std::set<std::size_t> covered;
  for (const Statement& statement : *merged) covered.insert(statement.point.source);
  for (Statement& statement : statements) {  // a document that the merging forgot
    if (covered.insert(statement.point.source).second) merged->push_back(std::move(statement));
  }
  return merged;
}

Result<void> SummaryWriter::Write(std::size_t sentences, Summary& summary) {
  WY_CHECK(ReadParts(sentences, summary));
  for (std::size_t at = 0; at < sources_.size(); ++at) {
    if (wanted_[at])
      summary.left_out.unread += summary.sources[at].passages - summary.sources[at].read;
  }
  const auto all = static_cast<std::size_t>(std::count(wanted_.begin(), wanted_.end(), true));
  std::vector<Statement> points;
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    std::vector<Statement> group;
    std::size_t sources = 0;
    for (std::size_t at = 0; at < sources_.size(); ++at) {
      if (wanted_[at] && languages_[at] == language) ++sources;
    }
    for (Statement& statement : statements_) {
      if (languages_[statement.point.source] == language) group.push_back(std::move(statement));
    }
    if (group.empty()) continue;
    if (!Tell()) return Stopped();
    const std::size_t share = std::max((sentences * sources + all - 1) / all, sources);
    WY_TRY(auto merged, Merge(std::move(group), language, share, summary));
    std::move(merged.begin(), merged.end(), std::back_inserter(points));
    statements_.erase(std::remove_if(statements_.begin(), statements_.end(),
                                     [&](const Statement& statement) {
                                       return languages_[statement.point.source] == language;
                                     }),
                      statements_.end());
  }
  std::stable_sort(points.begin(), points.end(), [](const auto& left, const auto& right) {
    return std::pair(left.point.source, left.chunk) < std::pair(right.point.source, right.chunk);
  });
  for (Statement& statement : points) summary.points.push_back(std::move(statement.point));
  done_ = total_;
  return {};
}

}  // namespace wenyuan::answer
