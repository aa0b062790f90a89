// wenyuan-parser: turns one untrusted file into text and structure, then takes the next.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstddef>
#include <cstdio>
#include <iostream>
#include <string>

#include "print_document.h"
#include "registry.h"
#include "wenyuan/base/files.h"
#include "wenyuan/parse/choose_parser.h"
#include "wenyuan/parse/serve_files.h"
#include "wenyuan/parse_sandbox/sandbox.h"

namespace {

using wenyuan::Result;

using Parsers = std::vector<std::unique_ptr<wenyuan::parse::Parser>>;

struct Protected {
  Parsers parsers;
  std::string report;
};

// Parsers first, because they open libraries and fonts; from the sandbox on nothing opens.
Result<Protected> Prepare(std::size_t memory_bytes) {
  Protected ready;
  WY_TRY(ready.parsers, wenyuan::MakeParsers());
  wenyuan::parse::InstallCrashHandler();
  WY_TRY(ready.report, wenyuan::parse_sandbox::EnterSandbox({memory_bytes}));
  WY_CHECK(wenyuan::parse_sandbox::CheckSandbox());
  return ready;
}

int Serve(std::size_t memory_bytes) {
  const Result<Protected> ready = Prepare(memory_bytes);
  if (!ready) return wenyuan::parse::ReportStartFailure(ready.error());
  return wenyuan::parse::ServeFiles(ready->parsers, ready->report);
}

Result<std::string> ReadAndPrint(const std::string& path, const std::string& password,
                                 std::size_t memory_bytes) {
  const wenyuan::parse::ParseLimits limits;
  WY_TRY(const std::string bytes,
         wenyuan::ReadAll(wenyuan::PosixFileSystem(), path, limits.max_input_bytes));
  WY_TRY(const Protected ready, Prepare(memory_bytes));
  WY_TRY(const auto document,
         wenyuan::parse::ParseByContent(ready.parsers, {bytes, path, password, limits}));
  return wenyuan::PrintDocument(document);
}

int ShowFile(const std::string& path, const std::string& password, std::size_t memory_bytes) {
  const Result<std::string> text = ReadAndPrint(path, password, memory_bytes);
  if (!text) {
    std::cerr << "wenyuan-parser: " << text.error().message << std::endl;
    return 1;
  }
  std::cout << *text << std::flush;
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Turns untrusted files into text and structure inside a sandbox."};
  app.set_version_flag("--version", "wenyuan-parser " WENYUAN_VERSION);
  bool serve = false;
  std::string file;
  std::string password;
  std::size_t memory_bytes = std::size_t{1} << 30U;
  app.add_flag("--serve", serve,
               "Work for the server over descriptor 3 (only the server does this)");
  auto* file_option = app.add_option("--file", file, "Read one file and print its blocks");
  app.add_option("--password", password, "Password of the file")->needs(file_option);
  app.add_option("--memory-bytes", memory_bytes, "Memory it may use")->capture_default_str();
  app.require_option(1, 0);
  CLI11_PARSE(app, argc, argv);
  if (!serve && file.empty()) {
    std::cerr << "wenyuan-parser: give --file, or see --help" << std::endl;
    return 2;
  }
  const int status = serve ? Serve(memory_bytes) : ShowFile(file, password, memory_bytes);
  ::_exit(status);  // what runs at exit may want what the sandbox refuses
}
