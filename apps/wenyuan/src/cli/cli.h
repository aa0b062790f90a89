#pragma once

namespace wenyuan::app {

// Reads the command line, runs one command, and returns what the program returns to the shell.
int RunCli(int argc, char** argv);

}  // namespace wenyuan::app
