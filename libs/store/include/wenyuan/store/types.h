#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/page_box.h"
#include "wenyuan/base/result.h"

namespace wenyuan::store {

// Numbers are ours, dense and never shown: they would tell how much a person may not see. Ids are
// random and are what everyone else uses ("d_4xk2…").
using LibraryNumber = std::uint32_t;
using DocumentNumber = std::uint32_t;
using RevisionNumber = std::uint32_t;  // of all documents together
using UserNumber = std::uint32_t;
using JobNumber = std::uint64_t;

// A shelf of documents with its own readers.
struct Library {
  LibraryNumber number = 0;
  std::string id;
  std::string name;
  UnixMillis created = 0;
};

enum class Role : std::uint8_t { kNone, kReader, kEditor, kOwner };

struct User {
  UserNumber number = 0;
  std::string id;
  std::string name;           // what they sign in with; unique, case-folded
  std::string password_hash;  // empty: cannot sign in with a password
  bool administrator = false;
  bool disabled = false;
  UnixMillis created = 0;
};

// What is in a document now.
enum class DocumentState : std::uint8_t { kQueued, kRunning, kReady, kFailed };

// How far a revision is. Each stage is recorded before it starts.
enum class Stage : std::uint8_t { kReceived, kRead, kCleaned, kIndexed };

// A reference to a sealed, content-addressed file.
struct BlobId {
  std::string sha256;  // 64 hexadecimal digits; empty: none
  std::uint64_t bytes = 0;
  friend bool operator==(const BlobId&, const BlobId&) = default;
};

struct Revision {
  RevisionNumber number = 0;
  DocumentNumber document = 0;
  std::uint32_t ordinal = 0;  // 1, 2, … within the document: what people see
  BlobId original;
  BlobId parsed;     // none before Stage::kRead is done
  BlobId thumbnail;  // its first page, JPEG or PNG; none where the format shows none
  std::uint32_t pages = 0;
  std::uint32_t chunks = 0;
  UnixMillis created = 0;
  UserNumber created_by = 0;
};

struct Document {
  DocumentNumber number = 0;
  std::string id;
  LibraryNumber library = 0;
  std::string source_name;  // as it was given, with its folders: "合同/2025/a.pdf"
  std::string title;
  std::string format;  // "pdf", …; empty before it was read
  std::vector<std::string> tags;
  DocumentState state = DocumentState::kQueued;  // of the newest revision
  Stage stage = Stage::kReceived;
  std::string reason;           // kFailed: why and what to do, English …
  std::string reason_zh;        // … and Chinese
  bool needs_password = false;  // kFailed for want of it, or of the right one: see Jobs::Unlock
  std::uint32_t attempts = 0;
  RevisionNumber current = 0;  // the newest ready revision, which answers; 0: none yet
  std::uint32_t current_ordinal = 0;
  RevisionNumber newest = 0;
  std::uint32_t pages = 0;   // of the current revision
  std::uint32_t chunks = 0;  // of the current revision
  // Of the pages of the current revision, those that show their text as pictures; how many of them
  // were recognised by now, and how many may be (0: as many as the house allows).
  std::uint32_t picture_pages = 0;
  std::uint32_t recognised_pages = 0;
  std::uint32_t unreadable_pages = 0;  // recognition failed on them
  std::uint32_t recognise_pages = 0;
  // Pictures beside its text that are large enough to show some, each counted once; of those, how
  // many nobody has read yet.
  std::uint32_t pictures = 0;
  std::uint32_t unread_pictures = 0;
  bool has_thumbnail = false;  // of the current revision
  std::uint64_t bytes = 0;
  DocumentNumber parent = 0;  // the mail or archive it came in; 0: none
  bool restricted = false;    // only the readers named for it, and owners of the library
  UnixMillis created = 0;
  UnixMillis changed = 0;  // when the newest revision came
};

// A passage: what is indexed, found and quoted.
struct Chunk {
  std::uint32_t number = 0;  // 0, 1, … within the revision
  std::string text;          // normalised; of a table its rows as text, the header repeated
  std::string heading_path;  // "第五章 休假 > 年假"
  std::uint32_t page = 0;    // where it begins; 0 where the format has no pages
  std::vector<TextSpan> spans;
  std::string table;              // parse::EncodeTable of a table chunk; else empty
  std::uint32_t block_begin = 0;  // the blocks [begin, end) of the parsed document it was cut from
  std::uint32_t block_end = 0;
};

// One processing step of a revision: what did it, when, what it changed.
struct LineageStep {
  Stage stage = Stage::kReceived;
  std::string tool;     // "parser pdf 8149", "clean", "chunk"
  std::string details;  // JSON object
  UnixMillis started = 0;
  UnixMillis finished = 0;
};

std::string_view Name(DocumentState state);  // "queued", "running", "ready", "failed"
std::string_view Name(Stage stage);          // "received", "read", "cleaned", "indexed"
std::string_view Name(Role role);            // "none", "reader", "editor", "owner"
Result<Role> RoleFromName(std::string_view name);

}  // namespace wenyuan::store
