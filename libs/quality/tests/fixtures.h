#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/quality/editing.h"
#include "wenyuan/quality/report.h"
#include "wenyuan/quality/runner.h"
#include "wenyuan/store_sqlite/sqlite_store.h"

namespace wenyuan::quality {

template <typename T>
T Must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return *std::move(result);
}
inline void Must(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().message);
}

// Finds what a test says, by question; of that, what the asker may see is not its business.
class ScriptedSearcher final : public search::Searcher {
 public:
  [[nodiscard]] Result<search::SearchResult> Search(const search::SearchRequest& request,
                                                    const access::Asker& asker) const override {
    const std::lock_guard lock(mutex_);
    ++asked;
    if (on_search) on_search();
    last_asker = asker;
    last_request = request;
    if (request.query == "!broken") return Error{ErrorCode::kUnavailable, "the index is away"};
    if (request.query == "!refused") return Error{ErrorCode::kInvalidArgument, "no words"};
    search::SearchResult result;
    const auto found = hits.find(request.query);
    if (found != hits.end()) result.hits = found->second;
    result.meaning.state = meaning;
    if (weighs) {  // as fusion does, by the weights of the request
      const double words = request.fusion.value_or(search::FusionOptions()).words_han;
      for (search::Hit& hit : result.hits) hit.score = hit.meaning + words * hit.coverage;
      std::stable_sort(result.hits.begin(), result.hits.end(),
                       [](const auto& a, const auto& b) { return a.score > b.score; });
    }
    if (result.hits.size() > request.k) result.hits.resize(request.k);
    return result;
  }

  std::map<std::string, std::vector<search::Hit>> hits;
  std::function<void()> on_search;
  search::Meaning::State meaning = search::Meaning::State::kOff;
  bool weighs = false;
  mutable int asked = 0;
  mutable access::Asker last_asker;
  mutable search::SearchRequest last_request;

 private:
  mutable std::mutex mutex_;
};

// Answers with the text of a test, or refuses where it has none.
class ScriptedAnswerer final : public answer::Answerer {
 public:
  [[nodiscard]] Result<answer::Answer> Ask(const answer::Question& question, const access::Asker&,
                                           const answer::AnswerEvents& events) const override {
    answer::Answer answer;
    const auto whole = answers.find(question.text);
    if (whole != answers.end()) {
      for (const auto& sentence : whole->second.sentences) {
        if (events.on_sentence) events.on_sentence(sentence);
      }
      return whole->second;
    }
    const auto found = texts.find(question.text);
    answer.refused = found == texts.end();
    if (!answer.refused) answer.sentences = {{found->second, {}}};
    return answer;
  }
  std::map<std::string, std::string> texts;
  std::map<std::string, answer::Answer> answers;
};

// A library with an owner, an editor and four documents, of which "secret.txt" is the owner's only.
class QualityTest : public ::testing::Test {
 protected:
  QualityTest()
      : store_(Must(
            store_sqlite::OpenSqliteStore({folder_.path() / "store.db", std::string(32, 'k')}))),
        access_(access::MakeAccess(*store_)) {
    owner_.user = Must(store_->accounts().Create("owner", "", false)).number;
    editor_.user = Must(store_->accounts().Create("editor", "", false)).number;
    library_ = Must(store_->libraries().Create("人事", owner_.user));
    Must(store_->libraries().Grant(library_.number, editor_.user, store::Role::kEditor));
    for (const char* name : {"leave.pdf", "travel.pdf", "gone.txt", "secret.txt"}) Add(name);
    Must(store_->libraries().Restrict(documents_.at("secret.txt").number,
                                      std::vector<store::UserNumber>()));
    set_ = Must(Sets().Create(library_.number, "s", owner_.user));
  }

  store::QuestionSets& Sets() { return *store_->question_sets(); }
  store::QualityRuns& Runs() { return *store_->quality_runs(); }

  store::Document Add(const std::string& name, store::DocumentNumber parent = 0) {
    const auto received = Must(store_->documents().Receive({.library = library_.number,
                                                            .source_name = name,
                                                            .original = {std::string(64, 'a'), 1},
                                                            .parent = parent}));
    documents_[name] = received.document;
    return received.document;
  }

  Viewer ViewerOf(const access::Asker& asker) {
    return {*store_, Must(access_->Library(asker, library_.id, store::Role::kReader))};
  }

  store::ExpectedDocument Expect(const std::string& name, int grade = 1, std::uint32_t page = 0) {
    return {documents_.at(name).number, grade, page, {}};
  }

  store::Question Ask(const std::string& text, std::vector<store::ExpectedDocument> expected) {
    store::Question question;
    question.text = text;
    question.expected = std::move(expected);
    question.language = "zh";
    return Must(Sets().Save(set_.number, {question})).front();
  }

  search::Hit HitOn(const std::string& name, std::uint32_t page = 0, std::uint32_t chunk = 0) {
    search::Hit hit;
    hit.library = library_;
    hit.document = documents_.at(name);
    hit.revision = 1;
    hit.chunk.page = page;
    hit.chunk.number = chunk;
    return hit;
  }

  RunnerServices Services() {
    return {*store_, *access_, searcher_, answerer_, SystemClock(), [this](store::LibraryNumber) {
              const std::lock_guard lock(settings_mutex_);
              return settings_;
            }};
  }

  store::QualityRun WaitForEnd(store::RunNumber run) {
    for (int i = 0; i < 20'000; ++i) {
      store::QualityRun now = Must(Runs().Get(run));
      if (store::HasEnded(now.state)) return now;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    throw std::runtime_error("the run does not end");
  }

  wenyuan::testing::TemporaryFolder folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<access::Access> access_;
  access::Asker owner_;
  access::Asker editor_;
  store::Library library_;
  std::map<std::string, store::Document> documents_;
  store::QuestionSet set_;
  ScriptedSearcher searcher_;
  ScriptedAnswerer answerer_;
  std::mutex settings_mutex_;
  Settings settings_ = {{"program", "1"}, {std::string(kIndexGeneration), "5"}};
};

}  // namespace wenyuan::quality
