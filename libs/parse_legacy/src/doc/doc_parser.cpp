#include "wenyuan/parse_legacy/doc_parser.h"

#include <string>

#include "doc/attached_text.h"
#include "doc/decrypt.h"
#include "doc/file_information.h"
#include "doc/reader.h"
#include "kit/summary.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/ciphers.h"
#include "wenyuan/parse_kit/compound_file.h"
#include "wenyuan/parse_kit/compound_kind.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/embedded.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kFormat = "doc";

// Before Word 6 a document was no compound file.
bool IsWord2(std::string_view bytes) {
  constexpr std::string_view kMagic("\xDB\xA5\x2D\x00", 4);
  return bytes.substr(0, kMagic.size()) == kMagic;
}

Result<void> AddObjects(CompoundFile& file, DocumentBuilder& out) {
  const auto pool = file.Find("ObjectPool");
  if (!pool) return {};
  int number = 0;
  const std::vector<std::size_t> objects = file.Entries()[*pool].children;
  for (const std::size_t object : objects) {
    if (!file.Entries()[object].storage) continue;
    WY_CHECK(AddEmbedded(file, object, "object " + std::to_string(++number), out));
  }
  return {};
}

struct DocStreams {
  std::string text;
  std::string table;
  std::string data;
};

void AddText(const DocInformation& information, const DocStreams& streams, DocumentBuilder& out) {
  const std::string_view stream = streams.text;
  const std::string_view table = information.word6 ? streams.text : streams.table;
  DocContext context;
  context.data = streams.data;
  context.word6 = information.word6;
  context.code_page = CodePageOfLanguage(information.language);
  context.text = DocText::Load(information, stream, table);
  context.marks = MarkCharacters(
      context.text, LoadRuns(information, information.character_pages, false, stream, table),
      information.word6);
  context.paragraphs = LoadRuns(information, information.paragraph_pages, true, stream, table);
  context.styles = LoadDocStyles(Bytes(table).Sub(information.styles.at, information.styles.bytes),
                                 information.word6);
  context.lists.Load(information, table);
  if (!information.word6) {
    context.pictures = DocPictures(information, stream, table, streams.data, context.marks);
  }
  LoadDocNotes(information, table, context);
  const std::vector<DocSpan> loose = LoadDocBoxes(information, table, context);
  const std::vector<std::string> headers = LoadDocHeaders(information, table, context);
  for (const std::string& header : headers) out.Add(BlockKind::kPageHeader, header);
  DocReader(context, out).Run(context.text.Story(kMainStory));
  for (const DocSpan& box : loose) DocReader(context, out).Run(box);
}

class DocParser final : public Parser {
 public:
  DocParser() {
    charset::WarmUp();
    WarmUpCiphers();
  }
  [[nodiscard]] std::string_view Name() const override { return kFormat; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return IsWord2(bytes) || KindOfCompound(bytes) == CompoundKind::kWord ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    if (IsWord2(request.bytes)) {
      return UnsupportedFile(kFormat,
                             {"it is older than Word 6; save it with a newer Word as .docx",
                              "它早于 Word 6，请用新版 Word 另存为 .docx"});
    }
    WY_TRY(CompoundFile file, CompoundFile::Open(request.bytes, kFormat));
    DocStreams streams;
    WY_TRY(streams.text, file.ReadByName("WordDocument"));
    DocInformation information = ReadDocInformation(streams.text);
    if (!information.known) {
      return BrokenFile(kFormat,
                        {"its text does not start as that of Word 6 or later; it is damaged "
                         "or older, save it with a newer Word",
                         "其正文不是 Word 6 或更新版本的格式，文件已损坏或版本过旧，请用"
                         "新版 Word 另存"});
    }
    if (!information.word6) {
      WY_TRY(streams.table, file.ReadByName(information.second_table ? "1Table" : "0Table"));
      WY_TRY(streams.data, file.ReadByName("Data"));
    }
    if (information.encrypted) {
      WY_CHECK(DecryptDoc(information, request.password,
                          {&streams.text, &streams.table, &streams.data}));
      information = ReadDocInformation(streams.text);
    }
    DocumentBuilder out(kFormat, request.limits);
    AddSummary(file, out);
    AddText(information, streams, out);
    WY_CHECK(AddObjects(file, out));
    if (file.Damaged()) out.Warn("the file is damaged; some of it could not be read");
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeDocParser() { return std::make_unique<DocParser>(); }

}  // namespace wenyuan::parse
