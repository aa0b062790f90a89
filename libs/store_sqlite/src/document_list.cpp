#include "document_list.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "folding.h"
#include "rows.h"

namespace wenyuan::store_sqlite {
namespace {

using store::DocumentFilter;
using store::DocumentNumber;
using store::LibraryNumber;

bool SeesRestricted(const DocumentFilter& filter) {
  return filter.all_restricted || !filter.restricted_readable.empty();
}

// Only what the table of counts knows, but for the restricted documents that are named.
bool IsCounted(const DocumentFilter& filter) {
  return filter.name_contains.empty() && filter.format.empty() && filter.tag.empty() &&
         !filter.changed_from && !filter.changed_until && filter.parent == 0;
}

std::string Condition(const DocumentFilter& filter) {
  std::string sql = " FROM document d WHERE d.library=?1 AND d.deleted=0";
  if (filter.state) sql += " AND d.state=?2";
  if (!SeesRestricted(filter)) sql += " AND d.restricted=0";
  if (SeesRestricted(filter) && !filter.all_restricted) {
    sql += " AND (d.restricted=0 OR d.number IN carray(?3))";
  }
  if (!filter.name_contains.empty()) sql += " AND instr(d.folded_names, ?4)>0";
  if (!filter.format.empty()) sql += " AND d.format=?5";
  if (!filter.tag.empty()) {
    sql += " AND d.number IN (SELECT document FROM document_tag WHERE tag=?6)";
  }
  if (filter.changed_from) sql += " AND d.changed>=?7";
  if (filter.changed_until) sql += " AND d.changed<=?8";
  if (filter.parent != 0) sql += " AND d.parent=?9";
  return sql;
}

Result<Statement> Start(Database& database, const std::string& sql, const DocumentFilter& filter,
                        LibraryNumber library, std::size_t limit) {
  WY_TRY(Statement row, database.Prepare(sql));
  // Every statement ends with ?10, so that all combinations of conditions take the same values.
  row.Bind(library, filter.state.value_or(store::DocumentState::kQueued),
           filter.restricted_readable, Fold(filter.name_contains), filter.format, filter.tag,
           filter.changed_from.value_or(0), filter.changed_until.value_or(0), filter.parent, limit);
  return Result<Statement>(std::move(row));
}

// Each library once, whatever the caller repeats.
std::set<LibraryNumber> LibrariesOf(const DocumentFilter& filter) {
  return {filter.libraries.begin(), filter.libraries.end()};
}

Result<std::vector<store::Document>> Fetch(Database& database,
                                           const std::vector<DocumentNumber>& numbers) {
  std::vector<store::Document> documents;
  for (const DocumentNumber number : numbers) {
    WY_TRY(auto row, database.Query(std::string(kSelectDocument) + "WHERE d.number=?", number));
    WY_TRY(const bool found, row.Step());
    if (found) documents.push_back(ReadDocument(row));
  }
  return documents;
}

// The restricted documents that the filter names one by one. The plus keeps SQLite from walking the
// whole library by an index instead.
Result<std::size_t> CountNamed(Database& database, const DocumentFilter& filter,
                               LibraryNumber library) {
  if (filter.all_restricted || filter.restricted_readable.empty()) return std::size_t{0};
  WY_TRY(const auto named,
         database.Number("SELECT count(*) FROM document WHERE number IN carray(?) AND +library=?"
                         " AND restricted=1 AND deleted=0 AND (? OR state=?)",
                         filter.restricted_readable, library, !filter.state.has_value(),
                         filter.state.value_or(store::DocumentState::kQueued)));
  return static_cast<std::size_t>(named.value_or(0));
}

}  // namespace

Result<store::DocumentPage> ListDocuments(Database& database, const DocumentFilter& filter) {
  using Entry = std::tuple<UnixMillis, DocumentNumber>;
  const std::size_t wanted = filter.offset + filter.limit;
  // Where counting is a scan, the one scan for the list counts as well.
  const std::size_t scanned = IsCounted(filter) ? wanted : static_cast<std::size_t>(INT64_MAX);
  const std::string sql = "SELECT d.changed, d.number" + Condition(filter) +
                          " ORDER BY d.changed DESC, d.number DESC LIMIT ?10";
  std::vector<Entry> newest;
  for (const LibraryNumber library : LibrariesOf(filter)) {
    WY_TRY(auto row, Start(database, sql, filter, library, scanned));
    for (;;) {
      WY_TRY(const bool more, row.Step());
      if (!more) break;
      newest.emplace_back(row.Int(0), row.As<DocumentNumber>(1));
    }
  }
  std::sort(newest.begin(), newest.end(), std::greater<>());
  std::vector<DocumentNumber> page;
  for (std::size_t i = filter.offset; i < std::min(newest.size(), wanted); ++i) {
    page.push_back(std::get<1>(newest[i]));
  }
  store::DocumentPage result;
  WY_TRY(result.documents, Fetch(database, page));
  result.total = newest.size();
  if (IsCounted(filter)) {
    WY_TRY(result.total, CountDocuments(database, filter));
  }
  return result;
}

Result<std::vector<DocumentNumber>> ListNumbers(Database& database, const DocumentFilter& filter) {
  const std::string sql = "SELECT d.number" + Condition(filter) + " LIMIT ?10";
  std::vector<DocumentNumber> numbers;
  for (const LibraryNumber library : LibrariesOf(filter)) {
    WY_TRY(auto row, Start(database, sql, filter, library, static_cast<std::size_t>(INT64_MAX)));
    for (;;) {
      WY_TRY(const bool more, row.Step());
      if (!more) break;
      numbers.push_back(row.As<DocumentNumber>(0));
    }
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

Result<std::size_t> CountDocuments(Database& database, const DocumentFilter& filter) {
  std::size_t total = 0;
  for (const LibraryNumber library : LibrariesOf(filter)) {
    if (IsCounted(filter)) {
      WY_TRY(const auto counted,
             database.Number("SELECT ifnull(sum(documents),0) FROM document_count WHERE library=?"
                             " AND (? OR state=?) AND restricted<=?",
                             library, !filter.state.has_value(),
                             filter.state.value_or(store::DocumentState::kQueued),
                             filter.all_restricted));
      WY_TRY(const std::size_t named, CountNamed(database, filter, library));
      total += static_cast<std::size_t>(counted.value_or(0)) + named;
      continue;
    }
    WY_TRY(auto row,
           Start(database, "SELECT count(*)" + Condition(filter) + " AND ?10", filter, library, 1));
    WY_TRY(const bool found, row.Step());
    if (found) total += row.As<std::size_t>(0);
  }
  return total;
}

}  // namespace wenyuan::store_sqlite
