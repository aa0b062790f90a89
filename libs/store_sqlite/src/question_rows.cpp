#include "question_rows.h"

#include <charconv>

namespace wenyuan::store_sqlite {
namespace {

using store::Question;

constexpr std::string_view kSelectQuestion =
    "SELECT number, id, question_set, key, text, must_refuse, language, origin, created_by,"
    " created, changed, version FROM question ";

Question ReadQuestion(const Statement& row) {
  Question question;
  question.number = row.As<store::QuestionNumber>(0);
  question.id = row.Text(1);
  question.set = row.As<store::QuestionSetNumber>(2);
  question.key = row.Text(3);
  question.text = row.Text(4);
  question.must_refuse = row.Int(5) != 0;
  question.language = row.Text(6);
  question.origin = row.As<store::QuestionOrigin>(7);
  question.created_by = row.As<store::UserNumber>(8);
  question.created = row.Int(9);
  question.changed = row.Int(10);
  question.version = row.As<std::uint32_t>(11);
  return question;
}

Result<void> AddParts(Database& database, Question& question) {
  WY_TRY(auto document, database.Query("SELECT document, grade, page, chunk_id"
                                       " FROM question_document WHERE question=? ORDER BY place",
                                       question.number));
  for (;;) {
    WY_TRY(const bool more, document.Step());
    if (!more) break;
    question.expected.push_back({document.As<store::DocumentNumber>(0),
                                 document.As<std::int32_t>(1), document.As<std::uint32_t>(2),
                                 document.Text(3)});
  }
  WY_TRY(auto answer,
         database.Query("SELECT text FROM question_answer WHERE question=? ORDER BY place",
                        question.number));
  for (;;) {
    WY_TRY(const bool more, answer.Step());
    if (!more) return {};
    question.answers.push_back(answer.Text(0));
  }
}

std::string Limit(const std::optional<std::int32_t>& permille) {
  return permille ? std::to_string(*permille) : "-";
}

std::optional<std::int32_t> ReadLimit(std::string_view text) {
  std::int32_t permille = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), permille);
  return read.ec == std::errc() ? std::optional(permille) : std::nullopt;
}

}  // namespace

std::string JoinPairs(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string joined;
  for (const auto& [name, value] : pairs) joined.append(name).append("\t").append(value) += '\n';
  return joined;
}

std::vector<std::pair<std::string, std::string>> SplitPairs(std::string_view joined) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!joined.empty()) {
    const std::size_t end = std::min(joined.find('\n'), joined.size() - 1);
    const std::string_view line = joined.substr(0, end);
    joined.remove_prefix(end + 1);
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) continue;
    pairs.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  }
  return pairs;
}

std::string JoinRules(const std::vector<store::QualityRule>& rules) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const store::QualityRule& rule : rules) {
    pairs.emplace_back(rule.measure,
                       Limit(rule.at_least_permille) + " " + Limit(rule.most_worse_permille));
  }
  return JoinPairs(pairs);
}

store::QuestionSet ReadQuestionSet(const Statement& row) {
  store::QuestionSet set;
  set.number = row.As<store::QuestionSetNumber>(0);
  set.id = row.Text(1);
  set.library = row.As<store::LibraryNumber>(2);
  set.name = row.Text(3);
  set.created = row.Int(4);
  set.created_by = row.As<store::UserNumber>(5);
  set.baseline = row.As<store::RunNumber>(6);
  for (const auto& [measure, limits] : SplitPairs(row.Text(7))) {
    const std::string_view both = limits;
    const std::size_t blank = both.find(' ');
    set.rules.push_back(
        {measure, ReadLimit(both.substr(0, blank)),
         blank == std::string_view::npos ? std::nullopt : ReadLimit(both.substr(blank + 1))});
  }
  return set;
}

Result<std::vector<Question>> ReadQuestions(Database& database, store::QuestionSetNumber set) {
  WY_TRY(auto row, database.Query(
                       std::string(kSelectQuestion) + "WHERE question_set=? ORDER BY number", set));
  std::vector<Question> questions;
  for (;;) {
    WY_TRY(const bool more, row.Step());
    if (!more) return questions;
    questions.push_back(ReadQuestion(row));
    WY_CHECK(AddParts(database, questions.back()));
  }
}

Result<std::optional<Question>> FindQuestionRow(Database& database, store::QuestionSetNumber set,
                                                std::string_view id) {
  WY_TRY(auto row,
         database.Query(std::string(kSelectQuestion) + "WHERE id=? AND question_set=?", id, set));
  WY_TRY(const bool found, row.Step());
  if (!found) return std::optional<Question>();
  Question question = ReadQuestion(row);
  WY_CHECK(AddParts(database, question));
  return std::optional(std::move(question));
}

Result<void> SaveQuestionParts(Database& database, const Question& question) {
  WY_CHECK(database.Run("DELETE FROM question_document WHERE question=?", question.number));
  WY_CHECK(database.Run("DELETE FROM question_answer WHERE question=?", question.number));
  std::int64_t place = 0;
  for (const store::ExpectedDocument& one : question.expected) {
    WY_CHECK(database.Run("INSERT INTO question_document VALUES(?,?,?,?,?,?)", question.number,
                          place++, one.document, one.grade, one.page, one.chunk_id));
  }
  place = 0;
  for (const std::string& answer : question.answers) {
    WY_CHECK(database.Run("INSERT INTO question_answer VALUES(?,?,?)", question.number, place++,
                          answer));
  }
  return {};
}

}  // namespace wenyuan::store_sqlite
