// Parses the command line of `lith`: every option with its help text, and examples for every
// command.
#include "tools/lith/Options.h"

#include <CLI/CLI.hpp>

namespace lith::tools {
namespace {

constexpr const char *about =
    "lith compiles the file that Keras saved to a native library.\n"
    "MODEL is a .keras file, a config.json with --weights, or layer IR (.mlir).";

constexpr const char *exitCodes =
    "Exit codes: 0 fine, 1 the model or data is at fault or not supported, 2 wrong usage, 3 a "
    "fault of lith's own,\n"
    "4 the answers differ.  `lith COMMAND --help` shows each command's options and examples.";

/// Accepts a positive number or `dynamic`.
void addBatch(CLI::App *command, CompileFlags &flags) {
  command
      ->add_option_function<std::string>(
          "--batch",
          [&flags](const std::string &text) {
            if (text == "dynamic")
              return flags.batch.reset();
            size_t used = 0;
            int64_t batch = 0;
            try {
              batch = std::stoll(text, &used);
            } catch (const std::exception &) {
            }
            if (used != text.size() || batch < 1)
              throw CLI::ValidationError("--batch",
                                         "is a positive number or 'dynamic', not '" + text + "'");
            flags.batch = batch;
          },
          "Samples in a call: a number fixes it, dynamic leaves it to the caller")
      ->type_name("N|dynamic")
      ->default_str("dynamic");
}

/// The options that say how to compile; every command that compiles has them all.
void addCompileFlags(CLI::App *command, CompileFlags &flags, bool takesLibrary) {
  command
      ->add_option("MODEL", flags.model,
                   takesLibrary ? "The model, or a library that lith made" : "The model")
      ->required()
      ->check(CLI::ExistingFile);
  command
      ->add_option("--weights", flags.weights,
                   "Weights to use: Keras .weights.h5 or safetensors, told apart by content")
      ->check(CLI::ExistingFile);
  command
      ->add_option("--shape", flags.shapes,
                   "Shape of an input, batch left out: NAME=AxBxC, or AxBxC for a single input")
      ->type_name("[NAME=]AxBxC");
  addBatch(command, flags);
  command->add_option("--target", flags.triple, "Target triple")
      ->type_name("TRIPLE")
      ->default_str("this machine's");
  command->add_option("--cpu", flags.cpu, "Target CPU, by LLVM's name")
      ->type_name("NAME")
      ->default_str("this machine's");
  command
      ->add_option("-O", flags.optLevel, "-O0: no optional pass, -O1: fusion only, -O2: everything")
      ->check(CLI::Range(0, 2))
      ->default_str("2");
  command
      ->add_option_function<std::string>(
          "--optimize",
          [&flags](const std::string &what) { flags.optimizeForSize = what == "size"; },
          "What to optimise for")
      ->check(CLI::IsMember({"speed", "size"}))
      ->default_str("speed");
  command
      ->add_option_function<std::string>(
          "--codegen", [&flags](const std::string &which) { flags.loops = which == "loops"; },
          "The code generator; loops is the slow reference")
      ->check(CLI::IsMember({"halide", "loops"}))
      ->default_str("halide");
  command
      ->add_option_function<std::string>(
          "--weights-mode",
          [&flags](const std::string &mode) { flags.externalWeights = mode == "external"; },
          "Weights inside the library, or in a file beside it that can be replaced")
      ->check(CLI::IsMember({"embed", "external"}))
      ->default_str("embed");
  command->add_option("--jobs", flags.jobs, "Kernels compiled at once")
      ->default_str("one per processor");
  command->add_flag("--verify-each", flags.verifyEach, "Check the IR after every pass");
  // Called when the whole line is read; the options of the command's own come after these.
  command->callback([&flags, options = command->get_options()] {
    for (const CLI::Option *option : options)
      if (option->count() && !option->get_positional())
        flags.given.push_back(option->get_name());
  });
}

CLI::App *addCommand(CLI::App &app, const char *name, const char *description,
                     const char *examples) {
  CLI::App *command = app.add_subcommand(name, description);
  command->footer(std::string("Examples:\n") + examples);
  return command;
}

void addCompile(CLI::App &app, CompileCommand &options) {
  CLI::App *command = addCommand(
      app, "compile", "Compile a model to a library, or print any stage of it",
      "  lith compile digits.keras                  makes digits.so and digits.h\n"
      "  lith compile digits.keras -o net.a --emit=a --weights-mode=external\n"
      "  lith compile digits.keras --emit=layer     prints one op per Keras layer\n"
      "  lith compile digits.keras --emit=halide    prints the loop nests\n"
      "  lith compile old.h5 --emit=keras -o new.keras    gives the model back to Keras 3");
  addCompileFlags(command, options.flags, false);
  command->add_option("-o,--output", options.output,
                      "Where to write; default MODEL.so, standard output for text");
  command->add_option("--emit", options.emit, "What to make")
      ->check(CLI::IsMember(emitNames()))
      ->default_str("so");
  command->add_flag("-q,--quiet", options.quiet, "No progress, no summary");
}

void addCheck(CLI::App &app, CheckCommand &options) {
  CLI::App *command =
      addCommand(app, "check", "Say everything that stops a model from compiling, all at once",
                 "  lith check model.keras\n"
                 "  lith check model.keras --json");
  addCompileFlags(command, options.flags, false);
  command->add_flag("--json", options.json, "Machine-readable output");
}

void addInspect(CLI::App &app, InspectCommand &options) {
  CLI::App *command =
      addCommand(app, "inspect", "Show what a model is made of, or what a library holds",
                 "  lith inspect digits.keras       layers, steps of a run, arena\n"
                 "  lith inspect digits.so          weights, kernels, sections\n"
                 "  lith inspect digits.keras --node dense:0\n"
                 "  lith inspect digits.keras --batch 1 --json");
  addCompileFlags(command, options.flags, true);
  command->add_option("--node", options.node,
                      "LAYER or LAYER:INDEX: what goes into and comes out of a call of the layer");
  command->add_flag("--json", options.json, "Machine-readable output");
}

void addThreads(CLI::App *command, unsigned &threads) {
  command->add_option("--threads", threads, "At most so many threads; 0 is one per processor")
      ->capture_default_str();
}

void addRun(CLI::App &app, RunCommand &options) {
  CLI::App *command =
      addCommand(app, "run", "Run a model on inputs from an .npz",
                 "  lith run digits.keras --inputs x.npz                   prints the outputs\n"
                 "  lith run digits.so --inputs x.npz --outputs y.npz --threads 2");
  addCompileFlags(command, options.flags, true);
  command
      ->add_option("--inputs", options.inputs,
                   "Arrays by the inputs' names, or in their order where no name fits")
      ->required()
      ->check(CLI::ExistingFile);
  command->add_option("--outputs", options.outputs,
                      "Where to write the outputs; without it a summary is printed");
  addThreads(command, options.threads);
}

void addVerify(CLI::App &app, VerifyCommand &options) {
  CLI::App *command =
      addCommand(app, "verify", "Run a model and compare its outputs with expected ones",
                 "  lith verify digits.keras --inputs x.npz --expect y.npz\n"
                 "  lith verify digits.so --inputs x.npz --expect y.npz --rtol 1e-3 --guard");
  addCompileFlags(command, options.flags, true);
  command
      ->add_option("--inputs", options.inputs,
                   "Arrays by the inputs' names, or in their order where no name fits")
      ->required()
      ->check(CLI::ExistingFile);
  command
      ->add_option("--expect", options.expect,
                   "Expected outputs by their names, or in their order where no name fits")
      ->required()
      ->check(CLI::ExistingFile);
  // The numbers are those of defaultBound in Array.cpp.
  command
      ->add_option("--rtol", options.rtol,
                   "Relative part of the bound |y - ref| <= atol + rtol |ref|; by the output's "
                   "dtype: float32 1e-4, float64 1.9e-13, float16 7.8e-3, bfloat16 6.3e-2")
      ->default_str("1e-4");
  command
      ->add_option("--atol", options.atol,
                   "Absolute part of the bound; float32 1e-5, float64 1.9e-14, float16 3.9e-3, "
                   "bfloat16 3.1e-2")
      ->default_str("1e-5");
  command->add_flag("--guard", options.guard,
                    "Also run with every buffer against an inaccessible page, at both ends");
  command->add_flag("--json", options.json, "Machine-readable output");
  addThreads(command, options.threads);
}

void addBench(CLI::App &app, BenchCommand &options) {
  CLI::App *command = addCommand(
      app, "bench", "Time a model",
      "  lith bench digits.keras\n"
      "  lith bench digits.so --threads 2 --profile     where the time goes\n"
      "  lith bench unet.so --batch 4 --shape 128x128x3   of sizes that the model leaves open\n"
      "  lith bench digits.so --inputs x.npz --json");
  addCompileFlags(command, options.flags, true);
  command->add_option("--inputs", options.inputs, "Arrays to run on; without it random numbers")
      ->check(CLI::ExistingFile);
  addThreads(command, options.threads);
  command->add_option("--seconds", options.seconds, "How long to measure")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  command->add_flag("--profile", options.profile, "Time and share of every kernel");
  command->add_flag("--json", options.json,
                    "Machine-readable output: median_ms, p99_ms, gflops, peak_gflops; kernels with "
                    "--profile");
}

void addWeights(CLI::App &app, WeightsCommand &options) {
  CLI::App *weights = addCommand(app, "weights", "List, extract, compare or make weights",
                                 "  lith weights list digits.keras\n"
                                 "  lith weights extract digits.keras -o digits.safetensors\n"
                                 "  lith weights diff digits.keras retrained.keras\n"
                                 "  lith weights init config.json -o new.safetensors --seed 7\n"
                                 "  lith bench config.json --weights new.safetensors");
  weights->require_subcommand(1);
  auto add = [&](const char *name, const char *description, WeightsCommand::Action action) {
    CLI::App *command = weights->add_subcommand(name, description);
    command->callback([&options, action] { options.action = action; });
    command->add_option("MODEL", options.flags.model, "The model")
        ->required()
        ->check(CLI::ExistingFile);
    command
        ->add_option("--weights", options.flags.weights,
                     "Weights to use instead of the model's own")
        ->check(CLI::ExistingFile);
    return command;
  };
  add("list", "Names, shapes, dtypes and ranges of values", WeightsCommand::Action::List)
      ->add_flag("--json", options.json, "Machine-readable output");
  add("extract", "Write the weights as safetensors, under Keras's names",
      WeightsCommand::Action::Extract)
      ->add_option("-o,--output", options.output, "Where to write")
      ->required();
  add("diff", "Compare with another model's weights", WeightsCommand::Action::Diff)
      ->add_option("OTHER", options.other, "The other model")
      ->required()
      ->check(CLI::ExistingFile);
  CLI::App *init = add("init", "Make weights by the initializers that the config names",
                       WeightsCommand::Action::Init);
  init->footer(
      "Values have the distributions of Keras's initializers, but are not those that Keras "
      "would draw from that seed.");
  init->add_option("-o,--output", options.output, "Where to write the safetensors file")
      ->required();
  init->add_option("--seed", options.seed, "Other seeds give other values")->capture_default_str();
  init->add_option("--shape", options.flags.shapes,
                   "Shape of an input, batch left out: NAME=AxBxC, or AxBxC for a single input")
      ->type_name("[NAME=]AxBxC");
}

void addLayers(CLI::App &app, LayersCommand &options) {
  CLI::App *command =
      addCommand(app, "layers", "List the Keras layers that compile, with their arguments",
                 "  lith layers\n"
                 "  lith layers --json");
  CLI::Option *json = command->add_flag("--json", options.json, "Machine-readable output");
  command->add_flag("--markdown", options.markdown, "The table of the documentation")
      ->excludes(json);
}

void addTest(CLI::App &app, TestCommand &options) {
  CLI::App *command =
      addCommand(app, "test", "Run the functions of an .mlir file and evaluate their check ops",
                 "  lith test dense.mlir                       both code generators at -O2\n"
                 "  lith test dense.mlir -O0 --codegen=loops");
  command->add_option("FILE", options.file, "IR with check.* ops; - is standard input")->required();
  command->add_option("-O", options.optLevels, "Optimisation level, -O0 to -O2; default -O2")
      ->check(CLI::Range(0, 2))
      ->allow_extra_args(false);
  command->add_option("--codegen", options.codegens, "The code generator; default both")
      ->check(CLI::IsMember({"halide", "loops"}))
      ->allow_extra_args(false);
  command->add_flag("--guard", options.guard,
                    "Also run with every buffer against an inaccessible page, at both ends");
}

/// What is wrong, in better words than CLI11's where a word stands in a command's place: it would
/// only say that there is no command.
CLI::ParseError explain(const CLI::App &app, const CLI::ParseError &error) {
  const CLI::App *command = &app;
  std::string path = "lith";
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().front();
    path += " " + command->get_name();
  }
  std::vector<std::string> rest = command->remaining();
  if (command->get_require_subcommand_min() == 0 || rest.empty())
    return error;
  const char *what = rest.front()[0] == '-' ? "option" : "command";
  std::string known;
  for (const CLI::App *subcommand : command->get_subcommands({}))
    known += (known.empty() ? "" : ", ") + subcommand->get_name();
  return CLI::ParseError(path + ": there is no " + what + " '" + rest.front() +
                             "'; the commands are " + known,
                         error.get_exit_code());
}

} // namespace

const std::vector<std::string> &emitNames() {
  static const std::vector<std::string> names = {"so",    "a",      "obj",    "asm",
                                                 "llvm",  "halide", "kernel", "linalg",
                                                 "layer", "config", "json",   "keras"};
  return names;
}

std::variant<Command, int> parseCommandLine(int argc, char **argv) {
  CLI::App app(about, "lith");
  app.footer(exitCodes);
  app.require_subcommand(1);
  app.set_version_flag("--version", "lith " LITH_VERSION);
  CompileCommand compile;
  CheckCommand check;
  InspectCommand inspect;
  RunCommand run;
  VerifyCommand verify;
  BenchCommand bench;
  WeightsCommand weights;
  TestCommand test;
  LayersCommand layers;
  addCompile(app, compile);
  addCheck(app, check);
  addInspect(app, inspect);
  addRun(app, run);
  addVerify(app, verify);
  addBench(app, bench);
  addWeights(app, weights);
  addTest(app, test);
  addLayers(app, layers);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    return app.exit(error.get_exit_code() == 0 ? error : explain(app, error)) == 0 ? Fine
                                                                                   : UsageFault;
  }
  const std::string name = app.get_subcommands().front()->get_name();
  if (name == "compile")
    return Command(compile);
  if (name == "check")
    return Command(check);
  if (name == "inspect")
    return Command(inspect);
  if (name == "run")
    return Command(run);
  if (name == "verify")
    return Command(verify);
  if (name == "bench")
    return Command(bench);
  if (name == "weights")
    return Command(weights);
  if (name == "test")
    return Command(test);
  return Command(layers);
}

} // namespace lith::tools
