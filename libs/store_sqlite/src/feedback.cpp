#include "feedback.h"

#include "folding.h"
#include "rows.h"
#include "shown_answers.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::store_sqlite {
namespace {

using store::Feedback;
using store::FeedbackNumber;
using store::FeedbackState;
using store::LibraryNumber;

constexpr std::string_view kSelectFeedback =
    "SELECT number, id, library, user, question, reason, comment, corrected, answer, state, given,"
    " done_by, done FROM feedback ";

// Of a deleted document that is not purged yet, nothing is listed.
constexpr std::string_view kDocumentsAreThere =
    " AND NOT EXISTS(SELECT 1 FROM shown_passage p JOIN document d ON d.number=p.document"
    " WHERE p.answer=feedback.answer AND d.deleted=1) ";

Result<Feedback> ReadFeedback(Database& database, const Statement& row) {
  Feedback feedback;
  feedback.number = row.As<FeedbackNumber>(0);
  feedback.id = row.Text(1);
  feedback.library = row.As<LibraryNumber>(2);
  feedback.user = row.As<store::UserNumber>(3);
  feedback.question = row.Text(4);
  feedback.reason = row.As<store::FeedbackReason>(5);
  feedback.comment = row.Text(6);
  feedback.corrected = row.Text(7);
  WY_TRY(feedback.answer, ReadShownAnswer(database, row.Int(8)));
  feedback.state = row.As<FeedbackState>(9);
  feedback.given = row.Int(10);
  feedback.done_by = row.As<store::UserNumber>(11);
  feedback.done = row.Int(12);
  return feedback;
}

Result<void> CheckRoom(Database& database, const Feedback& feedback) {
  WY_TRY(const auto mine,
         database.Number("SELECT count(*) FROM feedback WHERE user=? AND library=? AND state=?",
                         feedback.user, feedback.library, FeedbackState::kOpen));
  WY_TRY(const auto all,
         database.Number("SELECT count(*) FROM feedback WHERE library=? AND state=?",
                         feedback.library, FeedbackState::kOpen));
  if (static_cast<std::size_t>(mine.value_or(0)) < store::FeedbackBox::kMostOpenOfUser &&
      static_cast<std::size_t>(all.value_or(0)) < store::FeedbackBox::kMostOpen) {
    return {};
  }
  return Error{ErrorCode::kResourceExhausted,
               "too much feedback is open in this library; its editors must look at some first",
               "该知识库未处理的反馈过多；请等编辑者处理一些后再提交"};
}

class SqliteFeedbackBox final : public store::FeedbackBox {
 public:
  explicit SqliteFeedbackBox(Engine& engine) : engine_(engine) {}

  Result<Feedback> Give(Feedback feedback) override {
    return engine_.Write([&](Writing& writing) -> Result<Feedback> {
      Database& database = writing.database;
      WY_TRY(const auto there,
             database.Number("SELECT 1 FROM library WHERE number=?", feedback.library));
      if (!there) return NotFound(Thing::kLibrary, feedback.library);
      const std::string folded = Fold(feedback.question);
      WY_CHECK(
          database.Run("DELETE FROM feedback WHERE user=? AND library=? AND folded_question=?"
                       " AND state=?",
                       feedback.user, feedback.library, folded, FeedbackState::kOpen));
      WY_CHECK(CheckRoom(database, feedback));
      feedback.id = "fb_" + crypto::RandomId(10);
      feedback.state = FeedbackState::kOpen;
      feedback.given = writing.now;
      feedback.done_by = 0;
      feedback.done = 0;
      WY_TRY(const std::int64_t answer, SaveShownAnswer(database, feedback.answer));
      WY_CHECK(database.Run(
          "INSERT INTO feedback(id, library, user, question, folded_question, reason,"
          " comment, corrected, answer, state, given) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
          feedback.id, feedback.library, feedback.user, feedback.question, folded, feedback.reason,
          feedback.comment, feedback.corrected, answer, feedback.state, feedback.given));
      feedback.number = static_cast<FeedbackNumber>(database.LastInserted());
      return feedback;
    });
  }

  Result<Feedback> Find(LibraryNumber library, std::string_view id) const override {
    return engine_.Read([&](Database& database) -> Result<Feedback> {
      WY_TRY(auto row, database.Query(std::string(kSelectFeedback) + "WHERE id=? AND library=?" +
                                          std::string(kDocumentsAreThere),
                                      id, library));
      WY_TRY(const bool found, row.Step());
      if (!found) return NotFound(Thing::kFeedback, id);
      return ReadFeedback(database, row);
    });
  }

  Result<std::vector<Feedback>> List(LibraryNumber library, FeedbackState state) const override {
    return engine_.Read([&](Database& database) -> Result<std::vector<Feedback>> {
      WY_TRY(auto row, database.Query(std::string(kSelectFeedback) + "WHERE library=? AND state=?" +
                                          std::string(kDocumentsAreThere) + "ORDER BY number DESC",
                                      library, state));
      std::vector<Feedback> list;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return list;
        WY_TRY(Feedback feedback, ReadFeedback(database, row));
        list.push_back(std::move(feedback));
      }
    });
  }

  Result<void> SetState(FeedbackNumber feedback, FeedbackState state,
                        store::UserNumber by) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      const bool done = state == FeedbackState::kDone;
      WY_CHECK(database.Run("UPDATE feedback SET state=?, done_by=?, done=? WHERE number=?", state,
                            done ? by : 0, done ? writing.now : 0, feedback));
      if (database.Changed() == 0) return NotFound(Thing::kFeedback, feedback);
      return database.Run(
          "DELETE FROM feedback WHERE number IN (SELECT number FROM feedback WHERE state=?2 AND"
          " library=(SELECT library FROM feedback WHERE number=?1)"
          " ORDER BY done DESC, number DESC LIMIT -1 OFFSET ?3)",
          feedback, FeedbackState::kDone, kMostDone);
    });
  }

  Result<void> Remove(FeedbackNumber feedback) override {
    return engine_.Write([&](Writing& writing) {
      return writing.database.Run("DELETE FROM feedback WHERE number=?", feedback);
    });
  }

 private:
  Engine& engine_;
};

}  // namespace

std::unique_ptr<store::FeedbackBox> MakeFeedbackBox(Engine& engine) {
  return std::make_unique<SqliteFeedbackBox>(engine);
}

}  // namespace wenyuan::store_sqlite
