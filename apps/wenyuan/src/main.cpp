#include "cli/cli.h"

int main(int argc, char** argv) { return wenyuan::app::RunCli(argc, argv); }
