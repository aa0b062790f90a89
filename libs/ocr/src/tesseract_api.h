#pragma once

#include <filesystem>

#include "wenyuan/base/result.h"

// Tesseract's C interface as far as we use it. Its functions are found by name at run time, so
// nothing needs its headers, and the program runs without it.
namespace wenyuan::ocr {

struct TessBase;
struct TessIterator;  // of results; a page iterator is one as well

struct TesseractApi {
  const char* (*version)();
  TessBase* (*create)();
  void (*destroy)(TessBase*);
  int (*open)(TessBase*, const char* folder, const char* languages);
  int (*set_variable)(TessBase*, const char* name, const char* value);
  void (*set_segmentation)(TessBase*, int mode);
  void (*set_image)(TessBase*, const unsigned char*, int width, int height, int bytes_a_pixel,
                    int bytes_a_line);
  void (*set_resolution)(TessBase*, int pixels_an_inch);
  int (*recognise)(TessBase*, void* monitor);
  TessIterator* (*iterator)(TessBase*);
  void (*clear)(TessBase*);  // the picture and its results
  void (*destroy_iterator)(TessIterator*);
  int (*next)(TessIterator*, int level);
  char* (*text)(const TessIterator*, int level);
  void (*destroy_text)(const char*);
  float (*confidence)(const TessIterator*, int level);  // percent
  int (*box)(const TessIterator*, int level, int* left, int* top, int* right, int* bottom);
  int (*baseline)(const TessIterator*, int level, int* x1, int* y1, int* x2, int* y2);
  int (*begins)(const TessIterator*, int level);
};

constexpr int kTessLine = 2;
constexpr int kTessWord = 3;
constexpr int kTessOneColumn = 4;  // segmentation: lines of any size, over the whole width

// The library is never closed. kUnavailable when it is none that we know.
Result<TesseractApi> OpenTesseractLibrary(const std::filesystem::path& library);

}  // namespace wenyuan::ocr
