#pragma once

#include <string>
#include <string_view>

#include "database.h"
#include "wenyuan/store/types.h"

namespace wenyuan::store_sqlite {

// "SELECT … FROM document d …" with the columns that ReadDocument takes; a WHERE follows. Deleted
// documents are among them.
inline constexpr std::string_view kSelectDocument =
    "SELECT d.number, d.id, d.library, d.source_name, d.title, d.format, d.tags, d.state, d.stage,"
    " d.reason, d.reason_zh, d.attempts, d.current, ifnull(c.ordinal,0), d.newest,"
    " ifnull(c.pages,0), ifnull(c.chunks,0), coalesce(c.original_bytes, n.original_bytes, 0),"
    " d.parent, d.restricted, d.created, d.changed,"
    " ifnull(c.picture_pages,0), d.recognise_pages,"
    " CASE WHEN c.picture_pages>0 THEN (SELECT count(*) FROM recognised_page p"
    "  WHERE p.original=c.original AND p.parsed<>x'') ELSE 0 END,"
    " CASE WHEN c.picture_pages>0 THEN (SELECT count(*) FROM recognised_page p"
    "  WHERE p.original=c.original AND p.parsed=x'') ELSE 0 END,"
    " d.needs_password, ifnull(c.pictures,0), ifnull(c.unread_pictures,0),"
    " ifnull(c.thumbnail<>x'',0) FROM document d"
    " LEFT JOIN revision c ON c.number=d.current LEFT JOIN revision n ON n.number=d.newest ";
store::Document ReadDocument(const Statement& row);

// The same for revisions of documents that are not deleted; a condition on `r` follows.
inline constexpr std::string_view kSelectRevision =
    "SELECT r.number, r.document, r.ordinal, lower(hex(r.original)), r.original_bytes,"
    " lower(hex(r.parsed)), r.parsed_bytes, r.pages, r.chunks, r.created, r.created_by,"
    " lower(hex(r.thumbnail)), r.thumbnail_bytes"
    " FROM revision r JOIN document d ON d.number=r.document WHERE d.deleted=0 AND ";
store::Revision ReadRevision(const Statement& row);

inline constexpr std::string_view kSelectChunk =
    "SELECT place & 0xffffffff, text, heading_path, page, spans, cells, block_begin, block_end"
    " FROM chunk ";
Result<store::Chunk> ReadChunk(const Statement& row);
// Where a chunk of a revision lies in the chunk table.
std::int64_t PlaceOf(store::RevisionNumber revision, std::uint32_t number);

// Tags as one text and back. Requires that no tag holds a line feed.
std::string JoinTags(const std::vector<std::string>& tags);
std::vector<std::string> SplitTags(std::string_view joined);

// kInvalidArgument for an empty name, one of more than `most_bytes`, and for control characters;
// `what` is "library name".
Result<void> CheckName(std::string_view what, std::string_view what_zh, std::string_view name,
                       std::size_t most_bytes = 500);

enum class Thing {
  kLibrary,
  kDocument,
  kRevision,
  kUser,
  kSession,
  kToken,
  kInvitation,
  kQuestionSet,
  kQuestion,
  kQualityRun,
  kFeedback,
  kFaqEntry
};
Error NotFound(Thing thing, std::string_view which);
inline Error NotFound(Thing thing, std::uint64_t number) {
  return NotFound(thing, std::to_string(number));
}

}  // namespace wenyuan::store_sqlite
