#include "wenyuan/quality/faq.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "check_question.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/quality/editing.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::quality {
namespace {

using store::FaqCitation;
using store::FaqEntry;

constexpr std::size_t kMostQuestions = 50;
constexpr std::size_t kMostAnswerCharacters = 4'000;
constexpr std::size_t kMostSources = 20;

Error Wrong(std::string message, std::string message_zh) {
  return {ErrorCode::kInvalidArgument, std::move(message), std::move(message_zh)};
}

Error NoEntry(const std::string& id) {
  const std::string shown = id.substr(0, 40);
  return {ErrorCode::kNotFound, "there is no FAQ entry '" + shown + "'",
          "没有常见问题条目“" + shown + "”"};
}

Error NoSource(const std::string& name) {
  const std::string shown = name.substr(0, 100);
  return {ErrorCode::kNotFound,
          "the source '" + shown + "' is not in this library; name a passage or a document of it",
          "来源“" + shown + "”不在该知识库中；请指明该库的段落或文档"};
}

std::string Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

// Why it cannot be stored, both languages without a subject.
std::optional<eval::LineProblem> FaultOf(const FaqDraft& draft) {
  if (draft.questions.empty()) return eval::LineProblem{0, "has no question", "没有问题"};
  if (draft.questions.size() > kMostQuestions) {
    return eval::LineProblem{0, "has more than 50 ways to ask it", "的问法超过 50 种"};
  }
  for (const std::string& question : draft.questions) {
    store::Question asked;
    asked.text = question;
    asked.must_refuse = true;  // judged by nothing here
    if (auto fault = Fault(asked)) return fault;
  }
  if (Trimmed(draft.answer).empty()) return eval::LineProblem{0, "has no answer", "没有答案"};
  if (!text::IsValidUtf8(draft.answer) ||
      text::CountCharacters(draft.answer) > kMostAnswerCharacters) {
    return eval::LineProblem{0, "has an answer of more than 4000 characters",
                             "的答案超过 4000 个字符"};
  }
  if (draft.sources.size() > kMostSources) {
    return eval::LineProblem{0, "has more than 20 sources", "的来源超过 20 个"};
  }
  return std::nullopt;
}

// "d_4xk2….3.14" in parts; nothing for another name.
struct PassageName {
  std::string document;
  std::uint32_t revision = 0;
  std::uint32_t chunk = 0;
};
std::optional<PassageName> ReadPassageName(const std::string& name) {
  const std::size_t last = name.rfind('.');
  if (last == std::string::npos || last == 0) return std::nullopt;
  const std::size_t first = name.rfind('.', last - 1);
  if (first == std::string::npos) return std::nullopt;
  PassageName passage{name.substr(0, first)};
  const auto number = [&](std::size_t begin, std::size_t end, std::uint32_t& value) {
    const auto read = std::from_chars(name.data() + begin, name.data() + end, value);
    return read.ec == std::errc() && read.ptr == name.data() + end;
  };
  if (!number(first + 1, last, passage.revision) || !number(last + 1, name.size(), passage.chunk)) {
    return std::nullopt;
  }
  return passage;
}

// The ways to ask in one cell; a bar behind a backslash is a bar.
std::vector<std::string> Ways(std::string_view cell) {
  std::vector<std::string> ways(1);
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] == '\\' && cell.substr(i + 1).starts_with('|')) {
      ways.back() += cell[++i];
    } else if (cell[i] == '|') {
      ways.emplace_back();
    } else {
      ways.back() += cell[i];
    }
  }
  for (std::string& way : ways) way = Trimmed(way);
  std::erase(ways, "");
  return ways;
}

}  // namespace

Result<bool> FaqDesk::MaySee(const FaqEntry& entry) {
  for (const FaqCitation& one : entry.citations) {
    WY_TRY(const auto document, viewer_.Document(one.document));
    if (!document) return false;
  }
  return true;
}

Result<std::vector<FaqEntry>> FaqDesk::List() {
  WY_TRY(auto all, store_.faq()->List(viewer_.rights().library.number));
  std::vector<FaqEntry> shown;
  for (FaqEntry& entry : all) {
    WY_TRY(const bool seen, MaySee(entry));
    if (seen) shown.push_back(std::move(entry));
  }
  return shown;
}

Result<FaqEntry> FaqDesk::Find(const std::string& id) {
  auto entry = store_.faq()->Find(viewer_.rights().library.number, id);
  if (!entry && entry.error().code != ErrorCode::kNotFound) return entry.error();
  if (!entry) return NoEntry(id);
  WY_TRY(const bool seen, MaySee(*entry));
  if (!seen) return NoEntry(id);
  return *std::move(entry);
}

Result<FaqCitation> FaqDesk::BestPassage(const store::Document& document,
                                         const std::string& answer) {
  WY_TRY(const auto chunks, store_.documents().AllChunks(document.current));
  if (chunks.empty()) return NoSource(document.id);
  std::set<std::string> wanted;
  for (text::Token& token : analyzer_.Tokens(answer)) wanted.insert(std::move(token.term));
  std::uint32_t best = chunks.front().number;
  std::size_t most = 0;
  for (const store::Chunk& chunk : chunks) {
    std::set<std::string> common;
    for (text::Token& token : analyzer_.Tokens(chunk.text)) {
      if (wanted.contains(token.term)) common.insert(std::move(token.term));
    }
    if (common.size() <= most) continue;
    most = common.size();
    best = chunk.number;
  }
  return FaqCitation{document.number, document.current_ordinal, best};
}

Result<FaqCitation> FaqDesk::Source(const std::string& name, const std::string& answer) {
  if (const auto passage = ReadPassageName(name)) {
    WY_TRY(const auto document, viewer_.DocumentById(passage->document));
    if (document) {
      const auto revision = store_.documents().FindRevision(document->number, passage->revision);
      if (!revision) return NoSource(name);
      WY_TRY(const auto chunks, store_.documents().Chunks(revision->number, {passage->chunk}));
      if (chunks.empty()) return NoSource(name);
      return FaqCitation{document->number, passage->revision, passage->chunk};
    }
  }
  WY_TRY(const auto document, viewer_.DocumentById(name));
  if (document) return BestPassage(*document, answer);
  WY_TRY(const auto named,
         store_.question_sets()->DocumentsNamed(viewer_.rights().library.number, {name}));
  std::vector<store::Document> visible;
  for (const store::DocumentNumber number : named.front()) {
    WY_TRY(const auto one, viewer_.Document(number));
    if (one) visible.push_back(*one);
  }
  if (visible.size() != 1) return NoSource(name);
  return BestPassage(visible.front(), answer);
}

Result<FaqEntry> FaqDesk::Save(const FaqDraft& draft, store::UserNumber by) {
  if (const auto fault = FaultOf(draft)) {
    return Wrong("the FAQ entry " + fault->message, "该常见问题条目" + fault->message_zh);
  }
  FaqEntry entry;
  entry.created_by = by;
  if (!draft.id.empty()) {
    WY_TRY(entry, Find(draft.id));
    entry.version = draft.version;
  }
  entry.questions.clear();
  for (const std::string& question : draft.questions) entry.questions.push_back(Trimmed(question));
  entry.answer = Trimmed(draft.answer);
  entry.valid_until = draft.valid_until;
  entry.state = store::FaqState::kDraft;
  entry.reviewed_by = 0;
  entry.reviewed = 0;
  entry.citations.clear();
  for (const std::string& source : draft.sources) {
    WY_TRY(const FaqCitation citation, Source(source, entry.answer));
    if (std::find(entry.citations.begin(), entry.citations.end(), citation) ==
        entry.citations.end()) {
      entry.citations.push_back(citation);
    }
  }
  WY_TRY(auto saved, store_.faq()->Save(viewer_.rights().library.number, {std::move(entry)}));
  return std::move(saved.front());
}

Result<std::string> FaqDesk::Silent(const FaqEntry& entry) {
  if (entry.state == store::FaqState::kDraft) return std::string("draft");
  if (entry.valid_until != 0 && entry.valid_until <= clock_.Now()) return std::string("expired");
  for (const FaqCitation& one : entry.citations) {
    WY_TRY(const auto document, viewer_.Document(one.document));
    if (!document || document->current_ordinal != one.revision) return std::string("outdated");
  }
  return std::string();
}

Result<FaqEntry> FaqDesk::Review(const std::string& id, std::uint32_t version,
                                 store::UserNumber by) {
  WY_TRY(FaqEntry entry, Find(id));
  entry.version = version;
  if (entry.citations.empty()) {
    return Error{ErrorCode::kConflict,
                 "the FAQ entry names no source; an answer needs its proof, so name one",
                 "该常见问题条目没有来源；答案需要依据，请先指明来源"};
  }
  entry.state = store::FaqState::kReviewed;
  entry.reviewed_by = by;
  entry.reviewed = clock_.Now();
  WY_TRY(const std::string silent, Silent(entry));
  if (silent == "expired") {
    return Error{ErrorCode::kConflict, "the FAQ entry is out of date; give it a later end",
                 "该常见问题条目已过期；请延长有效期"};
  }
  if (!silent.empty()) {
    return Error{ErrorCode::kConflict,
                 "a source of the FAQ entry has a newer revision; choose its sources anew",
                 "该常见问题条目的来源已有新版本；请重新选择来源"};
  }
  WY_TRY(auto saved, store_.faq()->Save(viewer_.rights().library.number, {std::move(entry)}));
  return std::move(saved.front());
}

Result<void> FaqDesk::Remove(const std::string& id) {
  WY_TRY(const FaqEntry entry, Find(id));
  return store_.faq()->Remove(entry.number);
}

Result<FaqDesk::ImportReport> FaqDesk::Import(std::string_view bytes, eval::QuestionFormat format,
                                              store::UserNumber by) {
  const charset::Text text = charset::ToUtf8(bytes);  // Excel writes the charset of its country
  constexpr std::size_t kMost = store::FaqEntries::kMostEntries;
  eval::QuestionFile file = format == eval::QuestionFormat::kCsv
                                ? eval::ReadQuestionTable(text.utf8, kMost)
                                : eval::ReadQuestionLines(text.utf8, kMost);
  ImportReport report;
  report.problems = std::move(file.problems);
  const auto complain = [&](std::size_t line, std::string message, std::string message_zh) {
    report.problems.push_back({line, std::move(message), std::move(message_zh)});
  };
  if (file.questions.empty() && report.problems.empty()) {
    complain(1, "holds no question; is it the right file?", "没有任何问题；请检查是否选错了文件");
  }
  std::set<std::string> there;
  WY_TRY(const auto shown, List());
  for (const FaqEntry& entry : shown) {
    for (const std::string& question : entry.questions) there.insert(SameKey(question));
  }
  std::vector<FaqEntry> entries;
  for (const eval::QuestionLine& line : file.questions) {
    FaqDraft draft;
    draft.questions = Ways(line.text);
    if (line.answers.size() > 1) {
      complain(line.line, "has several answers; an entry has one",
               "有多个答案；每个条目只能有一个");
      continue;
    }
    if (!line.answers.empty()) draft.answer = line.answers.front();
    if (const auto fault = FaultOf(draft)) {
      complain(line.line, fault->message, fault->message_zh);
      continue;
    }
    FaqEntry entry;
    entry.created_by = by;
    entry.questions = draft.questions;
    entry.answer = Trimmed(draft.answer);
    for (const eval::WantedDocument& wanted : line.relevant) {
      const auto source = Source(wanted.document, entry.answer);
      if (!source && source.error().code != ErrorCode::kNotFound) return source.error();
      if (source) {
        entry.citations.push_back(*source);
      } else {
        complain(line.line,
                 "names a document '" + wanted.document.substr(0, 100) +
                     "' that is not in this library, or that several are called",
                 "的文档“" + wanted.document.substr(0, 100) + "”不在该知识库中，或有多个同名文档");
      }
    }
    const bool known =
        std::any_of(entry.questions.begin(), entry.questions.end(),
                    [&](const std::string& question) { return there.contains(SameKey(question)); });
    for (const std::string& question : entry.questions) there.insert(SameKey(question));
    if (known) {
      ++report.unchanged;
    } else {
      entries.push_back(std::move(entry));
    }
  }
  if (!report.problems.empty()) {
    std::stable_sort(report.problems.begin(), report.problems.end(),
                     [](const auto& a, const auto& b) { return a.line < b.line; });
    if (report.problems.size() > 100) report.problems.resize(100);
    return ImportReport{0, 0, std::move(report.problems)};
  }
  report.added = entries.size();
  if (!entries.empty()) {
    WY_TRY(const auto saved,
           store_.faq()->Save(viewer_.rights().library.number, std::move(entries)));
  }
  return report;
}

}  // namespace wenyuan::quality
