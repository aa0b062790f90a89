#include "quality_runs.h"

#include <charconv>

#include "question_rows.h"
#include "rows.h"
#include "shown_answers.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::store_sqlite {
namespace {

using store::QualityRun;
using store::QuestionNumber;
using store::QuestionResult;
using store::QuestionSetNumber;
using store::RunNumber;
using store::RunState;

constexpr std::string_view kSelectRun =
    "SELECT number, id, question_set, label, with_answers, asker, as_operator, state, reason,"
    " reason_zh, settings, changed_meanwhile, total,"
    " (SELECT count(*) FROM quality_result WHERE run=quality_run.number), created, started,"
    " finished FROM quality_run ";

QualityRun ReadRun(const Statement& row) {
  QualityRun run;
  run.number = row.As<RunNumber>(0);
  run.id = row.Text(1);
  run.set = row.As<QuestionSetNumber>(2);
  run.label = row.Text(3);
  run.with_answers = row.Int(4) != 0;
  run.asker = row.As<store::UserNumber>(5);
  run.as_operator = row.Int(6) != 0;
  run.state = row.As<RunState>(7);
  run.reason = row.Text(8);
  run.reason_zh = row.Text(9);
  run.settings = SplitPairs(row.Text(10));
  run.changed_meanwhile = row.Int(11) != 0;
  run.total = row.As<std::uint32_t>(12);
  run.done = row.As<std::uint32_t>(13);
  run.created = row.Int(14);
  run.started = row.Int(15);
  run.finished = row.Int(16);
  return run;
}

// Shortest text that reads back as the same number.
std::string NumberText(double value) {
  char text[32];
  const auto written = std::to_chars(text, text + sizeof text, value);
  return {text, written.ptr};
}

std::string JoinMeasures(const QuestionResult& result) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& [name, value] : result.measures) pairs.emplace_back(name, NumberText(value));
  return JoinPairs(pairs);
}

std::string JoinNumbers(const std::vector<store::DocumentNumber>& numbers) {
  std::string joined;
  for (const store::DocumentNumber number : numbers) joined += std::to_string(number) + " ";
  return joined;
}

std::vector<store::DocumentNumber> SplitNumbers(std::string_view joined) {
  std::vector<store::DocumentNumber> numbers;
  const char* at = joined.data();
  const char* const end = at + joined.size();
  store::DocumentNumber number = 0;
  for (auto read = std::from_chars(at, end, number); read.ec == std::errc() && read.ptr < end;
       read = std::from_chars(at, end, number)) {
    numbers.push_back(number);
    at = read.ptr + 1;
  }
  return numbers;
}

Result<void> RemoveRun(Database& database, RunNumber run) {
  WY_CHECK(database.Run("DELETE FROM quality_result WHERE run=?", run));
  WY_CHECK(database.Run("UPDATE question_set SET baseline=0 WHERE baseline=?", run));
  return database.Run("DELETE FROM quality_run WHERE number=?", run);
}

// Instead of an earlier one; of a question that is gone, nothing.
Result<void> AddResult(Database& database, RunNumber run, const QuestionResult& result) {
  WY_CHECK(
      database.Run("DELETE FROM quality_result WHERE run=? AND question=?", run, result.question));
  WY_TRY(const auto there,
         database.Number("SELECT 1 FROM question WHERE number=?", result.question));
  if (!there) return {};
  std::int64_t answer = 0;
  if (result.answer) {
    WY_TRY(answer, SaveShownAnswer(database, *result.answer));
  }
  return database.Run(
      "INSERT INTO quality_result(run, question, version, measures, search_micros, answer_micros,"
      " documents, refused, answer) VALUES(?,?,?,?,?,?,?,?,?)",
      run, result.question, result.version, JoinMeasures(result), result.search_micros,
      result.answer_micros, JoinNumbers(result.documents), result.refused, answer);
}

class SqliteQualityRuns final : public store::QualityRuns {
 public:
  explicit SqliteQualityRuns(Engine& engine) : engine_(engine) {}

  Result<QualityRun> Add(const QualityRun& wanted) override {
    return engine_.Write([&](Writing& writing) -> Result<QualityRun> {
      Database& database = writing.database;
      WY_TRY(const auto there,
             database.Number("SELECT 1 FROM question_set WHERE number=?", wanted.set));
      if (!there) return NotFound(Thing::kQuestionSet, wanted.set);
      QualityRun run = wanted;
      run.id = "qr_" + crypto::RandomId(10);
      run.state = RunState::kQueued;
      run.created = writing.now;
      run.done = 0;
      WY_CHECK(
          database.Run("INSERT INTO quality_run(id, question_set, label, with_answers, asker,"
                       " as_operator, settings, total, created) VALUES(?,?,?,?,?,?,?,?,?)",
                       run.id, run.set, run.label, run.with_answers, run.asker, run.as_operator,
                       JoinPairs(run.settings), run.total, run.created));
      run.number = static_cast<RunNumber>(database.LastInserted());
      WY_CHECK(RemoveOldest(database, run.set));
      return run;
    });
  }

  Result<QualityRun> Find(QuestionSetNumber set, std::string_view id) const override {
    return engine_.Read([&](Database& database) -> Result<QualityRun> {
      WY_TRY(auto row,
             database.Query(std::string(kSelectRun) + "WHERE id=? AND question_set=?", id, set));
      WY_TRY(const bool found, row.Step());
      if (!found) return NotFound(Thing::kQualityRun, id);
      return ReadRun(row);
    });
  }

  Result<QualityRun> Get(RunNumber run) const override {
    return engine_.Read([&](Database& database) -> Result<QualityRun> {
      WY_TRY(auto row, database.Query(std::string(kSelectRun) + "WHERE number=?", run));
      WY_TRY(const bool found, row.Step());
      if (!found) return NotFound(Thing::kQualityRun, run);
      return ReadRun(row);
    });
  }

  Result<std::vector<QualityRun>> List(QuestionSetNumber set) const override {
    return Several("WHERE question_set=? ORDER BY number DESC", set);
  }

  Result<std::vector<QualityRun>> Unfinished() const override {
    return Several("WHERE state<? ORDER BY number", RunState::kDone);
  }

  Result<void> Update(const QualityRun& run) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      const UnixMillis started = run.state == RunState::kQueued ? 0 : writing.now;
      const UnixMillis finished = store::HasEnded(run.state) ? writing.now : 0;
      WY_CHECK(database.Run(
          "UPDATE quality_run SET state=?, reason=?, reason_zh=?, settings=?, changed_meanwhile=?,"
          " total=?, started=iif(started=0, ?, started), finished=? WHERE number=? AND state<2",
          run.state, run.reason, run.reason_zh, JoinPairs(run.settings), run.changed_meanwhile,
          run.total, started, finished, run.number));
      if (database.Changed() > 0) return {};
      WY_TRY(const auto there,
             database.Number("SELECT 1 FROM quality_run WHERE number=?", run.number));
      if (!there) return NotFound(Thing::kQualityRun, run.number);
      return Error{ErrorCode::kConflict, "the run has ended already", "该评测已经结束"};
    });
  }

  Result<void> AddResults(RunNumber run, const std::vector<QuestionResult>& results) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      WY_TRY(const auto there, database.Number("SELECT 1 FROM quality_run WHERE number=?", run));
      if (!there) return NotFound(Thing::kQualityRun, run);
      for (const QuestionResult& result : results) {
        WY_CHECK(AddResult(database, run, result));
      }
      return {};
    });
  }

  Result<std::vector<QuestionResult>> Results(RunNumber run) const override {
    return engine_.Read([&](Database& database) -> Result<std::vector<QuestionResult>> {
      WY_TRY(auto row, database.Query("SELECT question, version, measures, search_micros,"
                                      " answer_micros, documents, refused FROM quality_result"
                                      " WHERE run=? ORDER BY question",
                                      run));
      std::vector<QuestionResult> results;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return results;
        QuestionResult& result = results.emplace_back();
        result.question = row.As<store::QuestionNumber>(0);
        result.version = row.As<std::uint32_t>(1);
        for (const auto& [name, text] : SplitPairs(row.Text(2))) {
          double value = 0;
          std::from_chars(text.data(), text.data() + text.size(), value);
          result.measures[name] = value;
        }
        result.search_micros = row.Int(3);
        result.answer_micros = row.Int(4);
        result.documents = SplitNumbers(row.Text(5));
        result.refused = row.Int(6) != 0;
      }
    });
  }

  Result<std::map<QuestionNumber, store::ShownAnswer>> Answers(
      RunNumber run, const std::vector<QuestionNumber>& questions) const override {
    using Found = std::map<QuestionNumber, store::ShownAnswer>;
    return engine_.Read([&](Database& database) -> Result<Found> {
      Found found;
      for (const QuestionNumber question : questions) {
        WY_TRY(const auto answer, database.Number("SELECT answer FROM quality_result WHERE run=?"
                                                  " AND question=? AND answer<>0",
                                                  run, question));
        if (!answer) continue;
        WY_TRY(found[question], ReadShownAnswer(database, *answer));
      }
      return found;
    });
  }

  Result<void> Remove(RunNumber run) override {
    return engine_.Write([&](Writing& writing) { return RemoveRun(writing.database, run); });
  }

 private:
  static Result<void> RemoveOldest(Database& database, QuestionSetNumber set) {
    for (;;) {
      WY_TRY(const auto count,
             database.Number("SELECT count(*) FROM quality_run WHERE question_set=?", set));
      if (static_cast<std::size_t>(count.value_or(0)) <= kMostRuns) return {};
      WY_TRY(const auto oldest,
             database.Number("SELECT r.number FROM quality_run r JOIN question_set s"
                             " ON s.number=r.question_set WHERE r.question_set=? AND r.state>1"
                             " AND r.number<>s.baseline ORDER BY r.number LIMIT 1",
                             set));
      if (!oldest) return {};
      WY_CHECK(RemoveRun(database, static_cast<RunNumber>(*oldest)));
    }
  }

  template <typename Value>
  Result<std::vector<QualityRun>> Several(std::string_view condition, const Value& value) const {
    return engine_.Read([&](Database& database) -> Result<std::vector<QualityRun>> {
      WY_TRY(auto row, database.Query(std::string(kSelectRun).append(condition), value));
      std::vector<QualityRun> runs;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return runs;
        runs.push_back(ReadRun(row));
      }
    });
  }

  Engine& engine_;
};

}  // namespace

std::unique_ptr<store::QualityRuns> MakeQualityRuns(Engine& engine) {
  return std::make_unique<SqliteQualityRuns>(engine);
}

}  // namespace wenyuan::store_sqlite
