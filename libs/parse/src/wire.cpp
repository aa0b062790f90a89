#include "wenyuan/parse/wire.h"

#include "byte_io.h"
#include "validate.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kDocumentMark = "WYD\x03";  // the last byte is the version
constexpr std::string_view kTableMark = "WYT\x01";
constexpr std::size_t kBoxBytes = 17;

void WriteBox(ByteWriter& out, const PageBox& box) {
  out.Number(box.page);
  for (const float side : {box.left, box.top, box.right, box.bottom}) out.Float(side);
}

PageBox ReadBox(ByteReader& in) {
  PageBox box;
  box.page = in.Number32();
  for (float* side : {&box.left, &box.top, &box.right, &box.bottom}) *side = in.Float();
  return box;
}

void WriteTable(ByteWriter& out, const Table& table) {
  out.Number(table.rows);
  out.Number(table.columns);
  out.Number(table.cells.size());
  for (const TableCell& cell : table.cells) {
    const bool spans = cell.row_span != 1 || cell.column_span != 1;
    out.Byte(static_cast<std::uint8_t>((cell.header ? 1U : 0U) | (spans ? 2U : 0U)));
    out.Number(cell.row);
    out.Number(cell.column);
    if (spans) {
      out.Number(cell.row_span);
      out.Number(cell.column_span);
    }
    out.Bytes(cell.text);
    out.Number(cell.boxes.size());
    for (const PageBox& box : cell.boxes) WriteBox(out, box);
  }
}

Table ReadTable(ByteReader& in) {
  Table table;
  table.rows = in.Number32();
  table.columns = in.Number32();
  const std::size_t count = in.Count(5);
  table.cells.reserve(count);
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    TableCell& cell = table.cells.emplace_back();
    const std::uint8_t flags = in.Byte();
    if (flags > 3) in.Fail("has unknown flags of a cell");
    cell.header = (flags & 1U) != 0;
    cell.row = in.Number32();
    cell.column = in.Number32();
    if ((flags & 2U) != 0) {
      cell.row_span = in.Number32();
      cell.column_span = in.Number32();
    }
    cell.text = in.Bytes();
    const std::size_t boxes = in.Count(kBoxBytes);
    for (std::size_t box = 0; box < boxes && in.ok(); ++box) cell.boxes.push_back(ReadBox(in));
  }
  return table;
}

void WriteBlock(ByteWriter& out, const Block& block) {
  out.Byte(static_cast<std::uint8_t>(block.kind));
  out.Byte(block.level);
  out.Number(block.page);
  out.Bytes(block.text);
  out.Number(block.spans.size());
  std::uint32_t done = 0;  // modulo 2^32, so that spans in any order survive
  for (const TextSpan& span : block.spans) {
    out.Number(span.begin - done);
    out.Number(span.end - span.begin);
    WriteBox(out, span.box);
    done = span.end;
  }
  if (block.kind == BlockKind::kTable) WriteTable(out, block.table);
  out.Byte(block.confidence);
  out.Byte(static_cast<std::uint8_t>((block.box ? 1U : 0U) | (block.picture != 0 ? 2U : 0U) |
                                     (block.from_model ? 4U : 0U)));
  if (block.box) WriteBox(out, *block.box);
  if (block.picture != 0) out.Number(block.picture);
}

Block ReadBlock(ByteReader& in, int version) {
  Block block;
  block.kind = static_cast<BlockKind>(in.Byte());
  block.level = in.Byte();
  block.page = in.Number32();
  block.text = in.Bytes();
  const std::size_t count = in.Count(kBoxBytes + 2);
  block.spans.reserve(count);
  std::uint32_t done = 0;
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    TextSpan& span = block.spans.emplace_back();
    span.begin = done + in.Number32();
    span.end = span.begin + in.Number32();
    span.box = ReadBox(in);
    done = span.end;
  }
  if (block.kind == BlockKind::kTable) block.table = ReadTable(in);
  if (version < 2) return block;
  block.confidence = in.Byte();
  const std::uint8_t flags = in.Byte();
  if (flags > (version < 3 ? 1 : 7)) in.Fail("has an unknown flag of a block");
  if ((flags & 1U) != 0) block.box = ReadBox(in);
  if ((flags & 2U) != 0) block.picture = in.Number32();
  block.from_model = (flags & 4U) != 0;
  return block;
}

Picture ReadPicture(ByteReader& in) {
  Picture picture;
  picture.sha256 = in.Bytes();
  picture.width = in.Number32();
  picture.height = in.Number32();
  const std::uint8_t flags = in.Byte();
  if (flags > 1) in.Fail("has unknown flags of a picture");
  picture.needs_recognition = flags == 1;
  return picture;
}

Document ReadDocument(ByteReader& in, int version) {
  Document document;
  document.format = in.Bytes();
  document.title = in.Bytes();
  for (std::size_t left = in.Count(2); left > 0 && in.ok(); --left) {
    auto& [name, value] = document.metadata.emplace_back();
    name = in.Bytes();
    value = in.Bytes();
  }
  for (std::size_t left = in.Count(9); left > 0 && in.ok(); --left) {
    Page& page = document.pages.emplace_back();
    page.width = in.Float();
    page.height = in.Float();
    page.label = in.Bytes();
    if (version < 2) continue;
    const std::uint8_t flags = in.Byte();
    if (flags > 3) in.Fail("has unknown flags of a page");
    page.hidden = (flags & 1U) != 0;
    page.needs_recognition = (flags & 2U) != 0;
  }
  for (std::size_t left = in.Count(5); left > 0 && in.ok(); --left) {
    document.blocks.push_back(ReadBlock(in, version));
  }
  for (std::size_t left = in.Count(2); left > 0 && in.ok(); --left) {
    Attachment& attachment = document.attachments.emplace_back();
    attachment.name = in.Bytes();
    attachment.bytes = in.Bytes();
  }
  for (std::size_t left = in.Count(1); left > 0 && in.ok(); --left) {
    document.warnings.emplace_back(in.Bytes());
  }
  if (version >= 2) document.thumbnail = in.Bytes();
  if (version < 3) return document;
  for (std::size_t left = in.Count(4); left > 0 && in.ok(); --left) {
    document.pictures.push_back(ReadPicture(in));
  }
  return document;
}

// The version that `bytes` say they are of, so far as we know it.
int VersionOf(std::string_view bytes) {
  const std::size_t name = kDocumentMark.size() - 1;
  const char last = kDocumentMark.back();
  const bool known = bytes.size() > name &&
                     bytes.substr(0, name) == kDocumentMark.substr(0, name) && bytes[name] >= 1 &&
                     bytes[name] <= last;
  return known ? bytes[name] : last;
}

// Whether `in` starts with `mark`; says so when only the version differs.
void CheckMark(ByteReader& in, std::string_view mark) {
  const std::string_view found = in.Raw(mark.size());
  if (found == mark) return;
  const std::size_t name = mark.size() - 1;
  in.Fail(found.substr(0, name) == mark.substr(0, name)
              ? "is of a version that this program does not know"
              : "does not start as it should");
}

Result<void> Finish(ByteReader& in, const char* what) {
  if (in.ok() && !in.AtEnd()) in.Fail("goes on behind its end");
  if (in.ok()) return {};
  return Error{ErrorCode::kCorruption, std::string(what) + " " + in.failure()};
}

}  // namespace

std::string Encode(const Document& document) {
  ByteWriter out;
  out.Raw(kDocumentMark);
  out.Bytes(document.format);
  out.Bytes(document.title);
  out.Number(document.metadata.size());
  for (const auto& [name, value] : document.metadata) {
    out.Bytes(name);
    out.Bytes(value);
  }
  out.Number(document.pages.size());
  for (const Page& page : document.pages) {
    out.Float(page.width);
    out.Float(page.height);
    out.Bytes(page.label);
    out.Byte(
        static_cast<std::uint8_t>((page.hidden ? 1U : 0U) | (page.needs_recognition ? 2U : 0U)));
  }
  out.Number(document.blocks.size());
  for (const Block& block : document.blocks) WriteBlock(out, block);
  out.Number(document.attachments.size());
  for (const Attachment& attachment : document.attachments) {
    out.Bytes(attachment.name);
    out.Bytes(attachment.bytes);
  }
  out.Number(document.warnings.size());
  for (const std::string& warning : document.warnings) out.Bytes(warning);
  out.Bytes(document.thumbnail);
  out.Number(document.pictures.size());
  for (const Picture& picture : document.pictures) {
    out.Bytes(picture.sha256);
    out.Number(picture.width);
    out.Number(picture.height);
    out.Byte(picture.needs_recognition ? 1 : 0);
  }
  return out.Take();
}

Result<Document> Decode(std::string_view bytes) {
  ByteReader in(bytes);
  const int version = VersionOf(bytes);
  std::string mark(kDocumentMark);
  mark.back() = static_cast<char>(version);
  CheckMark(in, mark);
  Document document = ReadDocument(in, version);
  WY_CHECK(Finish(in, "the encoded document"));
  WY_CHECK(Validate(document));
  return document;
}

std::string EncodeTable(const Table& table) {
  ByteWriter out;
  out.Raw(kTableMark);
  WriteTable(out, table);
  return out.Take();
}

Result<Table> DecodeTable(std::string_view bytes) {
  ByteReader in(bytes);
  CheckMark(in, kTableMark);
  Table table = ReadTable(in);
  WY_CHECK(Finish(in, "the encoded table"));
  WY_CHECK(Validate(table));
  return table;
}

}  // namespace wenyuan::parse
