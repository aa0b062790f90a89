#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/store/types.h"

namespace wenyuan::store {

using QuestionSetNumber = std::uint32_t;
using QuestionNumber = std::uint32_t;  // of all sets together; never given to another
using RunNumber = std::uint32_t;

// What a gate asks of one measure; libs/eval says what it means.
struct QualityRule {
  std::string measure = {};
  std::optional<std::int32_t> at_least_permille = std::nullopt;
  std::optional<std::int32_t> most_worse_permille = std::nullopt;
  friend bool operator==(const QualityRule&, const QualityRule&) = default;
};

// Questions of one library whose right documents are known.
struct QuestionSet {
  QuestionSetNumber number = 0;
  std::string id = {};
  LibraryNumber library = 0;
  std::string name = {};
  UnixMillis created = 0;
  UserNumber created_by = 0;
  RunNumber baseline = 0;  // 0: none
  std::vector<QualityRule> rules = {};
};

enum class QuestionOrigin : std::uint8_t { kHand, kImport, kThumb };

struct ExpectedDocument {
  DocumentNumber document = 0;
  std::int32_t grade = 1;     // 0: judged, and not relevant
  std::uint32_t page = 0;     // 0: anywhere in it
  std::string chunk_id = {};  // the passage a thumb was given to; empty: none
  friend bool operator==(const ExpectedDocument&, const ExpectedDocument&) = default;
};

struct Question {
  QuestionNumber number = 0;  // 0: not stored yet
  std::string id = {};        // ours; given by the store
  QuestionSetNumber set = 0;
  std::string key = {};  // what an imported file calls it; may be empty
  std::string text = {};
  std::vector<ExpectedDocument> expected = {};
  std::vector<std::string> answers = {};
  bool must_refuse = false;
  std::string language = {};  // "zh", "en", …; empty: not said
  QuestionOrigin origin = QuestionOrigin::kHand;
  UserNumber created_by = 0;
  UnixMillis created = 0;
  UnixMillis changed = 0;
  std::uint32_t version = 0;  // 1, 2, …: what a run measured
};

enum class Verdict : std::int8_t { kDown = -1, kNone = 0, kUp = 1 };
enum class ThumbTarget : std::uint8_t { kHit, kAnswer, kRefusal };

// What one person says of one thing that one question brought them.
struct Thumb {
  UserNumber user = 0;
  LibraryNumber library = 0;
  std::string question = {};
  ThumbTarget target = ThumbTarget::kHit;
  DocumentNumber document = 0;  // 0: of a refusal
  std::string chunk_id = {};    // "d_….3.14"; empty: of a refusal
  std::uint32_t page = 0;
  Verdict verdict = Verdict::kNone;
  UnixMillis given = 0;
};

// Question sets and thumbs. As all of the store: any thread, durable when it returns, no rights
// looked at: who may see a document decides who may see what names it (`quality` does).
class QuestionSets {
 public:
  static constexpr std::size_t kMostSets = 100;          // in a library
  static constexpr std::size_t kMostQuestions = 10'000;  // in a set
  static constexpr std::size_t kMostThumbs = 100'000;    // in a library

  virtual ~QuestionSets() = default;
  // kConflict when the library has one of this name (compared case-folded), kResourceExhausted when
  // it has too many, kNotFound when there is no such library.
  virtual Result<QuestionSet> Create(LibraryNumber library, std::string_view name,
                                     UserNumber by) = 0;
  [[nodiscard]] virtual Result<QuestionSet> Find(std::string_view id) const = 0;
  [[nodiscard]] virtual Result<QuestionSet> Get(QuestionSetNumber set) const = 0;
  [[nodiscard]] virtual Result<std::vector<QuestionSet>> List(LibraryNumber library) const = 0;
  virtual Result<void> Rename(QuestionSetNumber set, std::string_view name) = 0;
  virtual Result<void> SetRules(QuestionSetNumber set, const std::vector<QualityRule>& rules) = 0;
  // kNotFound for a run that is not of this set; 0 takes the baseline away.
  virtual Result<void> SetBaseline(QuestionSetNumber set, RunNumber run) = 0;
  virtual Result<void> Remove(QuestionSetNumber set) = 0;  // with its questions and runs

  // All or none. One without a number is added; one with a number replaces what is stored when
  // `version` is still the stored one (else kConflict), keeping origin, creator and time. Returns
  // them as stored. kResourceExhausted beyond kMostQuestions.
  virtual Result<std::vector<Question>> Save(QuestionSetNumber set,
                                             std::vector<Question> questions) = 0;
  [[nodiscard]] virtual Result<std::vector<Question>> Questions(
      QuestionSetNumber set) const = 0;  // by number
  [[nodiscard]] virtual Result<Question> FindQuestion(QuestionSetNumber set,
                                                      std::string_view id) const = 0;
  // Its results go with it. One that is gone is a success.
  virtual Result<void> RemoveQuestion(QuestionSetNumber set, QuestionNumber question) = 0;

  // For each name the library's documents that are called so: by their whole source name or, where
  // none is, by its last part or their title; compared case-folded. One pass over the names of the
  // library, however many are asked for.
  [[nodiscard]] virtual Result<std::vector<std::vector<DocumentNumber>>> DocumentsNamed(
      LibraryNumber library, const std::vector<std::string>& names) const = 0;

  // One verdict per user, question (compared case-folded), target, document and passage; a new one
  // replaces it, kNone takes it away. kResourceExhausted beyond kMostThumbs.
  virtual Result<void> GiveThumb(const Thumb& thumb) = 0;
  // Those of one user for one question, in every library.
  [[nodiscard]] virtual Result<std::vector<Thumb>> ThumbsOf(UserNumber user,
                                                            std::string_view question) const = 0;
  // All of a library, oldest first; those to deleted documents are left out.
  [[nodiscard]] virtual Result<std::vector<Thumb>> Thumbs(LibraryNumber library) const = 0;
};

std::string_view Name(QuestionOrigin origin);  // "hand", "import", "thumb"
std::string_view Name(Verdict verdict);        // "down", "none", "up"
std::string_view Name(ThumbTarget target);     // "hit", "answer", "refusal"
Result<Verdict> VerdictFromName(std::string_view name);
Result<ThumbTarget> ThumbTargetFromName(std::string_view name);

}  // namespace wenyuan::store
