#include "wenyuan/ingest/vision_reader.h"

#include <gmock/gmock.h>

namespace wenyuan::ingest {
namespace {

using ::testing::HasSubstr;

// Gives a page, or a picture, as the sandbox does.
class GivenPictures final : public parse::PageReader {
 public:
  Result<parse::Document> ReadPages(std::string_view, std::string_view, std::string_view,
                                    parse::PageRange pages) override {
    parse::Document document;
    document.format = "pdf";
    document.pages.assign(3, {600, 800, "", false, true});
    document.pages[pages.first - 1].needs_recognition = false;
    if (!blank) document.attachments.push_back({"1.jpg", "\xFF\xD8\xFF picture"});
    return document;
  }
  Result<parse::Document> ReadPictures(std::string_view, std::string_view, std::string_view,
                                       const std::vector<std::string>& pictures) override {
    parse::Document document;
    document.pages.push_back({500, 200, "", false, false});
    document.pictures.push_back({pictures[0], 500, 200, false, {}});
    parse::Block& figure = document.blocks.emplace_back();
    figure.kind = parse::BlockKind::kFigure;
    figure.page = 1;
    figure.picture = 1;
    document.attachments.push_back({"1.jpg", "\xFF\xD8\xFF picture"});
    return document;
  }
  bool blank = false;
};

// A heading, a paragraph and a table, whatever the text is; remembers the text.
class Markdown final : public parse::FileParser {
 public:
  Result<parse::Document> Parse(std::string_view bytes, std::string_view called,
                                std::string_view) override {
    text = bytes;
    name = called;
    parse::Document document;
    parse::Block heading;
    heading.kind = parse::BlockKind::kHeading;
    heading.level = 1;
    heading.text = "Title";
    parse::Block table;
    table.kind = parse::BlockKind::kTable;
    table.table.rows = 2;
    table.table.columns = 2;
    table.table.cells = {{0, 0, 1, 1, true, "a", {}},
                         {0, 1, 1, 1, true, "b", {}},
                         {1, 0, 1, 1, false, "1", {}},
                         {1, 1, 1, 1, false, "2", {}}};
    document.blocks = {heading, table};
    return document;
  }
  std::string text;
  std::string name;
};

class SeeingModel final : public llm::ChatModel {
 public:
  Result<llm::ChatModelInfo> Info(Deadline) const override { return llm::ChatModelInfo(); }
  Result<llm::ChatReply> Chat(const llm::ChatRequest& request,
                              const std::function<bool(const llm::ChatDelta&)>& on_delta,
                              Deadline) const override {
    asked = request;
    if (error) return *error;
    llm::ChatReply reply;
    reply.content = answer;
    reply.finish = finish;
    EXPECT_TRUE(on_delta({{}, answer}));
    return reply;
  }
  mutable llm::ChatRequest asked;
  std::string answer = "# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |";
  llm::ChatFinish finish = llm::ChatFinish::kStop;
  std::optional<Error> error;
};

class VisionReaderTest : public ::testing::Test {
 protected:
  Result<parse::Document> ReadPage() { return reader_->ReadPages("file", "a.pdf", "", {2, 1}); }

  GivenPictures pictures_;
  Markdown parser_;
  SeeingModel model_;
  std::unique_ptr<parse::PageReader> reader_ =
      MakeVisionReader({pictures_, parser_, model_}, {.name = "see-1", .most_tokens = 100});
};

TEST_F(VisionReaderTest, ShowsTheModelThePageAndMarksWhatItWrote) {
  const auto read = ReadPage();
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(model_.asked.turns.size(), 1U);
  ASSERT_EQ(model_.asked.turns[0].pictures.size(), 1U);
  EXPECT_EQ(model_.asked.turns[0].pictures[0], "\xFF\xD8\xFF picture");
  EXPECT_EQ(model_.asked.most_tokens, 100U);
  EXPECT_FALSE(model_.asked.thinking);
  EXPECT_EQ(parser_.text, model_.answer);
  EXPECT_EQ(parser_.name, "page.md");
  EXPECT_TRUE(read->attachments.empty());
  ASSERT_EQ(read->blocks.size(), 2U);
  const PageBox whole{2, 0, 0, 600, 800};
  for (const parse::Block& block : read->blocks) {
    EXPECT_TRUE(block.from_model);
    EXPECT_LT(block.confidence, parse::kCertain);
    EXPECT_EQ(block.page, 2U);
  }
  ASSERT_EQ(read->blocks[0].spans.size(), 1U);
  EXPECT_EQ(read->blocks[0].spans[0], (TextSpan{0, 5, whole}));
  ASSERT_EQ(read->blocks[1].table.cells[3].boxes.size(), 1U);
  EXPECT_EQ(read->blocks[1].table.cells[3].boxes[0], whole);
}

TEST_F(VisionReaderTest, AnEmptyPageIsShownToNobody) {
  pictures_.blank = true;
  const auto read = ReadPage();
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->blocks.empty());
  EXPECT_TRUE(model_.asked.turns.empty());
}

TEST_F(VisionReaderTest, AFenceAndTheWordForNothingAreNoText) {
  model_.answer = " \n```markdown\nhello\n```\n";
  ASSERT_TRUE(ReadPage());
  EXPECT_EQ(parser_.text, "hello");
  parser_.text.clear();
  for (const char* const nothing : {"[no text]\n", "", "```\n[no text]\n```"}) {
    model_.answer = nothing;
    const auto read = ReadPage();
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->blocks.empty()) << nothing;
    EXPECT_EQ(parser_.text, "");
  }
}

TEST_F(VisionReaderTest, APictureBecomesTheTextOfItsFigure) {
  const auto read = reader_->ReadPictures("file", "a.docx", "", {std::string(64, 'a')});
  ASSERT_TRUE(read);
  ASSERT_EQ(read->blocks.size(), 1U);
  EXPECT_EQ(read->blocks[0].text, "Title\na | b\n1 | 2");
  EXPECT_TRUE(read->blocks[0].from_model);
  EXPECT_EQ(read->blocks[0].picture, 1U);
  EXPECT_EQ(read->blocks[0].spans[0].box, (PageBox{1, 0, 0, 500, 200}));
}

TEST_F(VisionReaderTest, TellsAServiceThatIsAwayFromAPageThatItRefuses) {
  for (const ErrorCode code : {ErrorCode::kTimeout, ErrorCode::kUnauthenticated,
                               ErrorCode::kNotFound, ErrorCode::kResourceExhausted}) {
    model_.error = Error{code, "broken"};
    const auto read = ReadPage();
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::kUnavailable);
    EXPECT_THAT(read.error().message, HasSubstr("see-1"));
    EXPECT_THAT(read.error().message, HasSubstr("broken"));
    EXPECT_FALSE(read.error().message_zh.empty());
  }
  model_.error = Error{ErrorCode::kInvalidArgument, "no such picture"};
  EXPECT_EQ(ReadPage().error().code, ErrorCode::kInvalidArgument);
}

TEST_F(VisionReaderTest, APageThatTheModelDoesNotEndIsNotRead) {
  model_.finish = llm::ChatFinish::kLength;
  const auto read = ReadPage();
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kTooLarge);
}

TEST(Reading, HasNamesThatAreReadBack) {
  for (const Reading reading : {Reading::kLocal, Reading::kVision, Reading::kVisionOnly}) {
    const auto same = ReadingFromName(NameOf(reading));
    ASSERT_TRUE(same);
    EXPECT_EQ(*same, reading);
  }
  EXPECT_FALSE(ReadingFromName("cloud"));
}

}  // namespace
}  // namespace wenyuan::ingest
