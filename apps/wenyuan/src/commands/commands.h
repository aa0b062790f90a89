#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "../session.h"

namespace wenyuan::app {

// Each runs one command and returns what the program returns to the shell.

struct ServeOptions {
  std::string address;                 // empty: the configuration's
  int port = -1;                       // negative: the configuration's; 0: any free one
  std::filesystem::path first_import;  // imported when there is no library yet
};
int RunServe(Session& session, const ServeOptions& options);

struct ImportOptions {
  std::vector<std::filesystem::path> paths;
  std::string library;  // name; made when missing; empty: the only one, or "Documents"
  std::vector<std::string> tags;
  bool wait = false;
  std::filesystem::path password_file;  // for files that need one, a line each; empty: none
  bool restricted = false;              // only `readers` and the library's owners may read them
  std::vector<std::string> readers;     // names or ids
};
int RunImport(Session& session, const ImportOptions& options);

struct QueryOptions {
  std::string text;
  std::vector<std::string> libraries;  // names or ids
  std::string format;
  std::string tag;
  std::int64_t k = 10;
  bool rerank = true;       // of search: the reranker reads the first passages
  std::string model = {};   // of ask: a file or an address; empty: what the settings say
  bool extractive = false;  // of ask: quote sentences, whatever model is there
  bool converse = true;     // of ask: no question is given, so they come from standard input
};
int RunSearch(Session& session, const QueryOptions& options);
int RunAsk(Session& session, const QueryOptions& options);

struct DocumentsOptions {
  std::vector<std::string> libraries;
  std::string state;
  std::string name;
};
int RunDocuments(Session& session, const DocumentsOptions& options);
int RunDocumentShow(Session& session, const std::string& id);
int RunDocumentPassages(Session& session, const std::string& id);
int RunDocumentDelete(Session& session, const std::vector<std::string>& ids);
int RunDocumentRetry(Session& session, const std::vector<std::string>& ids);
struct ReadersOptions {
  std::vector<std::string> documents;
  std::vector<std::string> only;  // names or ids
  bool owners_only = false;
  bool everybody = false;
};
// Says who may read the documents, or changes it for all of them at once.
int RunDocumentReaders(Session& session, const ReadersOptions& options);
struct UnlockOptions {
  std::vector<std::string> documents;
  std::filesystem::path password_file;  // a line each; empty: asked for
};
int RunDocumentUnlock(Session& session, const UnlockOptions& options);
struct RecogniseOptions {
  std::vector<std::string> documents;
  std::int64_t pages = 20'000;  // of each, from its first that shows text as a picture
  bool wait = false;
};
// Lets more pages that show text as pictures be read than the settings do.
int RunDocumentRecognise(Session& session, const RecogniseOptions& options);
int RunJobs(Session& session);

int RunLibraryList(Session& session);
int RunLibraryCreate(Session& session, const std::string& name);
struct GrantOptions {
  std::string library;
  std::string user;
  std::string role;
};
int RunLibraryGrant(Session& session, const GrantOptions& options);

struct UserOptions {
  std::string name;
  bool administrator = false;
};
int RunUserAdd(Session& session, const UserOptions& options);
int RunUserPassword(Session& session, const std::string& name);
int RunUserList(Session& session);

struct WordsOptions {
  std::string library;  // name or id
  std::vector<std::string> words;
};
int RunWordsPropose(Session& session, const WordsOptions& options);
int RunWordsAdd(Session& session, const WordsOptions& options);

struct FaqOptions {
  std::string library;  // name or id
  std::string id;       // of an entry
  std::vector<std::string> questions;
  std::string answer;
  std::vector<std::string> sources;
  std::string valid_until;
  std::filesystem::path file;
};
int RunFaqList(Session& session, const FaqOptions& options);
int RunFaqAdd(Session& session, const FaqOptions& options);
int RunFaqReview(Session& session, const FaqOptions& options);
int RunFaqRemove(Session& session, const FaqOptions& options);
int RunFaqImport(Session& session, const FaqOptions& options);

int RunDoctor(Session& session);
int RunVersion(Session& session);

struct EvalOptions {
  std::vector<std::filesystem::path> corpora;
  std::filesystem::path queries;
  std::filesystem::path run_file;  // a TREC run is written here
  std::size_t first = 0;           // only the first so many questions; 0: all
  bool without_gold = false;
  std::string mode = "hybrid";         // or "keywords", "meaning"
  bool rerank = false;                 // of retrieval: the reranker reads the first passages
  std::filesystem::path vector_cache;  // vectors of a measured collection are kept here
};
int RunEvalRetrieval(Session& session, const EvalOptions& options);
int RunEvalAnswers(Session& session, const EvalOptions& options);

// Question sets of a library in the house.
struct EvalSetOptions {
  std::string library;         // name or id
  std::string set;             // name or id
  std::filesystem::path file;  // to import, or to write; empty: standard output
  std::string format;          // csv or jsonl; empty: by the file's name
  std::string label;
  std::string run;  // an id: judge this run instead of measuring anew
  std::string baseline;
  std::string measure;
  bool with_answers = false;
  bool gate = false;    // of `eval answers`: judge, too
  bool accept = false;  // make it the baseline when it passes
};
int RunEvalSets(Session& session, const EvalSetOptions& options);
int RunEvalImport(Session& session, const EvalSetOptions& options);  // makes the set when missing
int RunEvalExport(Session& session, const EvalSetOptions& options);
int RunEvalRun(Session& session, const EvalSetOptions& options);
int RunEvalRuns(Session& session, const EvalSetOptions& options);
// 0: passed, 1: failed, 2: cannot tell, whatever the reason.
int RunEvalGate(Session& session, const EvalSetOptions& options);

struct EvalTuneOptions {
  std::string library;
  std::string set;
  std::optional<double> words_han;  // to be tried; none of the three: the best are looked for
  std::optional<double> words_other;
  std::optional<double> threshold;  // of refusal
  bool apply = false;
};
// As the gate: 0 passed (and applied, if asked for and anything changes), 1 failed, 2 cannot tell.
int RunEvalTune(Session& session, const EvalTuneOptions& options);

// The id of a library given by name or id; kNotFound naming the ones there are.
Result<std::string> LibraryId(ApiClient& api, const std::string& name_or_id);

}  // namespace wenyuan::app
