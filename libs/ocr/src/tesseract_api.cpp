#include "tesseract_api.h"

#include <dlfcn.h>

#include <string>

namespace wenyuan::ocr {
namespace {

template <typename Function>
void Take(void* library, const char* name, Function*& function, std::string& missing) {
  function = reinterpret_cast<Function*>(::dlsym(library, name));
  if (function == nullptr && missing.empty()) missing = name;
}

}  // namespace

Result<TesseractApi> OpenTesseractLibrary(const std::filesystem::path& library) {
  const auto unavailable = [&](const std::string& why) {
    return Error{ErrorCode::kUnavailable,
                 "cannot use Tesseract in '" + library.string() + "': " + why,
                 "无法使用 Tesseract（“" + library.string() + "”）；请检查其安装"};
  };
  void* const handle = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return unavailable(::dlerror());
  TesseractApi api{};
  std::string missing;
  const auto take = [&](const char* name, auto& function) {
    Take(handle, name, function, missing);
  };
  take("TessVersion", api.version);
  take("TessBaseAPICreate", api.create);
  take("TessBaseAPIDelete", api.destroy);
  take("TessBaseAPIInit3", api.open);
  take("TessBaseAPISetVariable", api.set_variable);
  take("TessBaseAPISetPageSegMode", api.set_segmentation);
  take("TessBaseAPISetImage", api.set_image);
  take("TessBaseAPISetSourceResolution", api.set_resolution);
  take("TessBaseAPIRecognize", api.recognise);
  take("TessBaseAPIGetIterator", api.iterator);
  take("TessBaseAPIClear", api.clear);
  take("TessResultIteratorDelete", api.destroy_iterator);
  take("TessResultIteratorNext", api.next);
  take("TessResultIteratorGetUTF8Text", api.text);
  take("TessDeleteText", api.destroy_text);
  take("TessResultIteratorConfidence", api.confidence);
  take("TessPageIteratorBoundingBox", api.box);
  take("TessPageIteratorBaseline", api.baseline);
  take("TessPageIteratorIsAtBeginningOf", api.begins);
  if (!missing.empty()) return unavailable("it has no " + missing);
  const std::string version = api.version();
  if (!version.starts_with("4.") && !version.starts_with("5.")) {
    return unavailable("its version " + version + " has another interface");
  }
  return api;
}

}  // namespace wenyuan::ocr
