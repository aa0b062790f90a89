#include "schema.h"

#include <array>

namespace wenyuan::store_sqlite {
namespace {

// Numbers are AUTOINCREMENT where something outside (an index, a set of rights) may still remember
// one that is gone: they are never given to another.
constexpr const char* kFirst = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('rights_epoch', 1);

CREATE TABLE library(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  folded_name TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL) STRICT;

CREATE TABLE role_grant(
  library INTEGER NOT NULL, user INTEGER NOT NULL, role INTEGER NOT NULL,
  PRIMARY KEY(library, user)) STRICT, WITHOUT ROWID;
CREATE INDEX role_grant_user ON role_grant(user, library);

CREATE TABLE document(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  library INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  source_name TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  folded_names TEXT NOT NULL,           -- title and source name, for the filter
  format TEXT NOT NULL DEFAULT '',
  tags TEXT NOT NULL,                   -- each ended by a line feed
  state INTEGER NOT NULL DEFAULT 0,
  stage INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  reason_zh TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  current INTEGER NOT NULL DEFAULT 0,
  newest INTEGER NOT NULL DEFAULT 0,
  restricted INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL,
  changed INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX document_name ON document(library, parent, source_name) WHERE deleted=0;
-- The names are in it so that the filter by name reads this index and not the whole table.
CREATE INDEX document_order ON document(library, changed DESC, number DESC, restricted, folded_names) WHERE deleted=0;
CREATE INDEX document_current ON document(library, current, restricted) WHERE deleted=0 AND current<>0;
CREATE INDEX document_state ON document(library, state, changed DESC, number DESC, restricted) WHERE deleted=0;
CREATE INDEX document_restricted ON document(library) WHERE deleted=0 AND restricted=1;
CREATE INDEX document_deleted ON document(deleted) WHERE deleted=1;

CREATE TABLE document_tag(
  tag TEXT NOT NULL, document INTEGER NOT NULL,
  PRIMARY KEY(tag, document)) STRICT, WITHOUT ROWID;
CREATE INDEX document_tag_document ON document_tag(document);

CREATE TABLE document_reader(
  document INTEGER NOT NULL, user INTEGER NOT NULL, library INTEGER NOT NULL,
  PRIMARY KEY(document, user)) STRICT, WITHOUT ROWID;
CREATE INDEX document_reader_user ON document_reader(user, library, document);

-- How many documents of each kind there are, kept by triggers, so that counting is not scanning.
CREATE TABLE document_count(
  library INTEGER NOT NULL, state INTEGER NOT NULL, restricted INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  PRIMARY KEY(library, state, restricted)) STRICT, WITHOUT ROWID;
CREATE TRIGGER document_counted AFTER INSERT ON document BEGIN
  INSERT INTO document_count VALUES(new.library, new.state, new.restricted, 1)
    ON CONFLICT DO UPDATE SET documents = documents + 1;
END;
CREATE TRIGGER document_recounted AFTER UPDATE OF state, restricted, deleted ON document BEGIN
  UPDATE document_count SET documents = documents - 1
    WHERE library=old.library AND state=old.state AND restricted=old.restricted AND old.deleted=0;
  INSERT INTO document_count SELECT new.library, new.state, new.restricted, 1 WHERE new.deleted=0
    ON CONFLICT DO UPDATE SET documents = documents + 1;
END;

CREATE TABLE revision(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  original BLOB NOT NULL,               -- SHA-256
  original_bytes INTEGER NOT NULL,
  parsed BLOB NOT NULL DEFAULT x'',
  parsed_bytes INTEGER NOT NULL DEFAULT 0,
  stage INTEGER NOT NULL DEFAULT 0,
  title TEXT NOT NULL DEFAULT '',
  format TEXT NOT NULL DEFAULT '',
  pages INTEGER NOT NULL DEFAULT 0,
  chunks INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL,
  created_by INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX revision_ordinal ON revision(document, ordinal);
CREATE INDEX revision_original ON revision(original);
CREATE INDEX revision_parsed ON revision(parsed) WHERE parsed<>x'';

CREATE TABLE lineage(
  number INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL, stage INTEGER NOT NULL, tool TEXT NOT NULL, details TEXT NOT NULL,
  started INTEGER NOT NULL, finished INTEGER NOT NULL) STRICT;
CREATE INDEX lineage_revision ON lineage(revision, number);

CREATE TABLE chunk(
  place INTEGER PRIMARY KEY,            -- revision * 2^32 + number: neighbours lie together
  text TEXT NOT NULL, heading_path TEXT NOT NULL, page INTEGER NOT NULL, spans BLOB NOT NULL,
  cells BLOB NOT NULL, block_begin INTEGER NOT NULL, block_end INTEGER NOT NULL) STRICT;

CREATE TABLE job(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL UNIQUE, revision INTEGER NOT NULL, library INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  leased INTEGER NOT NULL DEFAULT 0,
  due INTEGER NOT NULL DEFAULT 0        -- 0: at once; of a leased one when its lease runs out
  ) STRICT;
CREATE INDEX job_due ON job(due, number);

-- Blobs that lost a reference; whether others remain is looked at when they are given out.
CREATE TABLE loose_blob(
  sha256 BLOB PRIMARY KEY, bytes INTEGER NOT NULL, given_out INTEGER NOT NULL DEFAULT 0)
  STRICT, WITHOUT ROWID;

CREATE TABLE user(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  folded_name TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  administrator INTEGER NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL) STRICT;

CREATE TABLE session(
  secret BLOB PRIMARY KEY, user INTEGER NOT NULL, csrf_token TEXT NOT NULL, expires INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session(user);
CREATE INDEX session_expires ON session(expires);

CREATE TABLE token(
  secret BLOB PRIMARY KEY, id TEXT NOT NULL UNIQUE, user INTEGER NOT NULL, name TEXT NOT NULL,
  created INTEGER NOT NULL, expires INTEGER NOT NULL, last_used INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX token_user ON token(user);

CREATE TABLE invitation(secret BLOB PRIMARY KEY, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";

// Question sets, what people think of answers, and measurements.
constexpr const char* kSecond = R"sql(
CREATE TABLE question_set(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  library INTEGER NOT NULL,
  name TEXT NOT NULL,
  folded_name TEXT NOT NULL,
  created INTEGER NOT NULL,
  created_by INTEGER NOT NULL,
  baseline INTEGER NOT NULL DEFAULT 0,
  rules TEXT NOT NULL DEFAULT '') STRICT;   -- a line each: measure, limits in thousandths or "-"
CREATE UNIQUE INDEX question_set_name ON question_set(library, folded_name);

CREATE TABLE question(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  question_set INTEGER NOT NULL,
  key TEXT NOT NULL,
  text TEXT NOT NULL,
  must_refuse INTEGER NOT NULL,
  language TEXT NOT NULL,
  origin INTEGER NOT NULL,
  created_by INTEGER NOT NULL,
  created INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  version INTEGER NOT NULL) STRICT;
CREATE INDEX question_of_set ON question(question_set, number);

CREATE TABLE question_document(
  question INTEGER NOT NULL, place INTEGER NOT NULL, document INTEGER NOT NULL,
  grade INTEGER NOT NULL, page INTEGER NOT NULL, chunk_id TEXT NOT NULL,
  PRIMARY KEY(question, place)) STRICT, WITHOUT ROWID;

CREATE TABLE question_answer(
  question INTEGER NOT NULL, place INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY(question, place)) STRICT, WITHOUT ROWID;

CREATE TABLE thumb(
  user INTEGER NOT NULL, folded_question TEXT NOT NULL, library INTEGER NOT NULL,
  target INTEGER NOT NULL, document INTEGER NOT NULL, chunk_id TEXT NOT NULL,
  question TEXT NOT NULL, page INTEGER NOT NULL, verdict INTEGER NOT NULL, given INTEGER NOT NULL,
  PRIMARY KEY(user, folded_question, library, target, document, chunk_id)) STRICT, WITHOUT ROWID;
CREATE INDEX thumb_library ON thumb(library, given);
CREATE INDEX thumb_document ON thumb(document);

CREATE TABLE quality_run(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  question_set INTEGER NOT NULL,
  label TEXT NOT NULL,
  with_answers INTEGER NOT NULL,
  asker INTEGER NOT NULL,
  as_operator INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  reason_zh TEXT NOT NULL DEFAULT '',
  settings TEXT NOT NULL,                   -- name, tab, value, line feed
  changed_meanwhile INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL,
  created INTEGER NOT NULL,
  started INTEGER NOT NULL DEFAULT 0,
  finished INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX quality_run_of_set ON quality_run(question_set, number);
CREATE INDEX quality_run_unfinished ON quality_run(number) WHERE state<2;

CREATE TABLE quality_result(
  run INTEGER NOT NULL, question INTEGER NOT NULL, version INTEGER NOT NULL,
  measures TEXT NOT NULL,                   -- name, tab, value, line feed
  search_micros INTEGER NOT NULL, answer_micros INTEGER NOT NULL,
  documents TEXT NOT NULL, refused INTEGER NOT NULL,
  PRIMARY KEY(run, question)) STRICT, WITHOUT ROWID;
CREATE INDEX quality_result_question ON quality_result(question);
)sql";

// What a library has otherwise than the house: the newest of a name counts, the others are its
// history.
constexpr const char* kThird = R"sql(
CREATE TABLE library_setting(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  library INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  changed INTEGER NOT NULL, changed_by INTEGER NOT NULL) STRICT;
CREATE INDEX library_setting_name ON library_setting(library, name, number);
)sql";

// Pages that show text as pictures: how many a revision has, how many of them nobody has read, and
// what was read, by the content of the file.
constexpr const char* kFourth = R"sql(
ALTER TABLE revision ADD COLUMN picture_pages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE revision ADD COLUMN unread_pages INTEGER NOT NULL DEFAULT 0;
CREATE INDEX revision_unread ON revision(number) WHERE unread_pages>0;
ALTER TABLE document ADD COLUMN recognise_pages INTEGER NOT NULL DEFAULT 0;  -- 0: as the house has it
CREATE TABLE recognised_page(
  original BLOB NOT NULL, page INTEGER NOT NULL,
  parsed BLOB NOT NULL,                 -- empty: it could not be read
  PRIMARY KEY(original, page)) STRICT;
)sql";

// Answers as they were shown, what people found wrong with them, and reviewed answers. Whatever
// holds words of a document goes with it: the triggers say how.
constexpr const char* kFifth = R"sql(
CREATE TABLE shown_answer(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  model TEXT NOT NULL, refused INTEGER NOT NULL) STRICT;
CREATE TABLE shown_sentence(
  answer INTEGER NOT NULL, place INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY(answer, place)) STRICT, WITHOUT ROWID;
CREATE TABLE shown_passage(
  answer INTEGER NOT NULL, place INTEGER NOT NULL, document INTEGER NOT NULL,
  revision INTEGER NOT NULL, chunk INTEGER NOT NULL, page INTEGER NOT NULL,
  sentence INTEGER NOT NULL, quote TEXT NOT NULL,
  PRIMARY KEY(answer, place)) STRICT, WITHOUT ROWID;
CREATE INDEX shown_passage_document ON shown_passage(document);

ALTER TABLE quality_result ADD COLUMN answer INTEGER NOT NULL DEFAULT 0;  -- shown_answer; 0: none
CREATE INDEX quality_result_answer ON quality_result(answer) WHERE answer<>0;

CREATE TABLE feedback(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  library INTEGER NOT NULL, user INTEGER NOT NULL,
  question TEXT NOT NULL, folded_question TEXT NOT NULL,
  reason INTEGER NOT NULL, comment TEXT NOT NULL, corrected TEXT NOT NULL,
  answer INTEGER NOT NULL,                  -- shown_answer
  state INTEGER NOT NULL, given INTEGER NOT NULL,
  done_by INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX feedback_library ON feedback(library, state, number);
CREATE INDEX feedback_user ON feedback(user, library, folded_question);
CREATE INDEX feedback_answer ON feedback(answer);

CREATE TRIGGER shown_answer_goes AFTER DELETE ON shown_answer BEGIN
  DELETE FROM shown_sentence WHERE answer=old.number;
  DELETE FROM shown_passage WHERE answer=old.number;
  UPDATE quality_result SET answer=0 WHERE answer=old.number AND answer<>0;
  DELETE FROM feedback WHERE answer=old.number;
END;
CREATE TRIGGER quality_result_goes AFTER DELETE ON quality_result WHEN old.answer<>0 BEGIN
  DELETE FROM shown_answer WHERE number=old.answer;
END;
CREATE TRIGGER feedback_goes AFTER DELETE ON feedback BEGIN
  DELETE FROM shown_answer WHERE number=old.answer;
END;

CREATE TABLE faq(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  library INTEGER NOT NULL,
  answer TEXT NOT NULL,
  valid_until INTEGER NOT NULL,
  state INTEGER NOT NULL,
  reviewed_by INTEGER NOT NULL, reviewed INTEGER NOT NULL,
  created_by INTEGER NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL,
  version INTEGER NOT NULL) STRICT;
CREATE INDEX faq_library ON faq(library, number);
CREATE TABLE faq_question(
  faq INTEGER NOT NULL, place INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY(faq, place)) STRICT, WITHOUT ROWID;
CREATE TABLE faq_citation(
  faq INTEGER NOT NULL, place INTEGER NOT NULL, document INTEGER NOT NULL,
  revision INTEGER NOT NULL, chunk INTEGER NOT NULL,
  PRIMARY KEY(faq, place)) STRICT, WITHOUT ROWID;
CREATE INDEX faq_citation_document ON faq_citation(document);
CREATE TRIGGER faq_goes AFTER DELETE ON faq BEGIN
  DELETE FROM faq_question WHERE faq=old.number;
  DELETE FROM faq_citation WHERE faq=old.number;
END;
)sql";

// Passwords of files, pictures of first pages, and pictures beside text: which a revision shows,
// and what was read in them, by the content of the picture.
constexpr const char* kSixth = R"sql(
ALTER TABLE document ADD COLUMN needs_password INTEGER NOT NULL DEFAULT 0;
CREATE TABLE document_password(document INTEGER PRIMARY KEY, password BLOB NOT NULL) STRICT;

ALTER TABLE revision ADD COLUMN thumbnail BLOB NOT NULL DEFAULT x'';
ALTER TABLE revision ADD COLUMN thumbnail_bytes INTEGER NOT NULL DEFAULT 0;
CREATE INDEX revision_thumbnail ON revision(thumbnail) WHERE thumbnail<>x'';

ALTER TABLE revision ADD COLUMN pictures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE revision ADD COLUMN unread_pictures INTEGER NOT NULL DEFAULT 0;
CREATE INDEX revision_unread_picture ON revision(number) WHERE unread_pictures>0;
CREATE TABLE revision_picture(
  revision INTEGER NOT NULL, place INTEGER NOT NULL, sha256 BLOB NOT NULL,
  PRIMARY KEY(revision, place)) STRICT, WITHOUT ROWID;
CREATE INDEX revision_picture_sha256 ON revision_picture(sha256);
CREATE TABLE recognised_picture(
  sha256 BLOB PRIMARY KEY, parsed BLOB NOT NULL) STRICT;  -- empty: it could not be read
)sql";

// Small originals and parsed documents, by their content.
constexpr const char* kSeventh = R"sql(
CREATE TABLE small_blob(
  number INTEGER PRIMARY KEY, sha256 BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX small_blob_sha256 ON small_blob(sha256);
)sql";

// Open and restricted documents apart in the indexes: a list of those one may see does not walk
// past those one may not. And the documents of one format, which a search that is narrowed to it
// asks for every time, without reading the table.
constexpr const char* kEighth = R"sql(
DROP INDEX document_order;
DROP INDEX document_state;
-- The names are in it so that the filter by name reads this index and not the whole table.
CREATE INDEX document_order ON document(library, restricted, changed DESC, number DESC, folded_names) WHERE deleted=0;
CREATE INDEX document_state ON document(library, state, restricted, changed DESC, number DESC) WHERE deleted=0;
CREATE INDEX document_format ON document(library, restricted, format) WHERE deleted=0;
)sql";

constexpr std::array kSteps = {kFirst, kSecond, kThird, kFourth, kFifth, kSixth, kSeventh, kEighth};

}  // namespace

Result<void> Migrate(Database& database) {
  WY_TRY(const auto found, database.Number("PRAGMA user_version"));
  const auto version = static_cast<std::size_t>(found.value_or(0));
  if (version > kSteps.size()) {
    return Error{ErrorCode::kUnsupported,
                 "the database has schema " + std::to_string(version) +
                     ", written by a newer program; this one knows schemas up to " +
                     std::to_string(kSteps.size()) + "; use the newer program, or restore a backup",
                 "数据库结构版本为 " + std::to_string(version) +
                     "，由更新的程序写入；本程序只支持到 " + std::to_string(kSteps.size()) +
                     "；请使用新版程序，或恢复备份"};
  }
  for (std::size_t step = version; step < kSteps.size(); ++step) {
    WY_CHECK(database.RunScript("BEGIN IMMEDIATE;" + std::string(kSteps[step]) +
                                "PRAGMA user_version=" + std::to_string(step + 1) + "; COMMIT;"));
  }
  return {};
}

}  // namespace wenyuan::store_sqlite
