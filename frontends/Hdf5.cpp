// The parent's side: starts the child, listens to it within a time limit, and hands what it said to
// the reader of records.
#include "frontends/Hdf5.h"
#include "frontends/Hdf5Protocol.h"
#include "frontends/Hdf5Records.h"
#include "frontends/MappedFile.h"

#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/Twine.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lith::frontends;
using namespace lith::frontends::hdf5;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

extern char **environ;

namespace {

/// A running child and the reading end of its pipe.
struct Child {
  pid_t pid;
  int pipe;
};

} // namespace

static std::string &childProgram() {
  static std::string path = "/proc/self/exe";
  return path;
}

void lith::frontends::setHdf5Child(std::string path) { childProgram() = std::move(path); }

static Error systemError(const char *what) {
  return llvm::createStringError(llvm::Twine("cannot start the HDF5 reader: ") + what + ": " +
                                 strerror(errno));
}

/// Starts the child with the three files where it expects them and its output
/// silenced.
static Expected<Child> start(int file, int output) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC))
    return systemError("pipe");
  // Copies beyond the child's numbers, so that putting one in place cannot overwrite another.
  int sources[] = {fcntl(file, F_DUPFD_CLOEXEC, 16), fcntl(ends[1], F_DUPFD_CLOEXEC, 16),
                   fcntl(output, F_DUPFD_CLOEXEC, 16)};
  close(ends[1]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  for (int i = 0; i < 3; ++i)
    posix_spawn_file_actions_adddup2(&actions, sources[i], FileFd + i);
  std::string name = "lith", argument = childArgument;
  char *const arguments[] = {name.data(), argument.data(), nullptr};
  std::string noLocking = "HDF5_USE_FILE_LOCKING=FALSE";
  std::vector<char *> environment;
  for (char **variable = environ; variable && *variable; ++variable)
    if (!StringRef(*variable).starts_with("HDF5_"))
      environment.push_back(*variable);
  environment.push_back(noLocking.data());
  environment.push_back(nullptr);
  pid_t pid = -1;
  int failed =
      posix_spawn(&pid, childProgram().c_str(), &actions, nullptr, arguments, environment.data());
  posix_spawn_file_actions_destroy(&actions);
  for (int source : sources)
    close(source);
  if (failed) {
    close(ends[0]);
    errno = failed;
    return systemError("spawn");
  }
  return Child{pid, ends[0]};
}

/// Reads what the child says until it closes the pipe, says too much, or runs out of time; returns
/// the reason of an early end.
static std::string listen(int pipe, uint64_t seconds, std::string &said) {
  using Clock = std::chrono::steady_clock;
  Clock::time_point end = Clock::now() + std::chrono::seconds(seconds);
  char buffer[1 << 16];
  while (true) {
    auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    pollfd ready{pipe, POLLIN, 0};
    if (left <= 0 || poll(&ready, 1, int(std::min<int64_t>(left, 1000))) < 0)
      return fmt::format("reading took more than {} seconds", seconds);
    if (!ready.revents)
      continue;
    ssize_t count = read(pipe, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return "";
    said.append(buffer, size_t(count));
    if (said.size() > maxListing)
      return "it lists more than any model has";
  }
}

/// Runs the child to its end; returns all that it said, or why the file cannot be read.
static Expected<std::string> runChild(int file, int output, uint64_t fileSize, StringRef path) {
  Expected<Child> child = start(file, output);
  if (!child)
    return child.takeError();
  std::string said;
  std::string stopped = listen(child->pipe, 30 + 4 * cpuSeconds(fileSize), said);
  close(child->pipe);
  if (!stopped.empty())
    kill(child->pid, SIGKILL);
  int status = 0;
  while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
    ;
  if (stopped.empty() && WIFSIGNALED(status))
    stopped = WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL
                  ? "reading took more time or memory than such a file needs"
              : WTERMSIG(status) == SIGXFSZ
                  ? "it unpacks to more than such a file can hold"
                  : fmt::format("the HDF5 library failed on it ({})", strsignal(WTERMSIG(status)));
  if (!stopped.empty())
    return llvm::createStringError(path + ": " + stopped +
                                   "; the file is damaged or made to do harm");
  return said;
}

Expected<std::shared_ptr<const WeightFile>> lith::frontends::readHdf5(int fd, StringRef path) {
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  if (copy < 0)
    return systemError("dup");
  Expected<MappedFile> source = MappedFile::adopt(copy, path);
  if (!source)
    return source.takeError();
  if (source->bytes().empty())
    return llvm::createStringError(path + ": is empty");
  Expected<int> outputFd = createMemoryFile("lith-hdf5");
  if (!outputFd)
    return outputFd.takeError();
  llvm::scope_exit closeOutput([&] { close(*outputFd); });
  Expected<std::string> said = runChild(fd, *outputFd, source->bytes().size(), path);
  if (!said)
    return said.takeError();
  if (Error failed = sealMemoryFile(*outputFd))
    return std::move(failed);
  closeOutput.release();
  Expected<MappedFile> output = MappedFile::adopt(*outputFd, path);
  if (!output)
    return output.takeError();

  auto file = std::make_shared<WeightFile>();
  file->path = path.str();
  file->owners = {source->owner(), output->owner()};
  if (Error failed = readRecords(*said, source->bytes(), output->bytes(), *file))
    return llvm::createStringError(path + ": " + llvm::toString(std::move(failed)));
  return file;
}
