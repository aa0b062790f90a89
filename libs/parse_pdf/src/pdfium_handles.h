#pragma once

#include <fpdf_doc.h>
#include <fpdf_edit.h>
#include <fpdf_text.h>
#include <fpdfview.h>

#include <memory>
#include <string>
#include <type_traits>

namespace wenyuan::parse_pdf {

template <typename Handle, void (*close)(Handle)>
struct Closer {
  void operator()(Handle handle) const { close(handle); }
};
template <typename Handle, void (*close)(Handle)>
using Owned = std::unique_ptr<std::remove_pointer_t<Handle>, Closer<Handle, close>>;

using PdfDocument = Owned<FPDF_DOCUMENT, FPDF_CloseDocument>;
using PdfPage = Owned<FPDF_PAGE, FPDF_ClosePage>;
using PdfTextPage = Owned<FPDF_TEXTPAGE, FPDFText_ClosePage>;

// For PDFium's functions that fill a UTF-16LE buffer and return its length in bytes, NUL included.
template <typename Call>
std::string Utf16Text(const Call& call);

// UTF-8; unpaired surrogates go.
std::string FromUtf16(const std::u16string& text);

template <typename Call>
std::string Utf16Text(const Call& call) {
  constexpr unsigned long kLongest = 1UL << 20U;
  const unsigned long bytes = call(nullptr, 0UL);
  if (bytes < 4 || bytes > kLongest) return {};
  std::u16string buffer(bytes / 2, u'\0');
  if (call(buffer.data(), bytes) != bytes) return {};
  while (!buffer.empty() && buffer.back() == u'\0') buffer.pop_back();
  return FromUtf16(buffer);
}

}  // namespace wenyuan::parse_pdf
