// Reads grey pictures (PGM files) in the sandbox, as the parser does, and prints for each a line
// with the processor time that it took, then its lines from top to bottom, then an empty line. At
// the end the most memory that it held.
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "wenyuan/ocr/ocr.h"
#include "wenyuan/parse_sandbox/sandbox.h"

namespace {

using wenyuan::parse::GreyPicture;
using wenyuan::parse::RecognisedLine;

GreyPicture ReadPgm(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::string magic;
  GreyPicture picture;
  int most = 0;
  file >> magic >> picture.width >> picture.height >> most;
  file.get();
  picture.pixels.resize(std::size_t{picture.width} * picture.height);
  file.read(reinterpret_cast<char*>(picture.pixels.data()),
            static_cast<std::streamsize>(picture.pixels.size()));
  return picture;
}

double CpuSeconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "wenyuan_read_pages FOLDER PAGE.pgm…\n";
    return 2;
  }
  const double begin = CpuSeconds();
  const auto recogniser = wenyuan::ocr::OpenRecogniser(argv[1]);
  if (!recogniser) {
    std::cerr << recogniser.error().message << '\n';
    return 1;
  }
  std::vector<GreyPicture> pages;
  for (int i = 2; i < argc; ++i) pages.push_back(ReadPgm(argv[i]));
  if (const auto shut = wenyuan::parse_sandbox::EnterSandbox({std::size_t{1} << 30U}); !shut) {
    std::cerr << shut.error().message << '\n';
    return 1;
  }
  std::cerr << "opened in " << CpuSeconds() - begin << " s\n";
  for (const GreyPicture& page : pages) {
    const double start = CpuSeconds();
    auto lines = (*recogniser)->Recognise(page);
    std::cout << CpuSeconds() - start << '\n';
    if (!lines) {
      std::cerr << lines.error().message << '\n';
      return 1;
    }
    std::sort(lines->begin(), lines->end(),
              [](const auto& a, const auto& b) { return a.middle_y < b.middle_y; });
    for (const RecognisedLine& line : *lines) std::cout << line.text << '\n';
    std::cout << std::endl;
  }
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  std::cerr << "most memory " << usage.ru_maxrss / 1024 << " MiB\n";
  std::cout << std::flush;
  ::_exit(0);
}
