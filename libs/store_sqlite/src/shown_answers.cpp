#include "shown_answers.h"

namespace wenyuan::store_sqlite {

using store::ShownAnswer;
using store::ShownPassage;

Result<std::int64_t> SaveShownAnswer(Database& database, const ShownAnswer& answer) {
  WY_CHECK(database.Run("INSERT INTO shown_answer(model, refused) VALUES(?,?)", answer.model,
                        answer.refused));
  const std::int64_t number = database.LastInserted();
  std::int64_t place = 0;
  for (const std::string& sentence : answer.sentences) {
    WY_CHECK(database.Run("INSERT INTO shown_sentence VALUES(?,?,?)", number, place++, sentence));
  }
  place = 0;
  for (const ShownPassage& one : answer.passages) {
    WY_CHECK(database.Run("INSERT INTO shown_passage VALUES(?,?,?,?,?,?,?,?)", number, place++,
                          one.document, one.revision, one.chunk, one.page, one.sentence,
                          one.quote));
  }
  return number;
}

Result<ShownAnswer> ReadShownAnswer(Database& database, std::int64_t number) {
  ShownAnswer answer;
  {
    WY_TRY(auto row,
           database.Query("SELECT model, refused FROM shown_answer WHERE number=?", number));
    WY_TRY(const bool found, row.Step());
    if (!found) return answer;
    answer.model = row.Text(0);
    answer.refused = row.Int(1) != 0;
  }
  WY_TRY(auto sentence, database.Query("SELECT text FROM shown_sentence WHERE answer=?"
                                       " ORDER BY place",
                                       number));
  for (;;) {
    WY_TRY(const bool more, sentence.Step());
    if (!more) break;
    answer.sentences.push_back(sentence.Text(0));
  }
  WY_TRY(auto row, database.Query("SELECT document, revision, chunk, page, sentence, quote"
                                  " FROM shown_passage WHERE answer=? ORDER BY place",
                                  number));
  for (;;) {
    WY_TRY(const bool more, row.Step());
    if (!more) return answer;
    answer.passages.push_back({row.As<store::DocumentNumber>(0), row.As<std::uint32_t>(1),
                               row.As<std::uint32_t>(2), row.As<std::uint32_t>(3),
                               row.As<std::uint32_t>(4), row.Text(5)});
  }
}

}  // namespace wenyuan::store_sqlite
