#pragma once

#include <string>
#include <vector>

namespace wenyuan::parse_pdf::testing {

// Writes small PDF files for tests. Fonts: F1 Helvetica, F2 Helvetica-Bold, F3 a Chinese one whose
// strings are UCS-2 in hexadecimal, F4 one that says what its letters mean: A is "fi", B to E are
// Hebrew, F5 one of formulas. Picture: Im1, one grey point.
class TinyPdf {
 public:
  // `extra` goes into the page's dictionary, as in "/Rotate 90".
  TinyPdf& Page(const std::string& content, const std::string& extra = "");
  TinyPdf& Info(const std::string& dictionary);
  // Into the catalogue, as in "/PageLabels <<…>>".
  TinyPdf& Catalogue(const std::string& entries);
  // One bookmark a page, at the given depth (1 or 2).
  TinyPdf& Bookmark(const std::string& title, int page, int level);
  // An object of its own; returns its number for references.
  int Object(const std::string& body);
  [[nodiscard]] std::string Bytes() const;

 private:
  struct Mark {
    std::string title;
    int page;
    int level;
  };
  std::vector<std::string> contents_;
  std::vector<std::string> extras_;
  std::vector<std::string> objects_;
  std::vector<Mark> marks_;
  std::string info_;
  std::string catalogue_;
};

// Content that shows `text` with its base line starting at x, y (from the bottom left).
std::string Text(double x, double y, double size, const std::string& text,
                 const std::string& font = "F1");
// A filled rectangle of a grey between 0 (black) and 1.
std::string Fill(double x, double y, double width, double height, double grey);
std::string Line(double x1, double y1, double x2, double y2);
std::string Stream(const std::string& dictionary, const std::string& data);

}  // namespace wenyuan::parse_pdf::testing
