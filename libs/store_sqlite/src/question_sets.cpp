#include "question_sets.h"

#include "document_names.h"
#include "folding.h"
#include "question_rows.h"
#include "rows.h"
#include "thumbs.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::store_sqlite {
namespace {

using store::LibraryNumber;
using store::Question;
using store::QuestionNumber;
using store::QuestionSet;
using store::QuestionSetNumber;
using store::Thumb;
using store::UserNumber;

Error TooMany(std::size_t most, const std::string& what, const std::string& what_zh) {
  return {ErrorCode::kResourceExhausted,
          "at most " + std::to_string(most) + " " + what + "; remove some first",
          what_zh + "最多 " + std::to_string(most) + " 个；请先删除一些"};
}

class SqliteQuestionSets final : public store::QuestionSets {
 public:
  explicit SqliteQuestionSets(Engine& engine) : engine_(engine) {}

  Result<QuestionSet> Create(LibraryNumber library, std::string_view name, UserNumber by) override {
    WY_CHECK(CheckName("question set's name", "问题集名称", name));
    return engine_.Write([&](Writing& writing) -> Result<QuestionSet> {
      Database& database = writing.database;
      WY_TRY(const auto there, database.Number("SELECT 1 FROM library WHERE number=?", library));
      if (!there) return NotFound(Thing::kLibrary, library);
      WY_CHECK(CheckFree(database, library, name, 0));
      WY_TRY(const auto sets,
             database.Number("SELECT count(*) FROM question_set WHERE library=?", library));
      if (static_cast<std::size_t>(sets.value_or(0)) >= kMostSets) {
        return TooMany(kMostSets, "question sets are kept for a library", "一个知识库的问题集");
      }
      QuestionSet set{
          0, "qs_" + crypto::RandomId(10), library, std::string(name), writing.now, by, 0, {}};
      WY_CHECK(
          database.Run("INSERT INTO question_set(id, library, name, folded_name, created,"
                       " created_by) VALUES(?,?,?,?,?,?)",
                       set.id, library, name, Fold(name), writing.now, by));
      set.number = static_cast<QuestionSetNumber>(database.LastInserted());
      return set;
    });
  }

  Result<QuestionSet> Find(std::string_view id) const override { return One("WHERE id=?", id, id); }
  Result<QuestionSet> Get(QuestionSetNumber set) const override {
    return One("WHERE number=?", set, std::to_string(set));
  }

  Result<std::vector<QuestionSet>> List(LibraryNumber library) const override {
    return engine_.Read([&](Database& database) -> Result<std::vector<QuestionSet>> {
      WY_TRY(auto row, database.Query(
                           std::string(kSelectQuestionSet) + "WHERE library=? ORDER BY folded_name",
                           library));
      std::vector<QuestionSet> sets;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return sets;
        sets.push_back(ReadQuestionSet(row));
      }
    });
  }

  Result<void> Rename(QuestionSetNumber set, std::string_view name) override {
    WY_CHECK(CheckName("question set's name", "问题集名称", name));
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      WY_TRY(const auto library,
             database.Number("SELECT library FROM question_set WHERE number=?", set));
      if (!library) return NotFound(Thing::kQuestionSet, set);
      WY_CHECK(CheckFree(database, static_cast<LibraryNumber>(*library), name, set));
      return database.Run("UPDATE question_set SET name=?, folded_name=? WHERE number=?", name,
                          Fold(name), set);
    });
  }

  Result<void> SetRules(QuestionSetNumber set,
                        const std::vector<store::QualityRule>& rules) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      WY_CHECK(writing.database.Run("UPDATE question_set SET rules=? WHERE number=?",
                                    JoinRules(rules), set));
      if (writing.database.Changed() == 0) return NotFound(Thing::kQuestionSet, set);
      return {};
    });
  }

  Result<void> SetBaseline(QuestionSetNumber set, store::RunNumber run) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      if (run != 0) {
        WY_TRY(const auto of,
               database.Number("SELECT question_set FROM quality_run WHERE number=?", run));
        if (of != set) return NotFound(Thing::kQualityRun, run);
      }
      WY_CHECK(database.Run("UPDATE question_set SET baseline=? WHERE number=?", run, set));
      if (database.Changed() == 0) return NotFound(Thing::kQuestionSet, set);
      return {};
    });
  }

  Result<void> Remove(QuestionSetNumber set) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      constexpr std::string_view kTheirs =
          " WHERE question IN (SELECT number FROM question WHERE question_set=?)";
      for (const std::string_view table : {"question_document", "question_answer"}) {
        WY_CHECK(database.Run("DELETE FROM " + std::string(table) + std::string(kTheirs), set));
      }
      WY_CHECK(
          database.Run("DELETE FROM quality_result WHERE run IN"
                       " (SELECT number FROM quality_run WHERE question_set=?)",
                       set));
      WY_CHECK(database.Run("DELETE FROM quality_run WHERE question_set=?", set));
      WY_CHECK(database.Run("DELETE FROM question WHERE question_set=?", set));
      return database.Run("DELETE FROM question_set WHERE number=?", set);
    });
  }

  Result<std::vector<Question>> Save(QuestionSetNumber set,
                                     std::vector<Question> questions) override {
    return engine_.Write([&](Writing& writing) -> Result<std::vector<Question>> {
      Database& database = writing.database;
      WY_TRY(const auto there, database.Number("SELECT 1 FROM question_set WHERE number=?", set));
      if (!there) return NotFound(Thing::kQuestionSet, set);
      for (Question& question : questions) {
        question.set = set;
        question.changed = writing.now;
        WY_CHECK(question.number == 0 ? AddQuestion(writing, question)
                                      : ReplaceQuestion(database, question));
      }
      WY_TRY(const auto count,
             database.Number("SELECT count(*) FROM question WHERE question_set=?", set));
      if (static_cast<std::size_t>(count.value_or(0)) > kMostQuestions) {
        return TooMany(kMostQuestions, "questions are kept in a set", "一个问题集的问题");
      }
      return questions;
    });
  }

  Result<std::vector<Question>> Questions(QuestionSetNumber set) const override {
    return engine_.Read([&](Database& database) { return ReadQuestions(database, set); });
  }

  Result<Question> FindQuestion(QuestionSetNumber set, std::string_view id) const override {
    return engine_.Read([&](Database& database) -> Result<Question> {
      WY_TRY(auto question, FindQuestionRow(database, set, id));
      if (!question) return NotFound(Thing::kQuestion, id);
      return *std::move(question);
    });
  }

  Result<void> RemoveQuestion(QuestionSetNumber set, QuestionNumber question) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      WY_CHECK(
          database.Run("DELETE FROM question WHERE number=? AND question_set=?", question, set));
      if (database.Changed() == 0) return {};
      WY_CHECK(database.Run("DELETE FROM question_document WHERE question=?", question));
      WY_CHECK(database.Run("DELETE FROM question_answer WHERE question=?", question));
      return database.Run("DELETE FROM quality_result WHERE question=?", question);
    });
  }

  Result<std::vector<std::vector<store::DocumentNumber>>> DocumentsNamed(
      LibraryNumber library, const std::vector<std::string>& names) const override {
    return engine_.Read([&](Database& database) { return FindByName(database, library, names); });
  }

  Result<void> GiveThumb(const Thumb& thumb) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      WY_CHECK(SaveThumb(database, thumb, writing.now));
      WY_TRY(const auto count,
             database.Number("SELECT count(*) FROM thumb WHERE library=?", thumb.library));
      if (static_cast<std::size_t>(count.value_or(0)) > kMostThumbs) {
        return TooMany(kMostThumbs, "verdicts are kept for a library", "一个知识库的评价");
      }
      return {};
    });
  }

  Result<std::vector<Thumb>> ThumbsOf(UserNumber user, std::string_view question) const override {
    return engine_.Read([&](Database& database) { return ThumbsOfUser(database, user, question); });
  }

  Result<std::vector<Thumb>> Thumbs(LibraryNumber library) const override {
    return engine_.Read([&](Database& database) { return ThumbsOfLibrary(database, library); });
  }

 private:
  static Result<void> CheckFree(Database& database, LibraryNumber library, std::string_view name,
                                QuestionSetNumber except) {
    WY_TRY(const auto taken,
           database.Number("SELECT number FROM question_set WHERE library=? AND folded_name=?",
                           library, Fold(name)));
    if (!taken || *taken == except) return {};
    return Error{
        ErrorCode::kConflict,
        "the library has a question set '" + std::string(name) + "' already; choose another name",
        "该知识库已有问题集“" + std::string(name) + "”；请换一个名称"};
  }

  static Result<void> AddQuestion(Writing& writing, Question& question) {
    Database& database = writing.database;
    question.id = "q_" + crypto::RandomId(10);
    question.created = writing.now;
    question.version = 1;
    WY_CHECK(database.Run(
        "INSERT INTO question(id, question_set, key, text, must_refuse, language, origin,"
        " created_by, created, changed, version) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
        question.id, question.set, question.key, question.text, question.must_refuse,
        question.language, question.origin, question.created_by, question.created, question.changed,
        question.version));
    question.number = static_cast<QuestionNumber>(database.LastInserted());
    return SaveQuestionParts(database, question);
  }

  static Result<void> ReplaceQuestion(Database& database, Question& question) {
    WY_CHECK(
        database.Run("UPDATE question SET key=?, text=?, must_refuse=?, language=?, changed=?,"
                     " version=version+1 WHERE number=? AND question_set=? AND version=?",
                     question.key, question.text, question.must_refuse, question.language,
                     question.changed, question.number, question.set, question.version));
    if (database.Changed() == 0) {
      return Error{ErrorCode::kConflict,
                   "the question was changed or removed meanwhile; load it again",
                   "该问题已被修改或删除；请重新载入"};
    }
    ++question.version;
    return SaveQuestionParts(database, question);
  }

  template <typename Key>
  Result<QuestionSet> One(std::string_view condition, const Key& key,
                          std::string_view shown) const {
    return engine_.Read([&](Database& database) -> Result<QuestionSet> {
      WY_TRY(auto row, database.Query(std::string(kSelectQuestionSet).append(condition), key));
      WY_TRY(const bool found, row.Step());
      if (!found) return NotFound(Thing::kQuestionSet, shown);
      return ReadQuestionSet(row);
    });
  }

  Engine& engine_;
};

}  // namespace

std::unique_ptr<store::QuestionSets> MakeQuestionSets(Engine& engine) {
  return std::make_unique<SqliteQuestionSets>(engine);
}

}  // namespace wenyuan::store_sqlite
