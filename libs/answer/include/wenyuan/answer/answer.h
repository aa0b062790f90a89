#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wenyuan/base/page_box.h"
#include "wenyuan/base/result.h"
#include "wenyuan/search/searcher.h"

namespace wenyuan::answer {

// The place in a revision that proves a sentence. `quote` stands there word for word.
struct Citation {
  std::string document_id;
  std::string title;
  std::string library;         // its name
  std::uint32_t revision = 0;  // ordinal
  std::uint32_t chunk = 0;
  std::uint32_t page = 0;
  std::uint32_t block_begin = 0;
  std::uint32_t block_end = 0;
  std::vector<PageBox> boxes;
  std::string quote;
  // The last day on which its document held ("2024-12-31"); empty: it has not expired.
  std::string expired_on = {};
  std::string holds_from = {};  // the first day on which it will hold; empty: that has come
};

// The bytes [begin, end) of a sentence that are what was asked for: the date, the number, the name.
struct AnswerSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// The cell of a table that a sentence was made from, as it stands there.
struct CellAnswer {
  std::string value;
  std::vector<std::string> row;     // the headers of its row, outermost first
  std::vector<std::string> column;  // … and of its column
  std::string unit;                 // "万元", "in millions"; empty: none is named
  std::string caption;              // of the table; empty: none
};

struct Sentence {
  std::string text;
  std::vector<Citation> citations;     // at least one; none when it is doubted
  std::vector<AnswerSpan> spans = {};  // in order, apart
  std::optional<CellAnswer> cell = std::nullopt;
  // Why no passage proves what a model said here; not empty only where the house shows such
  // sentences (ProofPolicy::kFlag).
  std::string doubt = {};
  std::string doubt_zh = {};
  // The house worked it out from the values that its citations show (which of two is more, a sum):
  // no document says it in these words.
  bool computed = false;
};

// Two or more documents side by side.
struct ComparisonRow {
  std::string aspect;
  std::vector<std::optional<Sentence>> cells;  // one for each document
};
struct Comparison {
  std::vector<std::string> documents;  // titles
  std::vector<ComparisonRow> rows;
};

// What was asked and answered before in a conversation.
struct Turn {
  std::string question;
  std::string answer;
};

struct Question {
  std::string text;
  search::SearchRequest scope;  // its query is ignored; its filters count
  bool extractive = false;      // quote sentences also when a model is set up
  // The conversation, oldest first: it says what words of `text` stand for, and proves nothing.
  std::vector<Turn> before = {};
  // Below which it is refused, instead of the libraries' own (evaluation: what would another do).
  std::optional<double> threshold = std::nullopt;
};

// What a model said and no passage proves.
struct Unproven {
  std::string text;
  std::string why;  // "the number 30 is in no passage"
  std::string why_zh;
};

// What a model was given to read of the passages, in tokens (search::EstimateTokens).
struct ReadContext {
  std::size_t tokens_before = 0;  // of all passages whole
  std::size_t tokens = 0;
  double kept_mass = 1;       // the share kept of what bears on the question, 0-1
  std::string text = {};      // what was read; to measure what was kept, never shown
  bool by_attention = false;  // a model's attention chose, not words alone
  std::optional<Error> without_attention = std::nullopt;  // why not, where it was to
};

// Who stands for an answer that a person of the library wrote.
struct Reviewed {
  std::string faq_id;
  std::string by;  // the name of whoever reviewed it; empty: the operator
  UnixMillis on = 0;
};

struct Answer {
  // The question as the conversation makes it whole ("那病假呢？" after one on 年假:
  // "病假有几天？"); empty: as it was asked.
  std::string understood = {};
  std::string text;  // the sentences, joined; of a refusal what to say instead
  bool refused = false;
  double answerability = 0;   // 0-1: how likely the passages hold the answer (calibrated)
  std::string model;          // "extractive", "faq" or the model's name
  std::string thinking = {};  // of the model, before it answered; never a part of the answer
  std::vector<Unproven> unproven = {};                  // of the model, and left out
  std::optional<Error> without_model = std::nullopt;    // why a model that is set up did not answer
  std::optional<ReadContext> context = std::nullopt;    // when a model was asked
  std::vector<Sentence> sentences;                      // empty when refused
  std::optional<Comparison> comparison = std::nullopt;  // its cells are `sentences`, too
  std::vector<search::Hit> passages;                    // what it was made from, best first
  std::vector<std::string> searched = {};               // names of the libraries, when refused
  std::vector<std::string> topics = {};  // what the nearest documents are about, when refused
  std::optional<Reviewed> reviewed = std::nullopt;  // of a reviewed answer (`model` is "faq")
  // A mail address or a web address where a person answers, when refused; empty: none is offered.
  std::string ask_a_person = {};
  // What to know of the search that it came from: that an index was being built again.
  std::vector<search::QueryHint> hints = {};
};

}  // namespace wenyuan::answer
