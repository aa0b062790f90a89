#include "tiny_pdf.h"

#include <cstdio>

namespace wenyuan::parse_pdf::testing {
namespace {

constexpr int kFirstFree = 10;    // object numbers below are fixed
constexpr int kPagesFrom = 1000;  // page i is 1000 + 2i, its content the next
constexpr int kMarksFrom = 5000;
constexpr int kMapped = 6000;  // and the next

std::string Number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", value);
  return text;
}

std::string Reference(int number) { return std::to_string(number) + " 0 R"; }

class Writer {
 public:
  void Add(int number, const std::string& body) {
    entries_.push_back({number, bytes_.size()});
    bytes_ += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
  }
  std::string Finish(const std::string& trailer) {
    const std::size_t start = bytes_.size();
    bytes_ += "xref\n0 1\n0000000000 65535 f \n";
    for (const auto& [number, at] : entries_) {
      char line[40];
      std::snprintf(line, sizeof line, "%d 1\n%010zu 00000 n \n", number, at);
      bytes_ += line;
    }
    bytes_ += "trailer\n<< /Size 9999 /Root 1 0 R " + trailer + " >>\nstartxref\n" +
              std::to_string(start) + "\n%%EOF\n";
    return bytes_;
  }

 private:
  struct Entry {
    int number;
    std::size_t at;
  };
  std::string bytes_ = "%PDF-1.7\n";
  std::vector<Entry> entries_;
};

}  // namespace

TinyPdf& TinyPdf::Page(const std::string& content, const std::string& extra) {
  contents_.push_back(content);
  extras_.push_back(extra);
  return *this;
}

TinyPdf& TinyPdf::Info(const std::string& dictionary) {
  info_ = dictionary;
  return *this;
}

TinyPdf& TinyPdf::Catalogue(const std::string& entries) {
  catalogue_ += entries;
  return *this;
}

TinyPdf& TinyPdf::Bookmark(const std::string& title, int page, int level) {
  marks_.push_back({title, page, level});
  return *this;
}

int TinyPdf::Object(const std::string& body) {
  objects_.push_back(body);
  return kFirstFree + static_cast<int>(objects_.size()) - 1;
}

std::string TinyPdf::Bytes() const {
  Writer out;
  std::string catalogue = "<< /Type /Catalog /Pages 2 0 R " + catalogue_;
  if (!marks_.empty()) catalogue += " /Outlines 3 0 R";
  out.Add(1, catalogue + " >>");
  std::string kids;
  for (std::size_t i = 0; i < contents_.size(); ++i) {
    kids += Reference(kPagesFrom + 2 * static_cast<int>(i)) + " ";
  }
  out.Add(
      2, "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(contents_.size()) + " >>");
  out.Add(4, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  out.Add(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>");
  out.Add(9, "<< /Type /Font /Subtype /Type1 /BaseFont /CMMI10 /Encoding /WinAnsiEncoding >>");
  out.Add(6,
          "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
          "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
          "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 "
          "/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /Ascent 880 "
          "/Descent -120 /CapHeight 880 /StemV 80 /ItalicAngle 0 /FontBBox [0 -120 1000 880] >> "
          ">>] >>");
  out.Add(7, Stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
                    "/BitsPerComponent 8",
                    "\x80"));
  // Its letters A to E are a ligature and Hebrew ones, the small ones stand for themselves.
  std::string widths;
  for (int i = 1; i < 128; ++i) widths += "500 ";
  out.Add(
      kMapped,
      "<< /Type /Font /Subtype /TrueType /BaseFont /Mapped /FirstChar 1 /LastChar 127 /Widths [" +
          widths + "] /Encoding /WinAnsiEncoding /ToUnicode " + Reference(kMapped + 1) + " >>");
  out.Add(kMapped + 1,
          Stream("",
                 "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> "
                 "endcodespacerange 5 beginbfchar <41> <00660069> <42> <05E9> <43> <05DC> <44> "
                 "<05D5> <45> <05DD> endbfchar 1 beginbfrange <61> <7A> <0061> endbfrange "
                 "endcmap end"));
  for (std::size_t i = 0; i < objects_.size(); ++i) {
    out.Add(kFirstFree + static_cast<int>(i), objects_[i]);
  }
  for (std::size_t i = 0; i < contents_.size(); ++i) {
    const int number = kPagesFrom + 2 * static_cast<int>(i);
    const bool sized = extras_[i].find("/MediaBox") != std::string::npos;
    out.Add(number, "<< /Type /Page /Parent 2 0 R /Contents " + Reference(number + 1) +
                        (sized ? "" : " /MediaBox [0 0 600 800]") +
                        " /Resources << /Font << /F1 4 0 R /F2 5 0 R /F3 6 0 R /F5 9 0 R /F4 " +
                        Reference(kMapped) + " >> /XObject << /Im1 7 0 R >> >> " + extras_[i] +
                        " >>");
    out.Add(number + 1, Stream("", contents_[i]));
  }
  // All bookmarks of level 2 hang under the one of level 1 before them.
  std::vector<std::size_t> tops;
  for (std::size_t i = 0; i < marks_.size(); ++i) {
    if (marks_[i].level == 1) tops.push_back(i);
  }
  const auto mark = [](std::size_t i) { return Reference(kMarksFrom + static_cast<int>(i)); };
  for (std::size_t i = 0; i < marks_.size(); ++i) {
    std::string body = "<< /Title (" + marks_[i].title + ") /Dest [" +
                       Reference(kPagesFrom + 2 * (marks_[i].page - 1)) + " /Fit]";
    const bool top = marks_[i].level == 1;
    std::size_t next = i + 1;
    while (top && next < marks_.size() && marks_[next].level == 2) ++next;
    const bool has_next = next < marks_.size() && marks_[next].level == marks_[i].level;
    if (has_next) body += " /Next " + mark(next);
    if (top && next > i + 1) {
      body += " /First " + mark(i + 1) + " /Last " + mark(next - 1) + " /Count " +
              std::to_string(next - i - 1);
    }
    std::size_t parent = i;
    while (!top && marks_[parent].level != 1) --parent;
    body += " /Parent " + (top ? Reference(3) : mark(parent));
    out.Add(kMarksFrom + static_cast<int>(i), body + " >>");
  }
  if (!tops.empty()) {
    out.Add(3, "<< /First " + mark(tops.front()) + " /Last " + mark(tops.back()) + " >>");
  }
  if (info_.empty()) return out.Finish("");
  out.Add(8, info_);
  return out.Finish("/Info 8 0 R");
}

std::string Text(double x, double y, double size, const std::string& text,
                 const std::string& font) {
  const std::string string = font == "F3" ? "<" + text + ">" : "(" + text + ")";
  return "BT /" + font + " " + Number(size) + " Tf " + Number(x) + " " + Number(y) + " Td " +
         string + " Tj ET\n";
}

std::string Fill(double x, double y, double width, double height, double grey) {
  return "q " + Number(grey) + " g " + Number(x) + " " + Number(y) + " " + Number(width) + " " +
         Number(height) + " re f Q\n";
}

std::string Line(double x1, double y1, double x2, double y2) {
  return Number(x1) + " " + Number(y1) + " m " + Number(x2) + " " + Number(y2) + " l S\n";
}

std::string Stream(const std::string& dictionary, const std::string& data) {
  return "<< " + dictionary + " /Length " + std::to_string(data.size()) + " >>\nstream\n" + data +
         "\nendstream";
}

}  // namespace wenyuan::parse_pdf::testing
