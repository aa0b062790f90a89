#include "job_results.h"

#include "folding.h"
#include "rows.h"
#include "span_codec.h"

namespace wenyuan::store_sqlite {
namespace {

using store::Job;
using store::LineageStep;
using store::Stage;

Result<void> WritePictures(Database& database, store::RevisionNumber revision,
                           const std::vector<std::string>& pictures) {
  WY_CHECK(database.Run("DELETE FROM revision_picture WHERE revision=?", revision));
  for (std::size_t place = 0; place < pictures.size(); ++place) {
    WY_CHECK(database.Run("INSERT INTO revision_picture VALUES(?,?,unhex(?))", revision, place,
                          pictures[place]));
  }
  return {};
}

}  // namespace

EncodedChunks::EncodedChunks(const std::vector<store::Chunk>& chunks) : chunks_(&chunks) {
  spans_.reserve(chunks.size());
  for (const store::Chunk& chunk : chunks) spans_.push_back(EncodeSpans(chunk.spans));
}

Result<void> WriteRead(Database& database, const Job& job, const store::ReadResult& read) {
  WY_CHECK(
      database.Run("INSERT OR IGNORE INTO loose_blob(sha256, bytes)"
                   " SELECT parsed, parsed_bytes FROM revision"
                   " WHERE number=?1 AND parsed<>x'' AND parsed<>unhex(?2)"
                   " UNION SELECT thumbnail, thumbnail_bytes FROM revision"
                   " WHERE number=?1 AND thumbnail<>x'' AND thumbnail<>unhex(?3)",
                   job.revision, read.parsed.sha256, read.thumbnail.sha256));
  WY_CHECK(database.Run(
      "UPDATE revision SET parsed=unhex(?), parsed_bytes=?, title=?,"
      " format=?, pages=?, picture_pages=?, unread_pages=?, thumbnail=unhex(?),"
      " thumbnail_bytes=?, pictures=?, unread_pictures=?, stage=? WHERE number=?",
      read.parsed.sha256, read.parsed.bytes, read.title, read.format, read.pages,
      read.picture_pages, read.unread_pages, read.thumbnail.sha256, read.thumbnail.bytes,
      read.pictures.size(), read.unread_pictures, Stage::kRead, job.revision));
  WY_CHECK(WritePictures(database, job.revision, read.pictures));
  WY_CHECK(database.Run("UPDATE document SET stage=? WHERE number=?", Stage::kRead, job.document));
  // Until a revision answers, the newest one says what the document is.
  WY_TRY(const auto unanswered,
         database.Number("SELECT 1 FROM document WHERE number=? AND current=0", job.document));
  if (!unanswered) return {};
  return TakeTitle(database, job);
}

Result<void> WriteChunks(Database& database, const Job& job, const EncodedChunks& chunks) {
  WY_CHECK(database.Run("DELETE FROM chunk WHERE place BETWEEN ? AND ?", PlaceOf(job.revision, 0),
                        PlaceOf(job.revision, ~std::uint32_t{0})));
  WY_TRY(auto insert, database.Prepare("INSERT INTO chunk VALUES(?,?,?,?,?,?,?,?)"));
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    const store::Chunk& chunk = chunks.chunk(i);
    insert.Bind(PlaceOf(job.revision, chunk.number), chunk.text, chunk.heading_path, chunk.page,
                Bytes{chunks.spans(i)}, Bytes{chunk.table}, chunk.block_begin, chunk.block_end);
    WY_CHECK(insert.Run());
  }
  WY_CHECK(database.Run("UPDATE revision SET chunks=?, stage=? WHERE number=?", chunks.size(),
                        Stage::kCleaned, job.revision));
  return database.Run("UPDATE document SET stage=? WHERE number=?", Stage::kCleaned, job.document);
}

Result<void> WriteSteps(Database& database, const Job& job, const std::vector<LineageStep>& steps) {
  for (const LineageStep& step : steps) {
    WY_CHECK(
        database.Run("DELETE FROM lineage WHERE revision=? AND stage=?", job.revision, step.stage));
  }
  for (const LineageStep& step : steps) {
    WY_CHECK(database.Run(
        "INSERT INTO lineage(revision, stage, tool, details, started, finished)"
        " VALUES(?,?,?,?,?,?)",
        job.revision, step.stage, step.tool, step.details, step.started, step.finished));
  }
  return {};
}

Result<void> TakeTitle(Database& database, const Job& job) {
  WY_TRY(auto row, database.Query("SELECT r.title, r.format, d.source_name FROM revision r"
                                  " JOIN document d ON d.number=r.document WHERE r.number=?",
                                  job.revision));
  WY_TRY(const bool found, row.Step());
  if (!found) return NotFound(Thing::kRevision, job.revision);
  const std::string title = row.Text(0);
  return database.Run("UPDATE document SET title=?, format=?, folded_names=? WHERE number=?", title,
                      row.Text(1), Fold(title) + "\n" + Fold(row.Text(2)), job.document);
}

}  // namespace wenyuan::store_sqlite
