#include "console.h"

#include <algorithm>

#include "problem.h"

namespace wenyuan::api {
namespace {

// Styles are inline because the component kit writes them at run time; scripts never are. pdf.js
// decodes some images in WebAssembly and works in a worker that it loads from a blob.
constexpr std::string_view kPolicy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src "
    "'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const StaticFile* FindFile(StaticFiles files, std::string_view path) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const StaticFile& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

}  // namespace

void ServeConsole(Call& call) {
  const http::Request& request = call.request;
  const StaticFile* file = FindFile(call.state.console, request.path);
  const bool is_asset = request.path.starts_with("/assets/");
  if (file == nullptr && !is_asset) file = FindFile(call.state.console, "/index.html");
  if (file == nullptr) {
    return call.responder.Send(
        Problem({ErrorCode::kNotFound, "there is no such page", "没有这个页面"}, call.language,
                request.id));
  }
  if (request.method != "GET" && request.method != "HEAD") {
    http::Response response = Problem({405, "method_not_allowed", "Method not allowed",
                                       "不支持此方法", "this path takes GET", "此路径只接受 GET"},
                                      call.language, request.id);
    response.headers.emplace_back("Allow", "GET");
    return call.responder.Send(std::move(response));
  }
  const bool gzip =
      !file->gzip.empty() &&
      http::Find(request.headers, "Accept-Encoding").find("gzip") != std::string_view::npos;
  // Files under /assets/ carry a hash of their content in their names.
  http::Response response{
      200,
      {{"Content-Type", std::string(file->content_type)},
       {"ETag", std::string(file->etag)},
       {"Cache-Control", is_asset ? "public, max-age=31536000, immutable" : "no-cache"},
       {"Content-Security-Policy", std::string(kPolicy)},
       {"Cross-Origin-Opener-Policy", "same-origin"},
       {"Vary", "Accept-Encoding"}},
      {}};
  if (http::Find(request.headers, "If-None-Match") == file->etag) {
    response.status = 304;
    return call.responder.Send(std::move(response));
  }
  if (gzip) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = std::string(gzip ? file->gzip : file->bytes);
  call.responder.Send(std::move(response));
}

}  // namespace wenyuan::api
