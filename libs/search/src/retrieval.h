#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fusion.h"
#include "question_vectors.h"
#include "scopes.h"

namespace wenyuan::search {

struct Retrieved {
  std::vector<Candidate> candidates;  // best first
  std::uint64_t total = 0;            // as SearchResult
  float bound = 0;                    // as index::Hits
  Meaning meaning;
};

// Finds candidates by words and by meaning and fuses them. Any thread.
class Retrieval {
 public:
  explicit Retrieval(const SearchParts& parts) : parts_(parts) {}
  // At least `depth` of each kind, as far as there are any. `question` is what meaning is taken
  // from: the text without operators.
  Result<Retrieved> Run(const std::vector<Scope>& scopes, const SearchRequest& request,
                        const text::AnalyzedQuery& query, const std::string& question,
                        store::UserNumber asker, std::size_t depth);

  // Whether a passage that may be seen has the phrase.
  static Result<bool> Occurs(const std::vector<Scope>& scopes, const SearchRequest& request,
                             const text::QueryPhrase& phrase);

 private:
  struct Asked {
    const std::vector<Scope>& scopes;
    const SearchRequest& request;
    const text::AnalyzedQuery& query;
    const std::string& question;
    store::UserNumber asker;
    std::size_t depth;
  };
  // A question in one space, and the libraries whose vectors are of it.
  struct QuestionInSpace {
    std::string space;
    QuestionVectors::Vector vector;
    std::vector<std::size_t> scopes;
  };

  struct MeaningShards {
    const QuestionInSpace& question;
    std::vector<vectors::Shard> shards;  // beside the question's scopes
    std::size_t first_group;             // of this space, in the list of all groups
  };

  Result<void> FindByWords(const Asked& asked, Retrieved& retrieved) const;
  std::vector<QuestionInSpace> PutIntoSpaces(const Asked& asked, Meaning& meaning);
  // How many groups have to be compared apart; they are added to `groups`.
  Result<std::size_t> FindByMeaning(const Asked& asked, const QuestionInSpace& question,
                                    Retrieved& retrieved,
                                    std::vector<GroupSimilarity>& groups) const;
  Result<void> AddSimilarities(const MeaningShards& meaning,
                               std::vector<Candidate>& candidates) const;
  Result<void> AddNearest(const MeaningShards& meaning, std::size_t depth, bool together,
                          std::vector<Candidate>& candidates) const;
  Result<void> ScoreWords(const Asked& asked, std::size_t first, Retrieved& retrieved) const;
  [[nodiscard]] std::vector<double> WordWeights(const Asked& asked) const;

  const SearchParts& parts_;
  QuestionVectors question_vectors_;
};

}  // namespace wenyuan::search
