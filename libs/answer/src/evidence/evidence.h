#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "../question/question_reading.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// A sentence or a table row that may be the answer.
struct Candidate {
  std::size_t passage = 0;  // in Evidence::passages
  std::size_t begin = 0;    // bytes of the passage's text
  std::size_t end = 0;
  std::vector<bool> has;  // by term of the question; of a row, its header's too
  std::size_t units = 0;
  std::size_t matched = 0;  // of them, that are the question's
  std::size_t run = 0;      // the longest sequence of the question's terms that it has, in terms
  std::size_t numbers = 0;  // runs with a digit that the question has not
  // It only makes sense behind the sentence before it ("It …", "该产品…").
  bool leans = false;
  std::optional<std::uint32_t> row;  // of the passage's table
};

// A passage that was found, cut into candidates.
struct Passage {
  const search::Hit* hit = nullptr;  // borrowed
  std::optional<parse::Table> table;
  std::vector<bool> topic;  // terms in the document's title or the headings above
  std::vector<bool> has;    // terms anywhere in it, its topic included
  std::size_t first = 0;    // its candidates: [first, last)
  std::size_t last = 0;

  [[nodiscard]] std::string_view Text(const Candidate& candidate) const {
    return std::string_view(hit->chunk.text)
        .substr(candidate.begin, candidate.end - candidate.begin);
  }
};

struct Evidence {
  std::vector<Passage> passages;      // best first, none twice
  std::vector<Candidate> candidates;  // by passage, in reading order
};

// `hits` must outlive the evidence.
Evidence GatherEvidence(const text::Analyzer& analyzer, const QuestionReading& question,
                        std::span<const search::Hit> hits);

}  // namespace wenyuan::answer
