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

// The documents of one library that a statement is about. The open ones and the restricted ones lie
// apart in the indexes.
enum class Part {
  kOpen,
  kRestricted,  // all
  kNaming,      // the restricted ones that name the reader: each is asked whether it does …
  kNamed,       // … or they are looked up by the reader, who has few
};

// Below it, looking up a reader's documents and putting them in order costs less than asking those
// that lie in order, most of which may be for others.
constexpr std::int64_t kFewNamed = 2000;

// Only what the table of counts knows, but for the restricted documents that name the reader.
bool IsCounted(const DocumentFilter& filter) {
  return filter.name_contains.empty() && filter.format.empty() && filter.tag.empty() &&
         !filter.changed_from && !filter.changed_until && filter.parent == 0;
}

std::string Condition(const DocumentFilter& filter, Part part) {
  std::string sql = " FROM document d WHERE d.library=?1 AND d.deleted=0 AND d.restricted=";
  sql += part == Part::kOpen ? "0" : "1";
  if (part == Part::kNamed) {  // the plus keeps SQLite from walking the whole library instead
    sql =
        " FROM document_reader r CROSS JOIN document d ON d.number=r.document"
        " WHERE r.user=?3 AND r.library=?1 AND +d.library=?1 AND d.deleted=0";
  } else if (part == Part::kNaming) {
    sql += " AND EXISTS(SELECT 1 FROM document_reader WHERE document=d.number AND user=?3)";
  }
  if (filter.state) sql += part == Part::kNamed ? " AND +d.state=?2" : " AND d.state=?2";
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
  row.Bind(library, filter.state.value_or(store::DocumentState::kQueued), filter.reader,
           Fold(filter.name_contains), filter.format, filter.tag, filter.changed_from.value_or(0),
           filter.changed_until.value_or(0), filter.parent, limit);
  return Result<Statement>(std::move(row));
}

bool SeesAllRestricted(const DocumentFilter& filter, LibraryNumber library) {
  const auto& all = filter.all_restricted_in;
  return filter.all_restricted || std::find(all.begin(), all.end(), library) != all.end();
}

Result<std::vector<Part>> PartsOf(Database& database, const DocumentFilter& filter,
                                  LibraryNumber library) {
  if (SeesAllRestricted(filter, library)) return std::vector{Part::kOpen, Part::kRestricted};
  if (filter.reader == 0) return std::vector{Part::kOpen};
  WY_TRY(const auto few,
         database.Number("SELECT count(*) FROM (SELECT 1 FROM document_reader WHERE user=?"
                         " AND library=? LIMIT ?)",
                         filter.reader, library, kFewNamed + 1));
  return std::vector{Part::kOpen, few.value_or(0) > kFewNamed ? Part::kNaming : Part::kNamed};
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

Result<std::size_t> CountPart(Database& database, const DocumentFilter& filter,
                              LibraryNumber library, Part part) {
  WY_TRY(auto row, Start(database, "SELECT count(*)" + Condition(filter, part) + " AND ?10", filter,
                         library, 1));
  WY_TRY(const bool found, row.Step());
  return found ? row.As<std::size_t>(0) : std::size_t{0};
}

Result<std::size_t> CountPartInState(Database& database, DocumentFilter filter,
                                     LibraryNumber library, Part part, store::DocumentState state) {
  filter.state = state;
  return CountPart(database, filter, library, part);
}

// The restricted documents of a library that name the reader, who may have a great many: nearly all
// are ready, so the others are counted and taken off.
Result<std::size_t> CountNaming(Database& database, const DocumentFilter& filter,
                                LibraryNumber library, Part part) {
  using State = store::DocumentState;
  if (part == Part::kNamed || (filter.state && *filter.state != State::kReady)) {
    return CountPart(database, filter, library, part);
  }
  WY_TRY(const auto all,
         database.Number("SELECT count(*) FROM document_reader WHERE user=? AND library=?",
                         filter.reader, library));
  auto count = static_cast<std::size_t>(all.value_or(0));
  if (!filter.state) return count;
  for (const State other : {State::kQueued, State::kRunning, State::kFailed}) {
    WY_TRY(const std::size_t others, CountPartInState(database, filter, library, part, other));
    count -= others;
  }
  return count;
}

}  // namespace

Result<store::DocumentPage> ListDocuments(Database& database, const DocumentFilter& filter) {
  using Entry = std::tuple<UnixMillis, DocumentNumber>;
  const std::size_t wanted = filter.offset + filter.limit;
  // Where counting is a scan, the one scan for the list counts as well.
  const std::size_t scanned = IsCounted(filter) ? wanted : static_cast<std::size_t>(INT64_MAX);
  std::vector<Entry> newest;
  for (const LibraryNumber library : LibrariesOf(filter)) {
    WY_TRY(const auto parts, PartsOf(database, filter, library));
    for (const Part part : parts) {
      const std::string sql = "SELECT d.changed, d.number" + Condition(filter, part) +
                              " ORDER BY d.changed DESC, d.number DESC LIMIT ?10";
      WY_TRY(auto row, Start(database, sql, filter, library, scanned));
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) break;
        newest.emplace_back(row.Int(0), row.As<DocumentNumber>(1));
      }
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
  std::vector<DocumentNumber> numbers;
  for (const LibraryNumber library : LibrariesOf(filter)) {
    WY_TRY(const auto parts, PartsOf(database, filter, library));
    for (const Part part : parts) {
      const std::string sql = "SELECT d.number" + Condition(filter, part) + " LIMIT ?10";
      WY_TRY(auto row, Start(database, sql, filter, library, static_cast<std::size_t>(INT64_MAX)));
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) break;
        numbers.push_back(row.As<DocumentNumber>(0));
      }
    }
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

Result<std::size_t> CountDocuments(Database& database, const DocumentFilter& filter) {
  std::size_t total = 0;
  for (const LibraryNumber library : LibrariesOf(filter)) {
    WY_TRY(const auto parts, PartsOf(database, filter, library));
    for (const Part part : parts) {
      const bool of_reader = part == Part::kNaming || part == Part::kNamed;
      if (!IsCounted(filter)) {
        WY_TRY(const std::size_t counted, CountPart(database, filter, library, part));
        total += counted;
      } else if (of_reader) {
        WY_TRY(const std::size_t counted, CountNaming(database, filter, library, part));
        total += counted;
      } else {
        WY_TRY(const auto counted,
               database.Number("SELECT ifnull(sum(documents),0) FROM document_count WHERE library=?"
                               " AND (? OR state=?) AND restricted=?",
                               library, !filter.state.has_value(),
                               filter.state.value_or(store::DocumentState::kQueued),
                               part == Part::kRestricted));
        total += static_cast<std::size_t>(counted.value_or(0));
      }
    }
  }
  return total;
}

}  // namespace wenyuan::store_sqlite
