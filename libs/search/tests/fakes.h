#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "wenyuan/access/access.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/store/store.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

inline Error NotThere() { return {ErrorCode::kNotFound, "no such thing"}; }

// Documents in memory; what a searcher does not ask for says so.
class FakeDocuments final : public store::Documents {
 public:
  std::map<store::DocumentNumber, store::Document> documents;
  std::map<store::RevisionNumber, store::Revision> revisions;
  std::map<store::RevisionNumber, std::vector<store::Chunk>> chunks;

  Result<store::Document> Get(store::DocumentNumber document) const override {
    const auto found = documents.find(document);
    if (found == documents.end()) return NotThere();
    return found->second;
  }
  Result<std::vector<store::Document>> GetAll(
      const std::vector<store::DocumentNumber>&) const override {
    return NotThere();
  }
  Result<store::Revision> GetRevision(store::RevisionNumber revision) const override {
    const auto found = revisions.find(revision);
    if (found == revisions.end()) return NotThere();
    return found->second;
  }
  Result<std::vector<store::Chunk>> Chunks(
      store::RevisionNumber revision, const std::vector<std::uint32_t>& numbers) const override {
    std::vector<store::Chunk> found;
    const auto all = chunks.find(revision);
    if (all == chunks.end()) return found;
    for (const std::uint32_t number : numbers) {
      for (const store::Chunk& chunk : all->second) {
        if (chunk.number == number) found.push_back(chunk);
      }
    }
    return found;
  }
  Result<std::vector<store::DocumentNumber>> Numbers(
      const store::DocumentFilter& filter) const override {
    std::vector<store::DocumentNumber> numbers;
    for (const auto& [number, document] : documents) {
      const bool library =
          std::count(filter.libraries.begin(), filter.libraries.end(), document.library) > 0;
      const bool format = filter.format.empty() || filter.format == document.format;
      const bool tag = filter.tag.empty() ||
                       std::count(document.tags.begin(), document.tags.end(), filter.tag) > 0;
      const bool time = document.changed >= filter.changed_from.value_or(document.changed) &&
                        document.changed <= filter.changed_until.value_or(document.changed);
      if (library && format && tag && time) numbers.push_back(number);
    }
    return numbers;
  }

  Result<store::Received> Receive(const store::NewRevision&) override { return Unasked(); }
  Result<void> SetTags(store::DocumentNumber, const std::vector<std::string>&) override {
    return Unasked();
  }
  Result<store::Document> Find(std::string_view) const override { return Unasked(); }
  Result<store::DocumentPage> List(const store::DocumentFilter&) const override {
    return Unasked();
  }
  Result<store::Revision> FindRevision(store::DocumentNumber document,
                                       std::uint32_t ordinal) const override {
    for (const auto& [number, revision] : revisions) {
      if (revision.document == document && revision.ordinal == ordinal) return revision;
    }
    return NotThere();
  }
  Result<std::vector<store::Revision>> Revisions(store::DocumentNumber) const override {
    return Unasked();
  }
  Result<std::vector<store::LineageStep>> Lineage(store::RevisionNumber) const override {
    return Unasked();
  }
  Result<std::vector<store::Chunk>> AllChunks(store::RevisionNumber) const override {
    return Unasked();
  }
  Result<std::vector<store::DocumentNumber>> Family(store::DocumentNumber) const override {
    return Unasked();
  }
  Result<std::vector<store::DocumentNumber>> Delete(store::DocumentNumber) override {
    return Unasked();
  }
  Result<std::vector<store::BlobId>> Purge() override { return Unasked(); }
  Result<std::vector<Current>> CurrentRevisions(store::LibraryNumber) const override {
    return Unasked();
  }

 private:
  static Error Unasked() { return {ErrorCode::kInternal, "a searcher does not ask this"}; }
};

class FakeStore final : public store::Store {
 public:
  FakeDocuments fake_documents;
  store::Documents& documents() override { return fake_documents; }
  store::Libraries& libraries() override { std::abort(); }
  store::Jobs& jobs() override { std::abort(); }
  store::Accounts& accounts() override { std::abort(); }
};

// Rights by user.
class FakeAccess final : public access::Access {
 public:
  std::map<store::UserNumber, std::vector<access::LibraryRights>> rights;

  Result<std::vector<access::LibraryRights>> Libraries(const access::Asker& asker,
                                                       store::Role) const override {
    const auto found = rights.find(asker.user);
    if (found == rights.end()) return std::vector<access::LibraryRights>();
    return found->second;
  }
  Result<access::LibraryRights> Library(const access::Asker& asker, std::string_view id,
                                        store::Role role) const override {
    WY_TRY(const auto all, Libraries(asker, role));
    for (const access::LibraryRights& one : all) {
      if (one.library.id == id) return one;
    }
    return NotThere();
  }
  Result<store::Document> Document(const access::Asker&, std::string_view,
                                   store::Role) const override {
    return NotThere();
  }
  Result<void> Administrator(const access::Asker&) const override { return NotThere(); }
};

// A term for each word between blanks or line ends, in small letters; a question in quotes must
// occur as it is.
class WordAnalyzer final : public text::Analyzer {
 public:
  std::vector<text::Token> Tokens(std::string_view text) const override {
    std::vector<text::Token> tokens;
    std::uint32_t position = 0;
    for (std::size_t at = 0; at < text.size();) {
      if (text[at] == ' ' || text[at] == '\n') {
        ++at;
        continue;
      }
      const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
      std::string term;
      for (const char c : text.substr(at, end - at)) {
        term.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
      }
      tokens.push_back(
          {term, position++, 1, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
      at = end;
    }
    return tokens;
  }
  text::AnalyzedQuery Query(std::string_view question) const override {
    text::AnalyzedQuery query;
    const bool quoted = question.starts_with('"') && question.ends_with('"');
    if (quoted) question = question.substr(1, question.size() - 2);
    text::QueryPhrase phrase;
    for (const text::Token& token : Tokens(question)) {
      query.terms.push_back({token.term, 1});
      phrase.parts.push_back({token.term, token.position});
    }
    if (quoted) query.must.push_back(std::move(phrase));
    return query;
  }
  bool IsWord(std::string_view) const override { return true; }
  Result<void> ReloadUserDictionary() override { return {}; }
};

// Scores by text; remembers what it was asked.
class FakeReranker final : public llm::Reranker {
 public:
  std::map<std::string, float> scores;
  std::size_t answers = 100;  // requests it answers before it fails
  Error failure = {ErrorCode::kUnavailable, "the model is away", "模型不在"};
  std::chrono::milliseconds pause{0};
  mutable std::vector<std::vector<std::string>> asked;

  Result<std::string> Model(Deadline) const override { return std::string("fake"); }
  Result<std::vector<float>> Rerank(const std::string&, std::span<const std::string> passages,
                                    Deadline) const override {
    asked.emplace_back(passages.begin(), passages.end());
    if (asked.size() > answers) return failure;
    std::this_thread::sleep_for(pause);
    std::vector<float> result;
    for (const std::string& passage : passages) {
      const auto known = scores.find(passage);
      result.push_back(known == scores.end() ? 0 : known->second);
    }
    return result;
  }
};

}  // namespace wenyuan::search
