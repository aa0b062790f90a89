#include "wenyuan/search/searcher.h"

#include <gtest/gtest.h>

#include "fakes.h"
#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/index/testing/fake_keys.h"

namespace wenyuan::search {
namespace {

constexpr store::UserNumber kReader = 1;
constexpr store::UserNumber kStranger = 2;
constexpr store::UserNumber kOwner = 3;
constexpr store::UserNumber kNamed = 4;

// Two libraries: "l_a" (1) with documents 1-3, of which 3 is restricted, and "l_b" (2) with 4.
class SearcherTest : public ::testing::Test {
 protected:
  void SetUp() override {
    indexes_[1] = *index::OpenLibraryIndex(
        files_, keys_, "/1", std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
    indexes_[2] = *index::OpenLibraryIndex(
        files_, keys_, "/2", std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
    Put(1, 1, {"Annual leave is ten days", "Sick leave needs a note"}, false);
    Put(1, 2, {"Leave the door open"}, false);
    Put(1, 3, {"Secret leave of the board"}, true);
    Put(2, 4, {"Leave in the other house"}, false);
    store_.fake_documents.documents[2].format = "pdf";
    store_.fake_documents.documents[2].tags = {"doors"};
    const auto named = std::make_shared<index::DocumentSet>(index::DocumentSet::bitmapOf(1, 3));
    const auto none = std::make_shared<index::DocumentSet>();
    access_.rights[kReader] = {Rights(1, false, none)};
    access_.rights[kNamed] = {Rights(1, false, named)};
    access_.rights[kOwner] = {Rights(1, true, named), Rights(2, true, none)};
  }

  static access::LibraryRights Rights(store::LibraryNumber number, bool all,
                                      std::shared_ptr<const index::DocumentSet> restricted) {
    access::LibraryRights rights;
    rights.library.number = number;
    rights.library.id = number == 1 ? "l_a" : "l_b";
    rights.role = store::Role::kReader;
    rights.all_restricted = all;
    rights.restricted = std::move(restricted);
    return rights;
  }

  void Put(store::LibraryNumber library, store::DocumentNumber number,
           const std::vector<std::string>& texts, bool restricted) {
    const store::RevisionNumber revision = number * 10;
    store::Document document;
    document.number = number;
    document.id = "d_" + std::to_string(number);
    document.library = library;
    document.current = revision;
    document.current_ordinal = 1;
    document.restricted = restricted;
    document.changed = number * 100;
    store_.fake_documents.documents[number] = document;
    index::IndexedRevision indexed{number, revision, restricted, {}};
    for (const std::string& text : texts) {
      store::Chunk chunk;
      chunk.number = static_cast<std::uint32_t>(indexed.chunks.size());
      chunk.text = text;
      index::ChunkTokens tokens;
      tokens.number = chunk.number;
      tokens.fields[2] = analyzer_.Tokens(text);
      indexed.chunks.push_back(std::move(tokens));
      store_.fake_documents.chunks[revision].push_back(std::move(chunk));
    }
    ASSERT_TRUE(indexes_.at(library)->Add(std::vector{indexed}));
  }

  std::unique_ptr<Searcher> MakeOne() {
    SearchParts parts{analyzer_, store_, access_, [this](store::LibraryNumber library) {
                        const auto found = indexes_.find(library);
                        return found == indexes_.end() ? nullptr : found->second.get();
                      }};
    parts.reranker = reranker_;
    parts.rerank_hits = rerank_hits_;
    parts.lacks_of = lacks_;
    return MakeSearcher(parts);
  }
  Result<SearchResult> Search(const SearchRequest& request, store::UserNumber user) {
    return MakeOne()->Search(request, {user, false, false, Language::kEnglish});
  }
  // As an answer says it; empty: nothing.
  std::string Note(const SearchRequest& request, store::UserNumber user) {
    const auto note = MakeOne()->NoteOfIndexes(request, {user, false, false, Language::kEnglish});
    EXPECT_TRUE(note);
    return note && *note ? (*note)->message : std::string();
  }
  std::vector<std::string> Found(const SearchRequest& request, store::UserNumber user) {
    std::vector<std::string> found;
    const auto result = Search(request, user);
    if (!result) return {"error: " + result.error().message};
    for (const Hit& hit : result->hits) {
      found.push_back(hit.document.id + "/" + std::to_string(hit.chunk.number));
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  wenyuan::testing::FaultyFileSystem files_;
  index::testing::FakeKeys keys_;
  WordAnalyzer analyzer_;
  FakeStore store_;
  FakeAccess access_;
  std::map<store::LibraryNumber, std::unique_ptr<index::LibraryIndex>> indexes_;
  const llm::Reranker* reranker_ = nullptr;
  std::size_t rerank_hits_ = 30;
  LacksOf lacks_;
};

using Ids = std::vector<std::string>;

TEST_F(SearcherTest, FindsOnlyWhatTheAskerMayRead) {
  EXPECT_EQ(Found({"leave"}, kReader), (Ids{"d_1/0", "d_1/1", "d_2/0"}));
  EXPECT_EQ(Found({"leave"}, kNamed), (Ids{"d_1/0", "d_1/1", "d_2/0", "d_3/0"}));
  EXPECT_EQ(Found({"leave"}, kOwner), (Ids{"d_1/0", "d_1/1", "d_2/0", "d_3/0", "d_4/0"}));
  EXPECT_EQ(Found({"leave"}, kStranger), Ids{});
  EXPECT_EQ(Search({"leave"}, kReader)->total, 3U);
}

TEST_F(SearcherTest, AnUnreadableLibraryIsNotFoundLikeOneThatIsNotThere) {
  const SearchRequest unreadable{"leave", 10, {"l_b"}};
  const SearchRequest nonexistent{"leave", 10, {"l_zzz"}};
  ASSERT_FALSE(Search(unreadable, kReader));
  EXPECT_EQ(Search(unreadable, kReader).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Search(nonexistent, kReader).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Found(unreadable, kOwner), (Ids{"d_4/0"}));
}

TEST_F(SearcherTest, FiltersByFormatTagAndDate) {
  SearchRequest request{"leave"};
  request.format = "pdf";
  EXPECT_EQ(Found(request, kOwner), (Ids{"d_2/0"}));
  request.format.clear();
  request.tag = "doors";
  EXPECT_EQ(Found(request, kOwner), (Ids{"d_2/0"}));
  request.tag.clear();
  request.changed_from = 250;
  request.changed_until = 350;
  EXPECT_EQ(Found(request, kOwner), (Ids{"d_3/0"}));
  EXPECT_EQ(Found(request, kReader), Ids{});
}

TEST_F(SearcherTest, DocumentsLeftOutAreNotFound) {
  SearchRequest request{"leave"};
  request.without = index::DocumentSet::bitmapOf(2, 1, 4);
  EXPECT_EQ(Found(request, kOwner), (Ids{"d_2/0", "d_3/0"}));
}

TEST_F(SearcherTest, WhatTheStoreNoLongerHasIsDropped) {
  store_.fake_documents.documents.erase(1);
  EXPECT_EQ(Found({"leave"}, kReader), (Ids{"d_2/0"}));
  store_.fake_documents.chunks.erase(20);
  EXPECT_EQ(Found({"leave"}, kReader), Ids{});
}

TEST_F(SearcherTest, ADroppedHitLeavesNoGap) {
  store_.fake_documents.documents.erase(2);
  EXPECT_EQ(Found({"leave", 2}, kReader), (Ids{"d_1/0", "d_1/1"}));
}

TEST_F(SearcherTest, ADocumentRestrictedSinceItWasIndexedIsNotShown) {
  store_.fake_documents.documents[2].restricted = true;
  EXPECT_EQ(Found({"door"}, kReader), Ids{});
  EXPECT_EQ(Found({"door"}, kOwner), (Ids{"d_2/0"}));
}

TEST_F(SearcherTest, AnOlderRevisionSaysWhichItIs) {
  store_.fake_documents.documents[2].current = 21;
  store_.fake_documents.documents[2].current_ordinal = 7;
  store_.fake_documents.revisions[20].ordinal = 6;
  const auto result = Search({"door"}, kReader);
  ASSERT_EQ(result->hits.size(), 1U);
  EXPECT_EQ(result->hits[0].revision, 6U);
}

TEST_F(SearcherTest, AQuotationFindsOnlyWhatHasItWhole) {
  EXPECT_EQ(Found({"\"annual leave\""}, kReader), (Ids{"d_1/0"}));
  EXPECT_FALSE(Search({"\"annual leave\""}, kReader)->relaxed);
}

TEST_F(SearcherTest, AQuotationThatNoPassageHasIsLoosenedAndSaysSo) {
  EXPECT_EQ(Found({"\"leave annual\""}, kReader), (Ids{"d_1/0", "d_1/1", "d_2/0"}));
  EXPECT_TRUE(Search({"\"leave annual\""}, kReader)->relaxed);
}

TEST_F(SearcherTest, HighlightsAreTheBytesThatMatch) {
  const auto result = Search({"LEAVE annual sick"}, kReader);
  ASSERT_TRUE(result);
  for (const Hit& hit : result->hits) {
    std::vector<std::string> marked;
    for (const Highlight& mark : hit.highlights) {
      marked.push_back(hit.chunk.text.substr(mark.begin, mark.end - mark.begin));
    }
    if (hit.document.number == 1 && hit.chunk.number == 0) {
      EXPECT_EQ(marked, (Ids{"Annual", "leave"}));
    }
    if (hit.document.number == 1 && hit.chunk.number == 1) {
      EXPECT_EQ(marked, (Ids{"Sick", "leave"}));
    }
  }
}

TEST_F(SearcherTest, ALibraryWithoutAnIndexHasNothing) {
  indexes_.erase(2);
  EXPECT_EQ(Found({"leave", 10, {"l_b"}}, kOwner), Ids{});
}

TEST_F(SearcherTest, AQuestionThatMatchesNothingIsAnEmptyResult) {
  const auto result = Search({"zebra"}, kOwner);
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->hits.empty());
  EXPECT_EQ(result->total, 0U);
}

TEST_F(SearcherTest, AnIndexThatIsBeingBuiltAgainIsSaid) {
  lacks_ = [](store::LibraryNumber library, const index::Visible&) { return library == 2; };
  EXPECT_TRUE(Search({"leave"}, kReader)->hints.empty()) << "they do not read that library";
  const auto found = Search({"leave"}, kOwner);
  ASSERT_EQ(found->hints.size(), 1U);
  EXPECT_EQ(found->hints[0].code, "index_rebuilt");
  EXPECT_EQ(Note({"leave"}, kOwner), found->hints[0].message);
}

TEST_F(SearcherTest, AnAnswerIsToldOfAnIndexOnlyWhatItsAskerMayFindThere) {
  lacks_ = [](store::LibraryNumber library, const index::Visible& visible) {
    const bool seen = visible.restricted != nullptr && visible.restricted->contains(3);
    const bool passes = visible.only == nullptr || visible.only->contains(3);
    return library == 1 && seen && passes && !visible.without->contains(3);
  };
  EXPECT_NE(Note({"leave"}, kNamed), "");
  EXPECT_EQ(Note({"leave"}, kReader), "") << "what is missing is hidden from them";
  EXPECT_EQ(Note({"leave", 10, {"l_b"}}, kOwner), "") << "another library";
  EXPECT_EQ(Note({"leave tag:doors"}, kNamed), "") << "a filter in the question leaves it out";
  SearchRequest without{"leave"};
  without.without = index::DocumentSet::bitmapOf(1, 3);
  EXPECT_EQ(Note(without, kNamed), "");
}

TEST_F(SearcherTest, SignsAloneFindNothingAndAreSaid) {
  const auto found = Search({"? +"}, kReader);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->hits.empty());
  ASSERT_EQ(found->hints.size(), 1U);
  EXPECT_EQ(found->hints[0].code, "no_words");
}

TEST_F(SearcherTest, AModelPutsTheHitsInItsOrder) {
  EXPECT_EQ(Search({"leave"}, kReader)->reranking.state, Reranking::State::kOff);
  FakeReranker model;
  model.scores = {{"Leave the door open", 2}, {"Sick leave needs a note", 1}};
  reranker_ = &model;
  const auto result = Search({"leave"}, kReader);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->reranking.state, Reranking::State::kUsed);
  EXPECT_EQ(result->reranking.read, 3U);
  EXPECT_EQ(result->reranking.reason, "");
  ASSERT_EQ(result->hits.size(), 3U);
  EXPECT_EQ(result->hits[0].chunk.text, "Leave the door open");
  EXPECT_EQ(result->hits[1].chunk.text, "Sick leave needs a note");
  // It is shown nothing that the asker may not read.
  ASSERT_EQ(model.asked.size(), 1U);
  EXPECT_EQ(model.asked[0].size(), 3U);
}

TEST_F(SearcherTest, ASearchSaysWhetherTheModelReads) {
  FakeReranker model;
  reranker_ = &model;
  SearchRequest quick{"leave"};
  quick.rerank = false;
  EXPECT_EQ(Search(quick, kReader)->reranking.state, Reranking::State::kOff);
  EXPECT_TRUE(model.asked.empty());
  rerank_hits_ = 0;
  EXPECT_EQ(Search({"leave"}, kReader)->reranking.state, Reranking::State::kOff);
  EXPECT_TRUE(model.asked.empty());
  SearchRequest closely{"leave"};
  closely.rerank = true;
  EXPECT_EQ(Search(closely, kReader)->reranking.state, Reranking::State::kUsed);
  EXPECT_EQ(model.asked.size(), 1U);
}

TEST_F(SearcherTest, AModelThatIsAwayLeavesTheOrderAndIsNamed) {
  const auto before = Search({"leave"}, kReader);
  FakeReranker model;
  model.answers = 0;
  reranker_ = &model;
  const auto result = Search({"leave"}, kReader);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->reranking.state, Reranking::State::kAway);
  EXPECT_EQ(result->reranking.reason, "reranking was left out: the model is away");
  EXPECT_EQ(result->reranking.reason_zh, "未能重排：模型不在");
  ASSERT_EQ(result->hits.size(), before->hits.size());
  for (std::size_t i = 0; i < result->hits.size(); ++i) {
    EXPECT_EQ(result->hits[i].chunk.text, before->hits[i].chunk.text);
  }
}

TEST_F(SearcherTest, AModelIsNotAskedWhereWordsDecideOrAloneAreWanted) {
  FakeReranker model;
  reranker_ = &model;
  SearchRequest words{"leave"};
  words.mode = Mode::kKeywords;
  EXPECT_EQ(Search(words, kReader)->reranking.state, Reranking::State::kUnused);
  EXPECT_EQ(Search({"\"leave\""}, kReader)->reranking.state, Reranking::State::kUnused);
  EXPECT_EQ(Search({"zebra"}, kReader)->reranking.state, Reranking::State::kUnused);
  EXPECT_TRUE(model.asked.empty());
}

TEST_F(SearcherTest, SaysInBothLanguagesWhatIsWrongWithARequest) {
  const std::vector<SearchRequest> wrong = {{""},      {" \n"},      {std::string(32769, 'a')},
                                            {"a\xFF"}, {"leave", 0}, {"leave", 1001}};
  for (const SearchRequest& request : wrong) {
    const auto result = Search(request, kReader);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
    EXPECT_FALSE(result.error().message.empty());
    EXPECT_FALSE(result.error().message_zh.empty());
  }
  EXPECT_TRUE(Search({std::string(32768, 'a'), 1000}, kReader));
}

}  // namespace
}  // namespace wenyuan::search
