using FlexCore.Cli;
using FlexCore.Cli.Terminal;

return (int)await new CliApplication(CliTerminal.OfProcess(), TimeProvider.System).RunAsync(args).ConfigureAwait(false);
