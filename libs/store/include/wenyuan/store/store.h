#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/store/faq.h"
#include "wenyuan/store/feedback.h"
#include "wenyuan/store/quality_runs.h"
#include "wenyuan/store/question_sets.h"
#include "wenyuan/store/recognitions.h"
#include "wenyuan/store/types.h"

namespace wenyuan::store {

// All of it: any thread; a write is durable when it returns; kNotFound, kConflict and
// kInvalidArgument as named; kUnavailable or kResourceExhausted when the engine says so. Lookups by
// id do not check rights: `access` does.

class Libraries {
 public:
  virtual ~Libraries() = default;
  // kConflict when the name is taken (compared case-folded).
  virtual Result<Library> Create(std::string_view name, UserNumber owner) = 0;
  [[nodiscard]] virtual Result<Library> Find(std::string_view id) const = 0;
  [[nodiscard]] virtual Result<Library> FindByName(std::string_view name) const = 0;
  [[nodiscard]] virtual Result<std::vector<Library>> List() const = 0;  // by name
  virtual Result<void> Rename(LibraryNumber library, std::string_view name) = 0;

  // Role::kNone takes the grant away. Every change of rights adds one to RightsEpoch().
  virtual Result<void> Grant(LibraryNumber library, UserNumber user, Role role) = 0;
  struct Granted {
    UserNumber user = 0;
    Role role = Role::kNone;
  };
  [[nodiscard]] virtual Result<std::vector<Granted>> Grants(LibraryNumber library) const = 0;
  struct Held {
    LibraryNumber library = 0;
    Role role = Role::kNone;
  };
  [[nodiscard]] virtual Result<std::vector<Held>> RolesOf(UserNumber user) const = 0;
  // Restricts documents, and all that came in them, to the users named (and the library's owners);
  // nullopt lifts it. All of them or none.
  virtual Result<void> RestrictAll(const std::vector<DocumentNumber>& documents,
                                   const std::optional<std::vector<UserNumber>>& readers) = 0;
  Result<void> Restrict(DocumentNumber document,
                        const std::optional<std::vector<UserNumber>>& readers) {
    return RestrictAll({document}, readers);
  }
  // The users named for a restricted document; empty for an open one.
  [[nodiscard]] virtual Result<std::vector<UserNumber>> ReadersOf(
      DocumentNumber document) const = 0;
  [[nodiscard]] virtual Result<bool> IsReader(DocumentNumber document, UserNumber user) const = 0;
  // The restricted documents of a library that name this user.
  [[nodiscard]] virtual Result<std::vector<DocumentNumber>> RestrictedFor(
      LibraryNumber library, UserNumber user) const = 0;
  // All restricted documents of a library (for its owners).
  [[nodiscard]] virtual Result<std::vector<DocumentNumber>> Restricted(
      LibraryNumber library) const = 0;
  [[nodiscard]] virtual std::uint64_t RightsEpoch() const = 0;

  // What a library has otherwise than the house, by name. Every change is kept: who made it, when.
  struct Setting {
    std::string name;
    std::string value;
    UnixMillis changed = 0;
    UserNumber changed_by = 0;  // 0: the operator
  };
  // All of them at once, with one time.
  virtual Result<void> SetSettings(LibraryNumber library,
                                   const std::vector<std::pair<std::string, std::string>>& values,
                                   UserNumber by) = 0;
  [[nodiscard]] virtual Result<std::vector<Setting>> Settings(
      LibraryNumber library) const = 0;  // as they are now, by name
  [[nodiscard]] virtual Result<std::vector<Setting>> SettingChanges(
      LibraryNumber library) const = 0;  // the newest 100, newest first
};

struct NewRevision {
  LibraryNumber library = 0;
  std::string source_name;
  BlobId original;
  UserNumber by = 0;
  DocumentNumber parent = 0;
  std::vector<std::string> tags = {};
  // Restricted to these from the first, as by Libraries::Restrict; nullopt: as its parent, or as it
  // was.
  std::optional<std::vector<UserNumber>> readers = std::nullopt;
};

struct Received {
  Document document;
  RevisionNumber revision = 0;
  // The newest revision of this name has the same content already: nothing was added.
  bool unchanged = false;
};

struct DocumentFilter {
  std::vector<LibraryNumber> libraries;  // only these; empty: none
  std::optional<DocumentState> state = std::nullopt;
  std::string name_contains = {};  // in title or source name, case-folded
  std::string format = {};
  std::string tag = {};
  std::optional<UnixMillis> changed_from = std::nullopt;
  std::optional<UnixMillis> changed_until = std::nullopt;
  DocumentNumber parent = 0;
  // A restricted document is listed where it names `reader`, and in libraries all of whose
  // restricted documents may be seen.
  bool all_restricted = false;                        // in every library …
  std::vector<LibraryNumber> all_restricted_in = {};  // … or in these
  UserNumber reader = 0;                              // 0: nobody
  std::size_t offset = 0;
  std::size_t limit = 100;
};

struct DocumentPage {
  std::vector<Document> documents;  // newest change first
  std::size_t total = 0;
};

class Documents {
 public:
  virtual ~Documents() = default;
  // A document of this library, parent and source name gets a new revision, or a new document is
  // made, as restricted as its parent; a job is queued. All in one transaction. Tags, if any are
  // given, replace those it has. Work on an older revision is overtaken: its lease is lost.
  virtual Result<Received> Receive(const NewRevision& revision) = 0;
  // All its tags, instead of those it has; what came in it keeps its own. kInvalidArgument as
  // Receive.
  virtual Result<void> SetTags(DocumentNumber document, const std::vector<std::string>& tags) = 0;
  // Deleted documents are kNotFound everywhere.
  [[nodiscard]] virtual Result<Document> Find(std::string_view id) const = 0;
  [[nodiscard]] virtual Result<Document> Get(DocumentNumber document) const = 0;
  [[nodiscard]] virtual Result<DocumentPage> List(const DocumentFilter& filter) const = 0;
  // Numbers only, without offset and limit: what a filter leaves for a search.
  [[nodiscard]] virtual Result<std::vector<DocumentNumber>> Numbers(
      const DocumentFilter& filter) const = 0;
  [[nodiscard]] virtual Result<Revision> GetRevision(RevisionNumber revision) const = 0;
  [[nodiscard]] virtual Result<Revision> FindRevision(DocumentNumber document,
                                                      std::uint32_t ordinal) const = 0;
  [[nodiscard]] virtual Result<std::vector<Revision>> Revisions(DocumentNumber document) const = 0;
  [[nodiscard]] virtual Result<std::vector<LineageStep>> Lineage(RevisionNumber revision) const = 0;
  // In the order asked for; one that is gone is left out.
  [[nodiscard]] virtual Result<std::vector<Chunk>> Chunks(
      RevisionNumber revision, const std::vector<std::uint32_t>& numbers) const = 0;
  [[nodiscard]] virtual Result<std::vector<Chunk>> AllChunks(RevisionNumber revision) const = 0;
  // The document and all that came in it, at any depth; itself first.
  [[nodiscard]] virtual Result<std::vector<DocumentNumber>> Family(
      DocumentNumber document) const = 0;
  // Gone from every answer at once; from disk by the next purge. Attachments go with their parent.
  // Returns all that were deleted.
  virtual Result<std::vector<DocumentNumber>> Delete(DocumentNumber document) = 0;
  // Removes deleted documents' rows; returns the blobs that nothing refers to any more. Some may be
  // returned once more by the next purge. From before this call until they are removed, no upload
  // may be between BlobWriter::Finish and Receive: it could be about to refer to one of them.
  virtual Result<std::vector<BlobId>> Purge() = 0;
  // The current revision of every document of a library: what its index must hold.
  struct Current {
    DocumentNumber document = 0;
    RevisionNumber revision = 0;
    bool restricted = false;
  };
  [[nodiscard]] virtual Result<std::vector<Current>> CurrentRevisions(
      LibraryNumber library) const = 0;
  // In the order asked for; one that is gone is left out.
  [[nodiscard]] virtual Result<std::vector<Document>> GetAll(
      const std::vector<DocumentNumber>& documents) const = 0;
};

struct Job {
  JobNumber number = 0;
  RevisionNumber revision = 0;
  DocumentNumber document = 0;
  LibraryNumber library = 0;
  Stage stage = Stage::kReceived;  // the last stage that is done
  std::uint32_t attempts = 0;      // this one included
};

struct ReadResult {  // what Stage::kRead found
  BlobId parsed;
  std::string title;
  std::string format;
  std::uint32_t pages = 0;
  std::uint32_t picture_pages = 0;  // of these, show their text as pictures …
  std::uint32_t unread_pages = 0;   // … and of these, are not recognised yet
  BlobId thumbnail = {};
  std::vector<std::string> pictures = {};  // beside its text, by their SHA-256: 64 hex digits
  std::uint32_t unread_pictures = 0;       // of these
};

// A revision that was read and cut into passages in one go.
struct CutRevision {
  Job job;
  ReadResult read;
  std::vector<Chunk> chunks;
  std::vector<LineageStep> steps;
};

// A file that is not larger is done at once, with others like it.
inline constexpr std::uint64_t kSmallFileBytes = std::uint64_t{64} << 10U;

// The work to be done. A job is leased: when its worker dies, the lease runs out and another takes
// it. A call with a lease that was lost is kConflict: it ran out and was taken, or the document was
// deleted or got a newer revision. A job's number is of one lease.
class Jobs {
 public:
  virtual ~Jobs() = default;
  // The oldest job that is due, or nothing. Its document becomes kRunning.
  Result<std::optional<Job>> Lease(std::chrono::milliseconds duration) {
    auto jobs = LeaseTogether(duration, 1);
    if (!jobs) return std::move(jobs).error();
    return jobs->empty() ? std::nullopt : std::optional(jobs->front());
  }
  // That one and, as long as all of them are of small files, those behind it, up to `limit`.
  virtual Result<std::vector<Job>> LeaseTogether(std::chrono::milliseconds duration,
                                                 std::size_t limit) = 0;
  virtual Result<void> Extend(JobNumber job, std::chrono::milliseconds duration) = 0;
  virtual Result<void> SaveRead(const Job& job, const ReadResult& read,
                                const LineageStep& step) = 0;
  virtual Result<void> SaveChunks(const Job& job, const std::vector<Chunk>& chunks,
                                  const std::vector<LineageStep>& steps) = 0;
  // The revision is searchable: it becomes the current one. All of them or, at a conflict, none.
  virtual Result<void> Finish(const std::vector<Job>& jobs) = 0;
  // For good, or, with `retry_after`, queued again. kPermissionDenied for good is a document that
  // needs a password; one that was kept for it is forgotten.
  virtual Result<void> Fail(const Job& job, const Error& reason,
                            std::optional<std::chrono::milliseconds> retry_after) = 0;
  // Puts a failed document's newest revision in the queue again, from its first stage.
  virtual Result<void> Retry(DocumentNumber document) = 0;
  // Keeps the password and does as Retry. kConflict for a document that does not need one.
  virtual Result<void> Unlock(DocumentNumber document, std::string_view password) = 0;
  // What opens the document, kept as long as it is there: it is read again when its pages are
  // recognised. An empty one is forgotten.
  virtual Result<void> KeepPassword(DocumentNumber document, std::string_view password) = 0;
  // Empty when none is kept.
  [[nodiscard]] virtual Result<std::string> PasswordOf(DocumentNumber document) const = 0;
  // Leases of a process that is no more: at start, before any worker.
  virtual Result<void> ReleaseAll() = 0;
  struct Counts {
    std::size_t queued = 0;
    std::size_t running = 0;
    std::size_t ready = 0;
    std::size_t failed = 0;
  };
  // Documents by state, of these libraries.
  [[nodiscard]] virtual Result<Counts> Count(const DocumentFilter& filter) const = 0;
  // As SaveRead and SaveChunks, of several with one commit. Gives the jobs whose lease was lost:
  // nothing is saved of those.
  virtual Result<std::vector<JobNumber>> SaveCut(const std::vector<CutRevision>& cut) = 0;
};

struct Session {
  UserNumber user = 0;
  std::string csrf_token;
  UnixMillis expires = 0;
};

struct ApiToken {
  std::string id;
  UserNumber user = 0;
  std::string name;
  UnixMillis created = 0;
  UnixMillis expires = 0;  // 0: never
  UnixMillis last_used = 0;
};

struct NewPassword {
  std::string hash;
  std::string instead_of = {};    // the hash that was proven; empty: whatever there is
  std::string keep_session = {};  // the SHA-256 of its secret; empty: none
  bool end_tokens = false;
};

// Secrets are given and looked up by their SHA-256; the store never sees them.
class Accounts {
 public:
  virtual ~Accounts() = default;
  virtual Result<User> Create(std::string_view name, std::string_view password_hash,
                              bool administrator) = 0;
  [[nodiscard]] virtual Result<User> Find(std::string_view id) const = 0;
  [[nodiscard]] virtual Result<User> FindByName(std::string_view name) const = 0;
  [[nodiscard]] virtual Result<User> Get(UserNumber user) const = 0;
  [[nodiscard]] virtual Result<std::vector<User>> List() const = 0;
  // Ends the user's other sessions, and their tokens if it says so. kConflict when the password is
  // not the one to be replaced any more.
  virtual Result<void> SetPassword(UserNumber user, const NewPassword& password) = 0;
  // Ends the user's sessions and tokens at once.
  virtual Result<void> Disable(UserNumber user, bool disabled) = 0;

  // kPermissionDenied when `proven` is not the hash of the user's password any more: whoever signed
  // in with an old one while it was changed stays out.
  virtual Result<void> AddSession(std::string_view secret_sha256, const Session& session,
                                  std::string_view proven) = 0;
  [[nodiscard]] virtual Result<Session> FindSession(std::string_view secret_sha256) const = 0;
  // kNotFound for a session that ended: it is not brought back.
  virtual Result<void> ProlongSession(std::string_view secret_sha256, UnixMillis expires) = 0;
  virtual Result<void> EndSession(std::string_view secret_sha256) = 0;

  virtual Result<void> AddToken(std::string_view secret_sha256, const ApiToken& token) = 0;
  [[nodiscard]] virtual Result<ApiToken> FindToken(std::string_view secret_sha256) const = 0;
  [[nodiscard]] virtual Result<std::vector<ApiToken>> TokensOf(UserNumber user) const = 0;
  virtual Result<void> RevokeToken(UserNumber user, std::string_view id) = 0;

  // The one-time link: spent by the first who uses it.
  virtual Result<void> SetInvitation(std::string_view secret_sha256, UnixMillis expires) = 0;
  virtual Result<void> SpendInvitation(std::string_view secret_sha256) = 0;  // kNotFound: no such
};

// Everything the house must not forget. Blobs are apart (blobs.h).
class Store {
 public:
  virtual ~Store() = default;
  virtual Libraries& libraries() = 0;
  virtual Documents& documents() = 0;
  virtual Jobs& jobs() = 0;
  virtual Accounts& accounts() = 0;
  // nullptr where none are kept: a store of a test. A real one has them all.
  virtual QuestionSets* question_sets() { return nullptr; }
  virtual QualityRuns* quality_runs() { return nullptr; }
  virtual Recognitions* recognitions() { return nullptr; }
  virtual FeedbackBox* feedback() { return nullptr; }
  virtual FaqEntries* faq() { return nullptr; }
};

}  // namespace wenyuan::store
