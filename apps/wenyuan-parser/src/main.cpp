// wenyuan-parser: turns one untrusted file into text and structure, then takes the next.
#include <mimalloc.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstddef>
#include <cstdio>
#include <iostream>
#include <string>

#include "print_document.h"
#include "registry.h"
#include "wenyuan/base/files.h"
#include "wenyuan/ocr/ocr.h"
#include "wenyuan/parse/choose_parser.h"
#include "wenyuan/parse/serve_files.h"
#include "wenyuan/parse_picture/picture_giver.h"
#include "wenyuan/parse_sandbox/sandbox.h"

namespace {

using wenyuan::Result;
using wenyuan::parse::PageRange;

using Parsers = std::vector<std::unique_ptr<wenyuan::parse::Parser>>;

struct Settings {
  std::size_t memory_bytes = std::size_t{1} << 30U;
  std::string recogniser;
  bool give_pictures = false;
};

struct Protected {
  std::unique_ptr<wenyuan::parse::TextRecogniser> recogniser;
  std::unique_ptr<wenyuan::parse_picture::PictureGiver> giver;
  Parsers parsers;
  std::string report;
};

// A page that is recognised takes and frees hundreds of blocks of megabytes: they are mapped once.
void KeepFreedMemory() {
  constexpr std::size_t kOfRecognition = std::size_t{256} << 20U;
  ::mi_option_disable(mi_option_allow_decommit);
  (void)::mi_reserve_os_memory(kOfRecognition, true, false);
}

// Parsers first, because they open libraries and fonts; from the sandbox on nothing opens.
Result<Protected> Prepare(const Settings& settings) {
  Protected ready;
  if (!settings.recogniser.empty()) {
    constexpr int kAfterText = 10;
    (void)!::nice(kAfterText);
    KeepFreedMemory();
    WY_TRY(ready.recogniser, wenyuan::ocr::OpenRecogniser(settings.recogniser));
  }
  if (settings.give_pictures) {
    ready.giver = std::make_unique<wenyuan::parse_picture::PictureGiver>();
    WY_TRY(ready.parsers, wenyuan::MakeParsers(ready.giver.get()));
    for (auto& parser : ready.parsers) {
      parser = wenyuan::parse_picture::GivingPictures(std::move(parser), *ready.giver);
    }
  } else {
    WY_TRY(ready.parsers, wenyuan::MakeParsers(ready.recogniser.get()));
  }
  wenyuan::parse::InstallCrashHandler();
  WY_TRY(ready.report, wenyuan::parse_sandbox::EnterSandbox({settings.memory_bytes}));
  WY_CHECK(wenyuan::parse_sandbox::CheckSandbox());
  return ready;
}

int Serve(const Settings& settings) {
  const Result<Protected> ready = Prepare(settings);
  if (!ready) return wenyuan::parse::ReportStartFailure(ready.error());
  return wenyuan::parse::ServeFiles(ready->parsers, ready->report);
}

Result<std::string> ReadAndPrint(const std::string& path, const std::string& password,
                                 const Settings& settings, PageRange recognise) {
  const wenyuan::parse::ParseLimits limits;
  WY_TRY(const std::string bytes,
         wenyuan::ReadAll(wenyuan::PosixFileSystem(), path, limits.max_input_bytes));
  WY_TRY(const Protected ready, Prepare(settings));
  WY_TRY(const auto document,
         wenyuan::parse::ParseByContent(ready.parsers, {bytes, path, password, limits, recognise}));
  return wenyuan::PrintDocument(document);
}

int ShowFile(const std::string& path, const std::string& password, const Settings& settings,
             PageRange recognise) {
  const Result<std::string> text = ReadAndPrint(path, password, settings, recognise);
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
  Settings settings;
  PageRange recognise;
  app.add_flag("--serve", serve,
               "Work for the server over descriptor 3 (only the server does this)");
  auto* file_option = app.add_option("--file", file, "Read one file and print its blocks");
  app.add_option("--password", password, "Password of the file")->needs(file_option);
  app.add_option("--recogniser", settings.recogniser,
                 "Folder of what reads scans (third_party/ocr, or Tesseract's tessdata)");
  app.add_flag("--give-pictures", settings.give_pictures,
               "Give what is to be recognised as pictures instead (with --serve)");
  app.add_option("--first-page", recognise.first, "First page to read, with --pages")
      ->needs(file_option);
  app.add_option(
         "--pages", recognise.count,
         "How many pages to read, those that are pictures with --recogniser; 0: all, as text")
      ->needs(file_option);
  app.add_option("--memory-bytes", settings.memory_bytes, "Memory it may use")
      ->capture_default_str();
  app.require_option(1, 0);
  CLI11_PARSE(app, argc, argv);
  if (!serve && file.empty()) {
    std::cerr << "wenyuan-parser: give --file, or see --help" << std::endl;
    return 2;
  }
  const int status = serve ? Serve(settings) : ShowFile(file, password, settings, recognise);
  ::_exit(status);  // what runs at exit may want what the sandbox refuses
}
